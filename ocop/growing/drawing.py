"""A shape as an officer gives it: a list of corners, a small file, or a drawing on the map. One kind comes out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import IO, Any

from ocop.core.errors import Refused
from ocop.gis import cell, systems
from ocop.gis.coordinates import is_in_vietnam, parse

FEW = "Cần ít nhất ba góc để khép thành vùng. Mỗi dòng ghi một góc."
NOT_AN_AREA = "Vùng trồng phải là vùng khép kín (polygon). Tệp này chỉ có đường hoặc điểm."
MOST_SHAPES = 200
MAX_MB = 10


@dataclass(frozen=True)
class Shape:
    """An area as GeoJSON, with its box and its size."""

    geojson: str
    box: tuple[float, float, float, float]
    hectares: float


def from_text(text: str, meridian: str = "") -> Shape:
    """Corners, one a line, in degrees or in VN-2000 metres.

    Raises:
        Refused: a line that cannot be read (named by its number), or too few corners.
    """
    corners = []
    for number, line in enumerate((each.strip() for each in text.splitlines()), start=1):
        if not line:
            continue
        try:
            found = parse(line, meridian or None)
        except Refused as refused:
            raise Refused(f"Dòng {number} («{line[:40]}»): {refused}") from refused
        corners.append((round(found.longitude, 7), round(found.latitude, 7)))
    if len(set(corners)) < 3:
        raise Refused(FEW)
    return from_geojson(json.dumps({"type": "Polygon", "coordinates": [[*corners, corners[0]]]}))


def from_file(content: IO[bytes]) -> Shape:
    """The areas of a small GeoJSON, KML, GeoPackage or zipped shapefile, together.

    Raises:
        Refused: not such a file, no system of coordinates, or nothing that is an area.
    """
    import shapely  # slow: loads GEOS

    with cell.workplace() as folder:
        path = folder / "upload"
        path.write_bytes(content.read(MAX_MB * 1024 * 1024 + 1))
        if path.stat().st_size > MAX_MB * 1024 * 1024:
            raise Refused(f"Tệp lớn hơn {MAX_MB} MB. Hãy chỉ xuất riêng vùng này.")
        looked = cell.inspect(path, folder)["layers"][0]
        crs = systems.propose(looked["crs"]).key
        if not crs:
            raise Refused("Tệp không ghi hệ tọa độ. Hãy xuất lại ở WGS-84 (GeoJSON, KML).")
        if looked["count"] > MOST_SHAPES:
            raise Refused(f"Tệp có hơn {MOST_SHAPES} hình. Hãy chỉ xuất riêng vùng này.")
        with cell.workplace() as place:
            chosen = {"layer": looked["key"], "crs": crs, "encoding": looked["encoding"], "swapped": False}
            cell.convert(path, place, chosen)
            rows = [json.loads(line) for line in (place / "rows.jsonl").read_text(encoding="utf-8").splitlines()]
    areas = [shape for shape in shapely.from_geojson([row["g"] for row in rows]) if shapely.get_dimensions(shape) == 2]
    if not areas:
        raise Refused(NOT_AN_AREA)
    return _shape(shapely.union_all(areas))


def from_geojson(text: str) -> Shape:
    """A shape drawn on the map: a polygon or several, as GeoJSON geometry or feature.

    Raises:
        Refused: unreadable, not an area, or not in Vietnam.
    """
    import shapely  # slow: loads GEOS

    try:
        said: Any = json.loads(text)
        geometry = said.get("geometry", said) if isinstance(said, dict) else said
        shape = shapely.force_2d(shapely.from_geojson(json.dumps(geometry)))
    except (ValueError, AttributeError, shapely.errors.GEOSException) as error:
        raise Refused("Không đọc được hình vẽ. Hãy vẽ lại hoặc nhập tọa độ các góc.") from error
    if shape is None or shape.is_empty or shapely.get_dimensions(shape) != 2:
        raise Refused(NOT_AN_AREA)
    if not shape.is_valid:
        shape = shapely.make_valid(shape)
    return _shape(shape)


def _shape(shape: Any) -> Shape:
    import shapely

    west, south, east, north = shape.bounds
    if not (is_in_vietnam(south, west) and is_in_vietnam(north, east)):
        raise Refused("Vùng vẽ nằm ngoài Việt Nam. Hãy kiểm tra lại tọa độ.")
    return Shape(shapely.to_geojson(shape), (west, south, east, north), round(hectares(shape), 2))


def hectares(shape: Any) -> float:
    """The size of an area on the ellipsoid."""
    from pyproj import Geod  # slow: loads PROJ

    area, _ = Geod(ellps="WGS84").geometry_area_perimeter(shape)
    return abs(float(area)) / 10_000
