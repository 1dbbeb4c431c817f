"""Opening what arrived, with the readers that were let in and no others."""

from __future__ import annotations

import math
import os
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from ocop.core.errors import Refused
from ocop.gis.reading.arrival import Arrived

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

MAX_FEATURES = 500_000
MAX_COLUMNS = 80
DAMAGED = "Không đọc được tệp: dữ liệu bị hỏng hoặc bị cắt. Hãy mở bằng QGIS để kiểm tra, lưu lại rồi tải lên."
NO_FEATURES = "Lớp không có đối tượng nào. Hãy kiểm tra lại tệp."
NO_GEOMETRY = "Tệp chỉ có bảng, không có hình. Hãy xuất lớp có hình (vùng, đường hoặc điểm)."
TOO_MANY = f"Lớp có hơn {MAX_FEATURES:,} đối tượng. Hãy chia thành nhiều lớp theo xã hoặc theo loại.".replace(",", ".")
PARSED = ("geojson", "kml", "gpx", "dxf", "mif")
"""Text that is parsed from its start whenever it is opened: read once and kept. The size of an upload bounds that; the
others are read in pieces, because a database of a few megabytes may unfold to any size."""
RAW = "ISO-8859-1"
"""A table's text read byte by byte; what encoding it is in is decided by a person who looks at it."""


def is_raw(arrived: Arrived) -> bool:
    """Whether the text of this kind of file has no encoding of its own."""
    return arrived.kind == "shp"


def layers_of(arrived: Arrived) -> list[str]:
    """The names of a file's layers that have shapes. Text is parsed from its start for that, so ask once.

    Raises:
        Refused: damaged, or only tables.
    """
    import pyogrio  # slow, and only after the readers were chosen

    try:
        listed = pyogrio.list_layers(arrived.path)
    except RuntimeError as error:  # pyogrio's own errors are kinds of it
        raise Refused(DAMAGED) from error
    found = [str(name) for name, kind in listed if kind is not None]
    if not found:
        raise Refused(NO_GEOMETRY)
    return found


def described(arrived: Arrived, layer: str) -> dict[str, Any]:
    """A layer's columns, count, box and system. What text is parsed for is kept: read it before the next layer.

    Raises:
        Refused: damaged.
    """
    import pyogrio

    if arrived.kind in PARSED:
        info, shapes, _ = _whole(arrived, layer)
        count, bounds = len(shapes), _bounds(shapes)
    else:
        options = {"encoding": RAW} if is_raw(arrived) else {}
        try:
            info = pyogrio.read_info(
                arrived.path, layer=layer, force_feature_count=True, force_total_bounds=True, **options
            )
        except RuntimeError as error:
            raise Refused(DAMAGED) from error
        count, bounds = int(info["features"]), info["total_bounds"]
    if bounds is not None and not all(math.isfinite(float(side)) for side in bounds):
        bounds = None
    return {
        "name": layer,
        "geometry": str(info["geometry_type"] or ""),
        "count": count,
        "fields": _names(info),
        "crs": info["crs"] or "",
        "bounds": None if bounds is None else [float(side) for side in bounds],
    }


def read(arrived: Arrived, layer: str, *, skip: int = 0, most: int = 0) -> tuple[list[str], Any, list[Any]]:
    """Names of columns, shapes (WKB), values by column, of some rows.

    Raises:
        Refused: damaged.
    """
    if arrived.kind in PARSED:
        info, shapes, values = _whole(arrived, layer)
        part = slice(skip, skip + most if most else None)
        return _names(info), shapes[part], [column[part] for column in values]
    options: dict[str, Any] = {"encoding": RAW} if is_raw(arrived) else {}
    if skip:
        options["skip_features"] = skip
    if most:
        options["max_features"] = most
    info, shapes, values = _read(arrived, layer, options)
    return _names(info), shapes, values


def _names(info: dict[str, Any]) -> list[str]:
    return [str(each) for each in info["fields"]][:MAX_COLUMNS]


@lru_cache(maxsize=1)
def _whole(arrived: Arrived, layer: str) -> tuple[dict[str, Any], Any, list[Any]]:
    return _read(arrived, layer, {})


def _read(arrived: Arrived, layer: str, options: dict[str, Any]) -> tuple[dict[str, Any], Any, list[Any]]:
    import pyogrio

    try:
        info, _, shapes, values = pyogrio.raw.read(arrived.path, layer=layer, **options)
    except RuntimeError as error:
        raise Refused(DAMAGED) from error
    if shapes is None:
        raise Refused(NO_GEOMETRY)
    return info, shapes, list(values)[:MAX_COLUMNS]


def _bounds(shapes: Any) -> list[float] | None:
    import shapely

    return shapely.total_bounds(shapely.from_wkb(shapes, on_invalid="ignore")).tolist() if len(shapes) else None


def plain(value: Any) -> Any:
    """A value of a table as JSON has it."""
    if hasattr(value, "item"):
        value = value.item()
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, bytes):
        return None
    if isinstance(value, date | datetime):
        return value.isoformat()
    text = str(value)
    return None if text == "NaT" else text[:1000]
