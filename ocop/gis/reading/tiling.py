"""Rows of ours into one PMTiles archive. Reads nobody else's file, so its process has other readers and writers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

MIN_ZOOM, MAX_ZOOM = 8, 14
MANY, MAX_ZOOM_OF_MANY = 20_000, 13
MOST_IN_A_TILE = 15_000
"""Shapes a telephone can fetch and draw at once (about 150 KB); more would be left out of the tile without a word."""
LAYER = "layer"


def tile(folder: Path, chosen: dict[str, Any]) -> dict[str, Any]:
    """Write `tiles.pmtiles` from `rows.jsonl`: the shapes with id, title and class; a popup asks for the rest."""
    import numpy as np
    import pyogrio
    import shapely

    ids, shapes, titles, classes = [], [], [], []
    with (folder / "rows.jsonl").open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            ids.append(row["f"])
            shapes.append(row["g"])
            titles.append(_text(row["p"].get(chosen.get("title_field") or "")))
            classes.append(_text(row["p"].get(chosen.get("class_field") or "")))
    geometries = shapely.from_geojson(np.array(shapes, dtype=object))
    zooms = zooms_of(shapely.bounds(geometries))
    pyogrio.raw.write(
        folder / "tiles.pmtiles",
        shapely.to_wkb(geometries),
        [np.array(ids, dtype="int64"), np.array(titles, dtype=object), np.array(classes, dtype=object)],
        ["id", "title", "klass"],
        layer=LAYER,
        driver="PMTiles",
        geometry_type=_kind(geometries),
        crs="EPSG:4326",
        dataset_options={"MINZOOM": str(zooms[0]), "MAXZOOM": str(zooms[1]), "MAX_SIZE": "1000000", "NAME": LAYER},
    )
    return {"min_zoom": zooms[0], "max_zoom": zooms[1]}


def zooms_of(boxes: Any) -> tuple[int, int]:
    """From which zoom to which a layer of these boxes is cut: none has a tile fuller than a telephone can bear.

    The more shapes, the fewer zooms: a reader's own browser enlarges the last one, and shows the layer's outline and
    number below the first.
    """
    last = MAX_ZOOM_OF_MANY if len(boxes) > MANY else MAX_ZOOM
    first = MIN_ZOOM
    while first < last - 1 and _fullest(boxes, first) > MOST_IN_A_TILE:
        first += 1
    return first, last


def _fullest(boxes: Any, zoom: int) -> int:
    """How many shapes have their middle in the tile that holds most."""
    import numpy as np

    side, latitudes = 1 << zoom, np.radians((boxes[:, 1] + boxes[:, 3]) / 2)
    across = ((boxes[:, 0] + boxes[:, 2]) / 2 + 180) / 360 * side
    down = (1 - np.arcsinh(np.tan(latitudes)) / np.pi) / 2 * side
    _, counts = np.unique(np.floor(across) * side + np.floor(down), return_counts=True)
    return int(counts.max())


def _text(value: Any) -> str:
    return "" if value is None else str(value)[:120]


def _kind(geometries: Any) -> str:
    import shapely

    kinds = {shapely.GeometryType(int(each)).name for each in set(shapely.get_type_id(geometries))}
    names = {"POLYGON": "Polygon", "MULTIPOLYGON": "MultiPolygon", "POINT": "Point", "LINESTRING": "LineString"}
    if len(kinds) == 1 and (only := next(iter(kinds))) in names:
        return names[only]
    return "MultiPolygon" if kinds == {"POLYGON", "MULTIPOLYGON"} else "Unknown"
