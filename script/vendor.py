"""Copies the browser parts we serve from node_modules to ocop/core/static/vendor, which git ignores.

Run after `npm ci --ignore-scripts`. Only what is named here is ever served; a missing file stops the set-up.
"""

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules"
TARGET = ROOT / "ocop" / "core" / "static" / "vendor"
FONT = "@fontsource/be-vietnam-pro"
MAPPING = "//# sourceMappingURL="

FILES = {
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "echarts/dist/echarts.simple.min.js": "echarts.min.js",
    "echarts/LICENSE": "echarts.LICENSE",
    "maplibre-gl/dist/maplibre-gl.mjs": "maplibre-gl.js",
    "maplibre-gl/dist/maplibre-gl-worker.mjs": "maplibre-gl-worker.js",
    "maplibre-gl/dist/maplibre-gl.css": "maplibre-gl.css",
    "maplibre-gl/LICENSE.txt": "maplibre-gl.LICENSE",
    "pmtiles/dist/pmtiles.js": "pmtiles.js",
    "leaflet/dist/leaflet.js": "leaflet/leaflet.js",
    "leaflet/dist/leaflet.css": "leaflet/leaflet.css",
    **{
        f"leaflet/dist/images/{name}.png": f"leaflet/images/{name}.png"
        for name in ("layers", "layers-2x", "marker-icon", "marker-icon-2x", "marker-shadow")
    },
    "leaflet/LICENSE": "leaflet/LICENSE",
    "protomaps-leaflet/dist/protomaps-leaflet.js": "protomaps-leaflet.js",
    "protomaps-leaflet/LICENSE": "protomaps-leaflet.LICENSE",
    **{
        f"{FONT}/files/be-vietnam-pro-{subset}-{weight}-normal.woff2": f"fonts/be-vietnam-pro-{subset}-{weight}.woff2"
        for subset in ("vietnamese", "latin")
        for weight in (400, 600)
    },
    f"{FONT}/LICENSE": "fonts/LICENSE",
}


def main() -> int:
    """Copy every listed file; returns 1 and names the first missing one when npm has not run."""
    for source, target in FILES.items():
        if not (SOURCE / source).is_file():
            sys.stderr.write(f"Thiếu {source}: hãy chạy `npm ci --ignore-scripts` trước.\n")
            return 1
        path = TARGET / target
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(SOURCE / source, path)
        if path.suffix == ".js":
            _without_source_map(path)
    return 0


def _without_source_map(path: Path) -> None:
    """The maps of the sources are not served, and a file that names one that is missing cannot be collected."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith(MAPPING)), encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
