"""Rows of ours into one PMTiles archive. Reads nobody else's file, so its process has other readers and writers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

MIN_ZOOM, MAX_ZOOM = 8, 14
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
    zooms = _zooms(len(ids))
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


def _zooms(count: int) -> tuple[int, int]:
    """The more shapes, the fewer zooms: a reader's own browser enlarges the last one."""
    if count > 20_000:
        return 9, 13
    return MIN_ZOOM, MAX_ZOOM


def _text(value: Any) -> str:
    return "" if value is None else str(value)[:120]


def _kind(geometries: Any) -> str:
    import shapely

    kinds = {shapely.GeometryType(int(each)).name for each in set(shapely.get_type_id(geometries))}
    names = {"POLYGON": "Polygon", "MULTIPOLYGON": "MultiPolygon", "POINT": "Point", "LINESTRING": "LineString"}
    if len(kinds) == 1 and (only := next(iter(kinds))) in names:
        return names[only]
    return "MultiPolygon" if kinds == {"POLYGON", "MULTIPOLYGON"} else "Unknown"
