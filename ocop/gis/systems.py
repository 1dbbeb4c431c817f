"""The coordinate systems a file may be in: what it says of itself, and how it becomes WGS-84. Knows no Django."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ocop.core.errors import Refused
from ocop.gis.coordinates import GEOGRAPHIC, Meridian, meridians, pipeline, transformer_of

WGS84, VN2000_DEGREES, AS_SAID = "wgs84", "vn2000-degrees", "file"
_WIDE = {"vn2000-wide:105": 105.0, "vn2000-wide:111": 111.0}
"""VN-2000 zones of six degrees, EPSG:3405 and 3406, scale 0.9996."""
UNKNOWN_SYSTEM = "Chưa chọn hệ tọa độ. Hãy chọn hệ ghi trong hồ sơ đo rồi xem lớp có nằm đúng chỗ không."
VN_NOTE = (
    "Tệp ghi hệ quy chiếu {name}, nhưng thông số (kinh tuyến trục {meridian}, hệ số 0,9999) là của VN-2000. "
    "Hệ thống đề nghị VN-2000; bạn có thể chọn khác."
)


@dataclass(frozen=True)
class System:
    """A system to choose: its name in the form, its label, and the transformation."""

    key: str
    label: str
    definition: str = ""


def zone(meridian: Meridian) -> System:
    """VN-2000 in a three-degree zone."""
    label = f"VN-2000, kinh tuyến trục {meridian.title}"
    return System(f"vn2000:{meridian.key}", label, pipeline(meridian.degrees))


def systems() -> list[System]:
    """Every system of the list, VN-2000 zones first, from west to east."""
    wide = [System(key, f"VN-2000, múi 6°, kinh tuyến {cm:.0f}°", pipeline(cm, 0.9996)) for key, cm in _WIDE.items()]
    return [
        *(zone(each) for each in meridians().values()),
        *wide,
        System(VN2000_DEGREES, "VN-2000, kinh độ và vĩ độ", GEOGRAPHIC),
        System(WGS84, "WGS-84, kinh độ và vĩ độ (GPS, Google Earth)"),
    ]


def system(key: str) -> System:
    """The system of this name.

    Raises:
        Refused: there is none.
    """
    for each in systems():
        if each.key == key:
            return each
    raise Refused(UNKNOWN_SYSTEM)


@dataclass(frozen=True)
class Said:
    """What a file says of its system, the system we propose, and why when that differs."""

    name: str
    key: str
    note: str = ""


def propose(crs: str | None) -> Said:
    """The system meant by a file's own words (WKT or EPSG), corrected where they are VN-2000 under another name."""
    if not crs:
        return Said("", "")
    from pyproj import CRS  # slow: loads PROJ
    from pyproj.exceptions import CRSError

    try:
        said = CRS.from_user_input(crs)
    except CRSError:
        return Said(crs[:80], "")
    name = said.name or "không tên"
    if said.is_geographic:
        is_vietnamese = "vn" in name.lower() and "2000" in name
        return Said(name, VN2000_DEGREES if is_vietnamese else WGS84 if _is_wgs84(said) else AS_SAID)
    return _projected(said, name)


def _is_wgs84(said: Any) -> bool:
    return "wgs" in (said.name or "").lower() or said.to_epsg() in (4326, 4979) or "CRS84" in (said.name or "")


def _projected(said: Any, name: str) -> Said:
    parameters = _parameters(said)
    scale, central = parameters.get("k"), parameters.get("lon_0")
    is_vietnamese = "vn" in name.lower() and "2000" in name.lower()
    if parameters.get("x_0") == 500_000 and parameters.get("y_0") == 0 and central is not None:
        if scale is not None and abs(scale - 0.9999) < 1e-7:
            for each in meridians().values():
                if abs(each.degrees - central) < 0.01:
                    note = "" if is_vietnamese else VN_NOTE.format(name=name, meridian=each.label)
                    return Said(name, f"vn2000:{each.key}", note)
        if is_vietnamese and scale is not None and abs(scale - 0.9996) < 1e-7 and central in _WIDE.values():
            return Said(name, f"vn2000-wide:{central:.0f}")
    return Said(name, AS_SAID)


def _parameters(said: Any) -> dict[str, float]:
    operation = said.coordinate_operation
    if operation is None or "Mercator" not in operation.method_name:
        return {}
    words = {
        "Scale factor at natural origin": "k",
        "Longitude of natural origin": "lon_0",
        "False easting": "x_0",
        "False northing": "y_0",
    }
    return {words[each.name]: float(each.value) for each in operation.params if each.name in words}


def to_wgs84(key: str, crs: str | None = None) -> tuple[Any, str]:
    """A transformer from the system to longitude and latitude, or None where nothing is to do; and its definition.

    Raises:
        Refused: unknown system, or the file's own cannot be used.
    """
    if key == WGS84:
        return None, "không chuyển: tệp đã ở WGS-84"
    if key == AS_SAID:
        return _as_said(crs)
    definition = system(key).definition
    return transformer_of(definition), definition


def _as_said(crs: str | None) -> tuple[Any, str]:
    from pyproj import CRS, Transformer  # slow: loads PROJ
    from pyproj.exceptions import CRSError, ProjError

    try:
        found = Transformer.from_crs(CRS.from_user_input(crs), "EPSG:4326", always_xy=True)
    except (CRSError, ProjError) as error:
        raise Refused("Không dùng được hệ tọa độ ghi trong tệp. Hãy chọn hệ tọa độ trong danh sách.") from error
    return found, f"{crs} → EPSG:4326: {found.definition}"
