"""Things on the map as files: GeoJSON, CSV, GeoPackage (also in VN-2000). For layers and for the lists of the atlas."""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ocop.gis.coordinates import Meridian, transformer

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Row:
    """One thing: its shape as GeoJSON text or as a dictionary, and plain properties."""

    geometry: str | dict[str, Any]
    properties: dict[str, Any]
    id: str | int | None = None

    @property
    def shape(self) -> str:
        return self.geometry if isinstance(self.geometry, str) else json.dumps(self.geometry)


class _Echo:
    def write(self, value: str) -> str:
        return value


def geojson(rows: Iterable[Row]) -> Iterator[str]:
    """A FeatureCollection, piece by piece."""
    yield '{"type":"FeatureCollection","features":['
    between = ""
    for row in rows:
        said = json.dumps(row.properties, ensure_ascii=False)
        name = "" if row.id is None else f'"id":{json.dumps(row.id)},'
        yield f'{between}{{"type":"Feature",{name}"geometry":{row.shape},"properties":{said}}}\n'
        between = ","
    yield "]}"


def csv_lines(rows: Iterable[Row], columns: list[str]) -> Iterator[str]:
    """A table for a spreadsheet: latitude, longitude of the middle, then the columns. Text stays text."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(["vi_do", "kinh_do", *columns])
    for row in rows:
        lat, lon = _middle(row)
        yield writer.writerow([lat, lon, *(_cell(row.properties.get(name)) for name in columns)])


def _cell(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _middle(row: Row) -> tuple[float, float]:
    import shapely  # slow: loads GEOS

    point = shapely.point_on_surface(shapely.from_geojson(row.shape))
    return round(point.y, 7), round(point.x, 7)


def geopackage(rows: Iterable[Row], columns: list[str], *, name: str, meridian: Meridian | None = None) -> bytes:
    """A GeoPackage with one table; in WGS-84, or in VN-2000 with a central meridian."""
    import numpy as np  # slow, as the two below
    import pyogrio
    import shapely

    listed = list(rows)
    shapes = shapely.from_geojson(np.array([row.shape for row in listed], dtype=object))
    crs = "EPSG:4326"
    if meridian is not None:
        change = transformer(meridian)
        shapes = shapely.transform(
            shapes, lambda p: np.round(np.column_stack(change.transform(p[:, 0], p[:, 1], direction="INVERSE")), 3)
        )
        crs = f"EPSG:{meridian.epsg}"
    values = [np.array([_text(row.properties.get(column)) for row in listed], dtype=object) for column in columns]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lop.gpkg"
        kinds = {shape.geom_type for shape in shapes}
        pyogrio.raw.write(
            path,
            shapely.to_wkb(shapes),
            values,
            _columns(columns),
            layer=name,
            driver="GPKG",
            crs=crs,
            geometry_type=kinds.pop() if len(kinds) == 1 else "Unknown",
        )
        return path.read_bytes()


def _columns(columns: list[str]) -> list[str]:
    """Names a GeoPackage takes: not its own two, none twice."""
    taken, names = {"fid", "geom"}, []
    for each in columns:
        name = each
        while name.lower() in taken:
            name += "_"
        taken.add(name.lower())
        names.append(name)
    return names


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
