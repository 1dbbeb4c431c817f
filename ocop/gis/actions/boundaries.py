"""Boundaries of units from a file of the province, keyed by official code."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from ocop.core.errors import Refused
from ocop.gis import cell, systems
from ocop.gis.models import UnitShape
from ocop.journal.actions import record
from ocop.places.models import Unit

TOLERANCE = 0.0005
"""Degrees: about fifty metres, enough for a map of a province on a phone."""
WIDTHS = {Unit.Level.PROVINCE: 2, Unit.Level.COMMUNE: 5}
NO_CODES = (
    "Không có cột nào chứa mã đơn vị hành chính (2 chữ số cho tỉnh, 5 chữ số cho xã, QĐ 19/2025/QĐ-TTg). "
    "Các cột trong tệp: {columns}."
)


@dataclass
class Imported:
    """What an import did: how many shapes, which codes nobody knows, which units have no shape in the file."""

    column: str = ""
    level: str = ""
    shapes: int = 0
    unknown: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    repaired: int = 0


def import_boundaries(path: Path, *, dated: date, source: str = "", column: str = "", system: str = "") -> Imported:
    """Nhập ranh giới hành chính: shapes of today's provinces or communes, whole and simplified without gaps.

    Raises:
        Refused: not a map file, no system of coordinates, or no column of codes.
    """
    rows, repaired = _rows(path, system)
    column, level, units = _keyed(rows, column)
    shapes, unknown = _shapes(rows, column, level, units)
    if not shapes:
        raise Refused(NO_CODES.format(columns=", ".join(rows[0]["p"])))
    found = Imported(column, level, len(shapes), unknown, repaired=repaired)
    present = [units[code] for code in shapes]
    found.missing = _missing(units, set(shapes), {unit.parent_id for unit in present})
    _write(present, list(shapes.values()), dated, source)
    return found


def _rows(path: Path, system: str) -> tuple[list[dict[str, Any]], int]:
    with cell.workplace() as folder:
        looked = cell.inspect(path, folder)["layers"][0]
        crs = system or systems.propose(looked["crs"]).key
        if not crs:
            raise Refused("Tệp không ghi hệ tọa độ. Hãy thêm --system, ví dụ --system vn2000:105-45.")
        chosen = {"layer": looked["key"], "crs": crs, "encoding": looked["encoding"], "swapped": False}
    with cell.workplace() as folder:
        report = cell.convert(path, folder, chosen)
        with (folder / "rows.jsonl").open(encoding="utf-8") as file:
            return [json.loads(line) for line in file], report["counts"]["repaired"]


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
            UnitShape.objects.update_or_create(
                unit=unit,
                defaults={
                    "geometry": shapely.to_geojson(shape),
                    "simplified": shapely.to_geojson(simpler if not simpler.is_empty else shape),
                    "latitude": round(middle.y, 6),
                    "longitude": round(middle.x, 6),
                    "min_lon": box[0],
                    "min_lat": box[1],
                    "max_lon": box[2],
                    "max_lat": box[3],
                    "dated": dated,
                    "source": source,
                },
            )
        record("unitshape.import", units[0], by=None, so_luong=len(units), nguon=source, ngay=dated.isoformat())
