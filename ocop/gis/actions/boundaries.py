"""Boundaries of units from a file of the province, keyed by official code."""

from __future__ import annotations

import json
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from ocop.core.errors import Refused
from ocop.gis import cell, systems
from ocop.gis.models import PastShape, UnitShape
from ocop.gis.reading.arrival import SUFFIXES
from ocop.gis.reading.unpacking import KEPT
from ocop.journal.actions import record
from ocop.places.models import Unit

TOLERANCE = 0.0005
"""Degrees: about fifty metres, enough for a map of a province on a phone."""
WIDTHS = {Unit.Level.PROVINCE: 2, Unit.Level.COMMUNE: 5}
NO_CODES = (
    "Không có cột nào chứa mã đơn vị hành chính (2 chữ số cho tỉnh, 5 chữ số cho xã, QĐ 19/2025/QĐ-TTg). "
    "Các cột trong tệp: {columns}."
)
NO_FILES = "Không có tệp bản đồ nào (shapefile, GeoPackage, GeoJSON, KML) để nhập."


@dataclass
class Imported:
    """What an import did: how many shapes, which codes nobody knows, which units have no shape in the file."""

    column: str = ""
    shapes: int = 0
    unknown: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    repaired: int = 0


@dataclass
class _Level:
    """The shapes of one level, from all files of a folder together: neighbours are simplified together."""

    units: dict[str, Unit]
    shapes: dict[str, Any] = field(default_factory=dict)


def import_boundaries(path: Path, *, dated: date, source: str = "", column: str = "", system: str = "") -> Imported:
    """Nhập ranh giới hành chính: shapes of today's provinces or communes, whole and simplified without gaps.

    `path` is a file, a .shp among its parts, or a folder of such. A newer shape takes the place of an older one, which
    is kept with its date.

    Raises:
        Refused: not a map file, no system of coordinates, or no column of codes.
    """
    found, levels = Imported(), dict[str, _Level]()
    without_codes = None
    with cell.workplace() as packed:
        for file in _files(path, packed):
            for rows, repaired in _rows(file, system):
                try:
                    _take(rows, column, levels, found)
                except Refused as refused:
                    without_codes = refused
                found.repaired += repaired
    if not found.shapes:
        raise without_codes or Refused(NO_FILES)
    for level in levels.values():
        present = [level.units[code] for code in level.shapes]
        found.missing += _missing(level.units, set(level.shapes), {unit.parent_id for unit in present})
        _write(present, list(level.shapes.values()), dated, source)
    return found


def _take(rows: list[dict[str, Any]], column: str, levels: dict[str, _Level], found: Imported) -> None:
    column, name, units = _keyed(rows, column)
    shapes, unknown = _shapes(rows, column, name, units)
    if not shapes:
        raise Refused(NO_CODES.format(columns=", ".join(rows[0]["p"])))
    level = levels.setdefault(name, _Level(units))
    found.shapes += len(shapes.keys() - level.shapes.keys())
    level.shapes.update(shapes)
    found.unknown += unknown
    found.column = ", ".join(sorted({*filter(None, found.column.split(", ")), column}))


def _files(path: Path, packed: Path) -> Iterator[Path]:
    """The map files meant by a path, those of many parts as an archive of ours."""
    paths = sorted(path.rglob("*")) if path.is_dir() else [path]
    for number, each in enumerate(paths):
        if each.suffix.lower() in (".shp", ".tab", ".mif"):
            yield _packed(each, packed / f"{number}.zip")
        elif each.is_file() and (each.suffix.lower() in SUFFIXES or not path.is_dir()):
            yield each


def _packed(path: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for part in path.parent.iterdir():
            if part.stem.casefold() == path.stem.casefold() and part.suffix.lower() in KEPT:
                archive.write(part, part.name)
    return target


def _rows(path: Path, system: str) -> Iterator[tuple[list[dict[str, Any]], int]]:
    """The rows of every layer of a file, and how many shapes were repaired."""
    with cell.workplace() as folder:
        layers = cell.inspect(path, folder)["layers"]
    for looked in layers:
        crs = system or systems.propose(looked["crs"]).key
        if not crs:
            raise Refused("Tệp không ghi hệ tọa độ. Hãy thêm --system, ví dụ --system vn2000:105-45.")
        chosen = {"layer": looked["key"], "crs": crs, "encoding": looked["encoding"], "swapped": False}
        with cell.workplace() as folder:
            report = cell.convert(path, folder, chosen)
            with (folder / "rows.jsonl").open(encoding="utf-8") as file:
                yield [json.loads(line) for line in file], report["counts"]["repaired"]


def _keyed(rows: list[dict[str, Any]], column: str) -> tuple[str, str, dict[str, Unit]]:
    """The column whose values are official codes, their level, and today's units of that level by code."""
    columns = [column] if column else list(rows[0]["p"])
    best: tuple[int, str, str, dict[str, Unit]] = (0, "", "", {})
    for level, width in WIDTHS.items():
        units = {unit.code: unit for unit in Unit.objects.current().filter(level=level).select_related("parent")}
        for name in columns:
            hits = sum(_code(row["p"].get(name), width) in units for row in rows)
            if hits > best[0]:
                best = (hits, name, level, units)
    if not best[0]:
        raise Refused(NO_CODES.format(columns=", ".join(rows[0]["p"])))
    return best[1:]


def _code(value: Any, width: int) -> str:
    """A code as text with its leading zeros, which spreadsheets and number columns lose."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value if value is not None else "").strip()
    return text.zfill(width) if text.isdigit() and len(text) <= width else ""


def _shapes(
    rows: list[dict[str, Any]], column: str, level: str, units: dict[str, Unit]
) -> tuple[dict[str, Any], list[str]]:
    import shapely  # slow: loads GEOS

    parts: dict[str, list[Any]] = defaultdict(list)
    unknown = []
    for row in rows:
        code = _code(row["p"].get(column), WIDTHS[Unit.Level(level)])
        shape = shapely.from_geojson(row["g"])
        if code not in units or shapely.get_dimensions(shape) != 2:
            unknown.append(str(row["p"].get(column)))
        else:
            parts[code].append(shape)
    return {code: shapely.union_all(found) for code, found in sorted(parts.items())}, unknown


def _missing(units: dict[str, Unit], there: set[str], parents: set[int | None]) -> list[str]:
    """Units without a shape, in the provinces of which the file has any."""
    return [
        f"{code} {unit.full_name}" for code, unit in units.items() if code not in there and unit.parent_id in parents
    ]


def _write(units: list[Unit], shapes: list[Any], dated: date, source: str) -> None:
    import numpy as np  # slow, as the next
    import shapely

    simple = shapely.coverage_simplify(np.array(shapes, dtype=object), TOLERANCE)
    simple = shapely.transform(simple, lambda points: np.round(points, 5))
    with transaction.atomic():
        for unit, shape, simpler in zip(units, shapes, simple, strict=True):
            box, middle = shape.bounds, shape.point_on_surface()
            _put(
                unit,
                dated,
                {
                    "geometry": shapely.to_geojson(shape),
                    "simplified": shapely.to_geojson(simpler if not simpler.is_empty else shape),
                    "latitude": round(middle.y, 6),
                    "longitude": round(middle.x, 6),
                    "min_lon": box[0],
                    "min_lat": box[1],
                    "max_lon": box[2],
                    "max_lat": box[3],
                    "source": source,
                },
            )
        record("unitshape.import", units[0], by=None, so_luong=len(units), nguon=source, ngay=dated.isoformat())


def _put(unit: Unit, dated: date, fields: dict[str, Any]) -> None:
    """The newest shape is the unit's; every other date keeps its own. The same date again is a correction."""
    now = UnitShape.objects.filter(unit=unit).first()
    old: tuple[date, str, str] | None = None
    if now is not None and now.dated < dated:
        old = (now.dated, now.geometry, now.source)
    elif now is not None and now.dated > dated:
        old = (dated, fields["geometry"], fields["source"])
    if old is not None:
        PastShape.objects.update_or_create(unit=unit, dated=old[0], defaults={"geometry": old[1], "source": old[2]})
    if now is None or now.dated <= dated:
        UnitShape.objects.update_or_create(unit=unit, defaults={**fields, "dated": dated})
