"""Coordinates as surveyors write them, and VN-2000 by its official parameters. Knows no Django.

QĐ 05/2007/QĐ-BTNMT gives seven parameters VN-2000 → WGS-84, in the coordinate-frame convention. They are fixed here:
the library's own choice differs by place (0.8 m off in part of the Mekong delta) and by how a file says it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from ocop.core.errors import Refused

# Quần đảo Hoàng Sa và Trường Sa nằm trong khung này.
WEST, SOUTH, EAST, NORTH = 102.0, 6.0, 118.0, 24.0
HELMERT = (
    "+proj=helmert +x=-191.90441429 +y=-39.30318279 +z=-111.45032835 "
    "+rx=-0.00928836 +ry=0.01975479 +rz=-0.00427372 +s=0.252906278 +convention=coordinate_frame"
)
_TABLE = Path(__file__).parent / "data" / "meridians.yaml"

UNREADABLE = (
    "Không đọc được tọa độ. Hãy ghi vĩ độ rồi kinh độ, ví dụ «10.2434, 106.3756» hoặc «10°14′36″N 106°22′32″E», "
    "hoặc X, Y của VN-2000 kèm kinh tuyến trục."
)
OUTSIDE = "Tọa độ này nằm ngoài lãnh thổ Việt Nam. Hãy kiểm tra lại vĩ độ (6 đến 24) và kinh độ (102 đến 118)."
NO_MERIDIAN = "Tọa độ VN-2000 cần kinh tuyến trục. Hãy chọn kinh tuyến ghi trên bản đồ hoặc hồ sơ đo, ví dụ 105°45′."


@dataclass(frozen=True)
class LatLon:
    """A place in WGS-84 degrees; `note` says what was put right on the way."""

    latitude: float
    longitude: float
    note: str = ""


@dataclass(frozen=True)
class Meridian:
    """Kinh tuyến trục: a central meridian of a 3-degree zone, and the old provinces it was made for."""

    key: str
    epsg: int
    provinces: tuple[str, ...] = ()

    @property
    def degrees(self) -> float:
        whole, minutes = self.key.split("-")
        return int(whole) + int(minutes) / 60

    @property
    def label(self) -> str:
        return self.key.replace("-", "°") + "′"

    @property
    def title(self) -> str:
        """«105°45′ (Bến Tre, Tiền Giang)» for a list to choose from."""
        return f"{self.label} ({', '.join(self.provinces)})" if self.provinces else self.label


@lru_cache(maxsize=1)
def meridians() -> dict[str, Meridian]:
    """The central meridians of TT 26/2024/TT-BTNMT, from west to east."""
    rows = yaml.safe_load(_TABLE.read_text(encoding="utf-8"))
    found = [Meridian(row["meridian"], row["epsg"], tuple(row["provinces"])) for row in rows]
    return {each.key: each for each in found}


def choices() -> list[tuple[str, str]]:
    """For a field: key and title of every central meridian."""
    return [(each.key, each.title) for each in meridians().values()]


def meridian_of(given: str | float | Meridian) -> Meridian:
    """The meridian meant by «105-45», «105°45'», 105.75 or itself.

    Raises:
        Refused: there is no such central meridian in the official table.
    """
    if isinstance(given, Meridian):
        return given
    text = str(given).strip()
    if text in meridians():
        return meridians()[text]
    parts = [float(part.replace(",", ".")) for part in re.findall(r"\d+(?:[.,]\d+)?", text)]
    degrees = parts[0] + (parts[1] / 60 if len(parts) > 1 else 0) if parts else 0.0
    for each in meridians().values():
        if abs(each.degrees - degrees) < 0.005:
            return each
    raise Refused(f"Không có kinh tuyến trục «{text}» trong bảng của Thông tư 26/2024/TT-BTNMT.")


def pipeline(central: float, scale: float = 0.9999) -> str:
    """The transformation from VN-2000 east and north (metres) to WGS-84 longitude and latitude (degrees)."""
    return (
        f"+proj=pipeline +step +inv +proj=tmerc +lat_0=0 +lon_0={central:.10g} +k={scale} +x_0=500000 +y_0=0 "
        f"+ellps=WGS84 +step +proj=cart +ellps=WGS84 +step {HELMERT} "
        "+step +inv +proj=cart +ellps=WGS84 +step +proj=unitconvert +xy_in=rad +xy_out=deg"
    )


GEOGRAPHIC = (
    "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=cart +ellps=WGS84 "
    f"+step {HELMERT} +step +inv +proj=cart +ellps=WGS84 +step +proj=unitconvert +xy_in=rad +xy_out=deg"
)
"""VN-2000 longitude and latitude in degrees (EPSG:4756) to WGS-84."""


@lru_cache(maxsize=64)
def _transformer(definition: str) -> Any:
    from pyproj import Transformer  # slow: loads PROJ

    return Transformer.from_pipeline(definition)


def transformer(meridian: str | float | Meridian) -> Any:
    """East, north → longitude, latitude for a 3-degree zone; its inverse with `direction="INVERSE"`."""
    return _transformer(pipeline(meridian_of(meridian).degrees))


def transformer_of(definition: str) -> Any:
    """The transformation written down in a pipeline text, as kept with a version of a layer."""
    return _transformer(definition)


def from_vn2000(x: float, y: float, meridian: str | float | Meridian) -> LatLon:
    """A surveyor's X (north) and Y (east) in metres as latitude and longitude."""
    longitude, latitude = transformer(meridian).transform(y, x)
    return LatLon(float(latitude), float(longitude))


def to_vn2000(latitude: float, longitude: float, meridian: str | float | Meridian) -> tuple[float, float]:
    """X (north) and Y (east) in metres."""
    east, north = transformer(meridian).transform(longitude, latitude, direction="INVERSE")
    return float(north), float(east)


def is_in_vietnam(latitude: float, longitude: float) -> bool:
    """Whether a point lies in the frame that holds the country and its seas, Hoàng Sa and Trường Sa included."""
    return SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST


def parse(text: str, meridian: str | float | Meridian | None = None) -> LatLon:
    """Decimal degrees, degrees-minutes-seconds, or VN-2000 metres with a central meridian, in either order.

    Raises:
        Refused: cannot be read, has no meridian, or is not in Vietnam.
    """
    first, second, is_metres = _numbers(text)
    if is_metres:
        if meridian in (None, ""):
            raise Refused(NO_MERIDIAN)
        return _from_metres(first, second, meridian_of(meridian))
    return _from_degrees(first, second)


def _from_degrees(first: float, second: float) -> LatLon:
    if is_in_vietnam(first, second):
        return LatLon(first, second)
    if is_in_vietnam(second, first):
        return LatLon(second, first, "Đã đổi chỗ: số ghi trước là kinh độ, số ghi sau là vĩ độ.")
    raise Refused(OUTSIDE)


def _from_metres(first: float, second: float, meridian: Meridian) -> LatLon:
    """X is north and Y east for a surveyor; many programs write east first. Only one order lies in Vietnam."""
    # X of Vietnam is 660 to 2,660 km, Y of a zone 150 to 850 km: told apart by size wherever they do not overlap
    straight, swapped = from_vn2000(first, second, meridian), from_vn2000(second, first, meridian)
    for found, note in ((straight, ""), (swapped, "Đã đổi chỗ: số ghi trước là Y (đông), số ghi sau là X (bắc).")):
        if is_in_vietnam(found.latitude, found.longitude) and abs(found.longitude - meridian.degrees) < 4:
            return LatLon(found.latitude, found.longitude, note)
    raise Refused(
        f"Với kinh tuyến trục {meridian.label}, tọa độ này nằm ngoài Việt Nam. Hãy kiểm tra lại X (bắc), Y (đông) và "
        "kinh tuyến trục."
    )


_LETTERS = str.maketrans({"’": "'", "′": "'", "´": "'", "‘": "'", "”": '"', "″": '"', "“": '"', "º": "°", "˚": "°"})
_DMS = re.compile(
    r"([NSEWBĐnsewbđ]?)\s*(\d{1,3}(?:[.,]\d+)?)\s*°\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*'\s*)?(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:\"|'')\s*)?"
    r"([NSEWBĐTnsewbđt]?)"
)
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)*")
_GROUPED = re.compile(r"[-+]?\d{1,3}(?: \d{3})*(?:[.,]\d+)?(?!\d)")
_SPACES = re.compile("[\u00a0\u2009\u202f\t]")


def _numbers(text: str) -> tuple[float, float, bool]:
    """The two numbers of a text, in degrees or metres."""
    clean = _SPACES.sub(" ", text.translate(_LETTERS)).strip()
    if "°" in clean:
        return _degrees(clean)
    found = _NUMBER.findall(_separated(clean))
    values = [_value(each) for each in found] if len(found) == 2 else _grouped(clean)
    if len(values) != 2:
        raise Refused(UNREADABLE)
    return values[0], values[1], max(abs(values[0]), abs(values[1])) > 1_000


def _separated(clean: str) -> str:
    """The text with a space, and no comma, between its two numbers: «10,2434, 106,3756» is «10,2434 106,3756»."""
    clean = re.sub(r"\s*;\s*|,(?=\s)|,$", " ", clean).strip()
    if " " in clean:
        return clean
    pairs = r"(\d+,\d+),(\d+,\d+)|([^,]*\.[^,]*),([^,]*)|([^,]*),([^,]*\.[^,]*)|(\d{6,}),(\d{6,})"
    match = re.fullmatch(pairs, clean)
    return " ".join(each for each in match.groups() if each) if match else clean


def _value(number: str) -> float:
    """A number in either school: «567.890,12», «567,890.12», «567890.12», «1.133.456»."""
    last = max(number.rfind("."), number.rfind(","))
    if last < 0:
        return float(number)
    whole, part = number[:last], number[last + 1 :]
    digits = whole.replace(".", "").replace(",", "")
    is_decimal = number.count(number[last]) == 1 and not (digits == whole and _are_thousands(whole, part))
    return float(f"{digits}.{part}") if is_decimal else float(digits + part)


def _are_thousands(whole: str, part: str) -> bool:
    """Whether «567.890» is metres: no longitude of the country has so many degrees."""
    return len(part) == 3 and len(whole.lstrip("+-")) <= 3 and abs(int(whole)) > EAST


def _grouped(clean: str) -> list[float]:
    """Numbers with spaces between thousands: «1 133 456,78 567 890,12», «567 890 1 133 456»."""
    found = [each for each in _GROUPED.findall(clean) if each]
    if len(found) == 1:
        groups = found[0].split(" ")
        cut = {5: 3, 4: 2}.get(len(groups), 0)  # X has one or three digits more than two groups, Y has two groups
        found = [" ".join(groups[:cut]), " ".join(groups[cut:])] if cut else []
    return [float(each.replace(" ", "").replace(",", ".")) for each in found if " " in each]


def _degrees(clean: str) -> tuple[float, float, bool]:
    found = _DMS.findall(clean)
    if len(found) != 2:
        raise Refused(UNREADABLE)
    values, letters = [], []
    for before, degrees, minutes, seconds, after in found:
        parts = [float((part or "0").replace(",", ".")) for part in (degrees, minutes, seconds)]
        if parts[1] >= 60 or parts[2] >= 60:
            raise Refused("Phút và giây của tọa độ phải nhỏ hơn 60. Hãy kiểm tra lại.")
        letter = (before or after).upper()
        values.append((parts[0] + parts[1] / 60 + parts[2] / 3600) * (-1 if letter in ("S", "W", "T") else 1))
        letters.append(letter)
    if letters[0] in ("E", "Đ", "W", "T") or letters[1] in ("N", "B", "S"):
        values.reverse()
    return values[0], values[1], False
