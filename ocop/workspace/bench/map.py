"""The map under load: a planning layer of fifty thousand polygons, upload to publication, then questions to it."""

from __future__ import annotations

import gzip
import io
import json
import math
import random
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ocop.accounts.models import User
from ocop.core.errors import Refused
from ocop.gis import actions, queries
from ocop.gis.models import Layer, LayerVersion
from ocop.places.models import Unit
from ocop.workspace.bench.measuring import measured, measured_once
from ocop.workspace.bench.world import World
from ocop.workspace.seeding.people import home_province

POLYGONS, CORNERS = 50_000, 34
FEATURES, FEW_CORNERS = 200_000, 4
WEST, SOUTH, EAST, NORTH = 106.0, 9.7, 106.8, 10.3
VIEW = 3
"""So many tiles a side a telephone shows at once."""
Report = dict[str, Any]


def planning_file(count: int = POLYGONS, corners: int = CORNERS) -> bytes:
    """GeoJSON of so many small areas side by side, each with so many corners."""
    rows, side = int(count**0.5) + 1, (EAST - WEST) / (int(count**0.5) + 1)
    kinds = ("ONT", "LUC", "CLN", "NTS", "DGT")
    features = []
    for number in range(count):
        west, south = WEST + (number % rows) * side, SOUTH + (number // rows) * (NORTH - SOUTH) / rows
        features.append(
            {
                "type": "Feature",
                "geometry": {"type": "Polygon", "coordinates": [_ring(west, south, side * 0.9, corners)]},
                "properties": {"ma": kinds[number % 5], "ten": f"Lô {number}"},
            }
        )
    return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":")).encode()


FORMATS = {"geojson": "GeoJSON", "gpkg": "GPKG", "shp": "ESRI Shapefile", "kml": "KML"}


def written_as(kind: str, geojson: bytes) -> tuple[str, bytes]:
    """The same file in another format, with a name; a shapefile as the zip that people send."""
    if kind == "geojson":
        return "do.geojson", geojson
    import pyogrio  # slow

    with tempfile.TemporaryDirectory(prefix="ocop-bench-") as name:
        folder = Path(name)
        source, target = folder / "nguon.geojson", folder / f"do.{kind}"
        source.write_bytes(geojson)
        meta, _, shapes, values = pyogrio.raw.read(source)
        options = {"encoding": "UTF-8"} if kind == "shp" else {}
        pyogrio.raw.write(
            target, shapes, values, list(meta["fields"]), geometry_type="Polygon", crs="EPSG:4326",
            driver=FORMATS[kind], **options,
        )  # fmt: skip
        if kind != "shp":
            return target.name, target.read_bytes()
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for each in sorted(folder.glob("do.*")):
                archive.write(each, each.name)
        return "do.zip", out.getvalue()


def _ring(west: float, south: float, side: float, corners: int) -> list[list[float]]:
    steps = corners // 2
    low = [[round(west + side * n / steps, 7), round(south + side * 0.05 * (n % 2), 7)] for n in range(steps)]
    high = [[each[0], round(each[1] + side * 0.7, 7)] for each in reversed(low)]
    return [*low, *high, low[0]]


def layer_from_upload_to_published(
    province: Unit, by: User, count: int = POLYGONS, corners: int = CORNERS, kind: str = "geojson"
) -> tuple[Layer, Report]:
    """Upload, preparation in the background job's own code, publication; seconds of each and what came of it."""
    name, content = written_as(kind, planning_file(count, corners))
    layer = actions.add_layer(province, {"title": f"Đo tốc độ {count}", "visibility": "public"}, by=by)
    kept: list[LayerVersion] = []
    took: Report = {"polygons": count, "corners": corners, "format": kind, "upload_mb": round(len(content) / 1e6, 1)}
    file = SimpleUploadedFile(name, content)
    took["check"] = measured_once(lambda: kept.append(actions.upload(layer, file, by=by))).as_json()
    chosen = actions.Choice(kept[0].source_layer, "wgs84", "unicode", title_column=1, class_column=0)
    actions.prepare(kept[0], chosen, by=by)
    took["prepare"] = measured_once(lambda: actions.build(kept[0].pk)).as_json()
    version = LayerVersion.objects.get(pk=kept[0].pk)
    if version.state != LayerVersion.State.READY:
        raise Refused(f"{version.state}: {version.failure}")
    took["publish"] = measured_once(lambda: actions.publish(version, by=by)).as_json()
    took["seconds"] = round(sum(took[name]["max"] for name in ("check", "prepare", "publish")), 2)
    took["archive_mb"] = round(version.archive.size / 1e6, 2)
    return Layer.objects.get(pk=layer.pk), took


def sent(layer: Layer) -> Report:
    """What a browser is sent of a layer: one tile, the ranges of a first view, and without tiles everything."""
    version = layer.published
    assert version is not None
    browser, z = Client(), version.max_zoom - 1
    x, y = _tile_at((WEST + EAST) / 2, (SOUTH + NORTH) / 2, z)
    one = _get(browser, f"/tiles/{layer.slug}/{z}/{x}/{y}.pbf", HTTP_ACCEPT_ENCODING="gzip")
    whole = _get(browser, f"/du-lieu-ban-do/tai/{layer.slug}.geojson").getvalue()
    return {
        "tile_bytes": len(one.content),
        "tile_encoding": one.get("Content-Encoding", ""),
        "first_view": _ranges(browser, layer.archive_url, z, x, y),
        "geojson_bytes": len(whole),
        "geojson_gzip_bytes": len(gzip.compress(whole, 6)),
    }


def _ranges(browser: Client, url: str, z: int, x: int, y: int) -> Report:
    """The ranges of the archive that a view of three by three tiles takes, through our own view."""
    from pmtiles.reader import Reader  # only for this

    lengths: list[int] = []
    known: dict[tuple[int, int], bytes] = {}

    def get(offset: int, length: int) -> bytes:
        if (offset, length) not in known:  # a browser keeps the directories it has read
            answer: Any = browser.get(url, HTTP_RANGE=f"bytes={offset}-{offset + length - 1}")
            known[offset, length] = answer.getvalue()
            lengths.append(len(known[offset, length]))
        return known[offset, length]

    reader = Reader(get)
    for right in range(VIEW):
        for down in range(VIEW):
            reader.get(z, x + right, y + down)
    return {"ranges": len(lengths), "bytes": sum(lengths)}


def _tile_at(longitude: float, latitude: float, z: int) -> tuple[int, int]:
    across = (longitude + 180) / 360
    down = (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2
    return int(across * (1 << z)), int(down * (1 << z))


def questions(layer: Layer, n: int, count: int = POLYGONS) -> Report:
    """A box, a point, a tile, a page for QGIS: each at places all over the layer."""
    dice, browser = random.Random(4), Client()

    def place() -> tuple[float, float]:
        return dice.uniform(SOUTH, NORTH), dice.uniform(WEST, EAST)

    def box() -> None:
        lat, lon = place()
        list(queries.in_box(queries.features_of(layer), (lon, lat, lon + 0.01, lat + 0.01))[:2_000])

    def items() -> None:
        lat, lon = place()
        _get(browser, f"/ogc/collections/{layer.slug}/items?limit=100&bbox={lon},{lat},{lon + 0.05},{lat + 0.05}")

    return {
        "box": measured(box, n=n).as_json(),
        "point": measured(lambda: queries.at_point(*place()), n=n).as_json(),
        "ogc_page": measured(items, n=n).as_json(),
        "search": measured(lambda: queries.find(f"lo {dice.randrange(count)}"), n=n).as_json(),
    }


def _get(browser: Client, path: str, **headers: str) -> Any:
    answer = browser.get(path, **headers)  # type: ignore[arg-type]
    if answer.status_code != 200:
        raise AssertionError(f"{path}: {answer.status_code}")
    return answer


def large_layer(by: User, n: int, count: int, corners: int, kind: str = "geojson") -> Report:
    """One layer from upload to published, questions to it, and what it sends."""
    layer, report = layer_from_upload_to_published(home_province(), by, count, corners, kind)
    archive = Path(layer.published.archive.path) if layer.published else None
    try:
        return {**report, **questions(layer, n, count), "sent": sent(layer)}
    finally:
        if archive is not None:
            archive.unlink(missing_ok=True)


def planning_layer(world: World, n: int) -> Report:
    """Fifty thousand polygons from upload to published, and questions to them."""
    return large_layer(world.stage.people["son"], n, POLYGONS, CORNERS)
