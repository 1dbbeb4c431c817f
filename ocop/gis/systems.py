"""The coordinate systems a file may be in: what it says of itself, and how it becomes WGS-84. Knows no Django."""

from __future__ import annotations

import re
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
OWN_SHIFT_NOTE = (
    "Tệp tự kèm thông số chuyển sang WGS-84 (TOWGS84). Hệ thống dùng thông số chính thức của VN-2000 "
    "(QĐ 05/2007/QĐ-BTNMT) thay cho thông số đó."
)
UTM_NOTE = (
    "Tệp ghi {name}. VN-2000 múi 6° có cùng phép chiếu và lệch khoảng 225 m: nếu hồ sơ ghi VN-2000 thì hãy chọn "
    "VN-2000, múi 6°."
)
_VIETNAMESE = re.compile(r"vn[-_ ]?2000|viet[-_ ]?nam[-_ ]?2000", re.IGNORECASE)
_SHIFT = (-191.90441429, -39.30318279, -111.45032835)


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
    base, shift = _unwrapped(said)
    name = _named(base)
    is_shifted_as_ours = _is_ours(shift)
    is_vietnamese = is_shifted_as_ours or _says_vietnamese(base)
    note = OWN_SHIFT_NOTE if is_vietnamese and shift else ""
    if base.is_geographic:
        if is_vietnamese:
            return Said(name, VN2000_DEGREES, note)
        return Said(name, WGS84 if _is_wgs84(base) and not any(shift) else AS_SAID)
    return _projected(base, name, is_vietnamese=is_vietnamese, note=note)


def _unwrapped(said: Any) -> tuple[Any, tuple[float, ...]]:
    """A system without its height and without a transformation of its own; and that transformation's numbers."""
    shift: tuple[float, ...] = ()
    while said.is_bound or said.is_compound:
        if said.is_bound:
            numbers = said.coordinate_operation.towgs84 if said.coordinate_operation else []
            shift, said = tuple(numbers) or shift, said.source_crs
        else:
            said = said.sub_crs_list[0]
    return said, shift


def _named(said: Any) -> str:
    return said.name if said.name and said.name != "unknown" else "không tên"


def _is_ours(shift: tuple[float, ...]) -> bool:
    """Whether a file's own transformation begins as the official one, whatever it makes of the rotations."""
    return len(shift) >= 3 and all(abs(said - ours) < 0.01 for said, ours in zip(shift, _SHIFT, strict=False))


def _says_vietnamese(said: Any) -> bool:
    datum = said.geodetic_crs.datum.name if said.geodetic_crs and said.geodetic_crs.datum else ""
    return bool(_VIETNAMESE.search(f"{said.name} {datum}"))


def _is_wgs84(said: Any) -> bool:
    return "wgs" in (said.name or "").lower() or said.to_epsg() in (4326, 4979) or "CRS84" in (said.name or "")


def _projected(said: Any, name: str, *, is_vietnamese: bool, note: str) -> Said:
    parameters = _parameters(said)
    scale, central = parameters.get("k", 0.0), parameters.get("lon_0")
    if central is None or parameters.get("x_0") != 500_000 or parameters.get("y_0") != 0:
        return Said(name, AS_SAID)
    if abs(scale - 0.9999) < 1e-7:
        for each in meridians().values():
            if abs(each.degrees - central) < 0.01:
                return Said(
                    name,
                    f"vn2000:{each.key}",
                    note or ("" if is_vietnamese else VN_NOTE.format(name=name, meridian=each.label)),
                )
    if abs(scale - 0.9996) < 1e-7 and central in _WIDE.values():
        if is_vietnamese:
            return Said(name, f"vn2000-wide:{central:.0f}", note)
        return Said(name, AS_SAID, UTM_NOTE.format(name=name))
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
