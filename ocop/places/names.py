"""How people write the names of places: kinds in full and short, tones here and there, one letter wrong."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from ocop.core.text import normalise

PROVINCE_KINDS = ("tỉnh", "thành phố")
DISTRICT_KINDS = ("huyện", "quận", "thị xã", "thành phố")
COMMUNE_KINDS = ("xã", "phường", "thị trấn", "đặc khu")

_WRITTEN = {
    "thành phố": r"thành phố\b|thanh pho\b|tp\b\.?",
    "thị trấn": r"thị trấn\b|thi tran\b|tt\b\.?",
    "đặc khu": r"đặc khu\b|dac khu\b",
    "thị xã": r"thị xã\b|thi xa\b|tx\b\.?",
    "phường": r"phường\b|phuong\b|p\.|p(?=\s?\d)",
    "huyện": r"huyện\b|huyen\b|h\.",
    "quận": r"quận\b|quan\b|q\.|q(?=\s?\d)",
    "tỉnh": r"tỉnh\b|tinh\b|t\.",
    "xã": r"xã\b|xa\b|x\.",
}
KINDS = tuple(_WRITTEN)
_SHORT = {"tp", "tt", "tx", "t", "h", "q", "p", "x"}
_AT_START = {kind: re.compile(rf"(?:{written})\s*(?=\S)", re.IGNORECASE) for kind, written in _WRITTEN.items()}
_COMMUNE_INSIDE = re.compile(r".*(?<!thị)\s(?=(?:xã|phường|thị trấn|đặc khu)\s+\S)", re.IGNORECASE)
_ABOVE_INSIDE = re.compile(
    r"\s+(?=(?:huyện|quận|thị xã|thành phố|tỉnh|tp\.|tx\.)\s*(?!lộ\b|\d)\S)(?<!đường\s)", re.IGNORECASE
)
_BELOW_COMMUNE = re.compile(r"(?:ấp|khóm|tổ|thôn|khu|số|đường|hẻm|quốc lộ|tỉnh lộ|lộ|kênh|chợ)\b|\d", re.IGNORECASE)
_TONES = {"\u0300", "\u0309", "\u0303", "\u0301", "\u0323"}


def split_kind(text: str) -> tuple[str, str]:
    """Kind and name of a unit as written: «TT. Cái Đôi Vàm» is («thị trấn», «Cái Đôi Vàm»); no kind is «».

    Words without accents count as a kind only where the whole text has none: «xa Vong Dong».
    """
    text = " ".join(unicodedata.normalize("NFC", text).split()).strip(" .,;")
    for kind, pattern in _AT_START.items():
        found = pattern.match(text)
        if found and (text.isascii() or not found[0].isascii() or found[0].strip(" .").lower() in _SHORT):
            return kind, text[found.end() :].strip()
    return "", text


@lru_cache(maxsize=20000)
def spelled(name: str) -> str:
    """The name with its accents, wherever the tone mark stands: «Hoà» and «Hòa» are one spelling, «08» is «8»."""
    return " ".join(_syllable(word) for word in name.lower().replace("-", " ").split())


def _syllable(word: str) -> str:
    if word.isdigit():
        return str(int(word))
    parts = unicodedata.normalize("NFD", word)
    letters = "".join(c for c in parts if c not in _TONES)
    return unicodedata.normalize("NFC", letters) + "".join(c for c in parts if c in _TONES)


def has_accents(name: str) -> bool:
    """Whether the writer used Vietnamese accents, so that a differing accent means a differing name."""
    return normalise(name) != " ".join(name.lower().replace("-", " ").split())


def is_near(one: str, other: str) -> bool:
    """Whether two names differ by exactly one letter once accents are gone. Numbers are never near each other."""
    one, other = normalise(one), normalise(other)
    if any(c.isdigit() for c in one + other) or min(len(one), len(other)) < 4:
        return False
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def is_initials(short: str, name: str) -> bool:
    """Whether a name is shortened to its initials: «AG» for An Giang."""
    initials = "".join(word[0] for word in name.split())
    return len(short) > 1 and short.isupper() and short == initials.upper()


@dataclass
class Address:
    """The parts of an address: (kind, name) of each level, and the names that stood there without a kind."""

    province: tuple[str, str] = ("", "")
    district: tuple[str, str] = ("", "")
    commune: tuple[str, str] = ("", "")
    bare: list[str] = field(default_factory=list)


def read_address(text: str) -> Address:
    """Take an address apart, from its end: province, district, commune. What lies below a commune is left out."""
    address = Address()
    for segment in reversed(_segments(text)):
        kind, name = split_kind(segment)
        if kind in COMMUNE_KINDS:
            address.commune = address.commune if address.commune[1] else (kind, name)
        elif kind == "thành phố":
            _place_city(address, name)
        elif kind in PROVINCE_KINDS:
            address.province = (kind, name)
        elif kind:
            address.district = (kind, name)
        elif not _BELOW_COMMUNE.match(segment):
            address.bare.append(name)
    return address


def _segments(text: str) -> list[str]:
    segments = []
    for piece in re.split(r"[,;\n]|\s[-–]\s", unicodedata.normalize("NFC", text)):
        for each in _ABOVE_INSIDE.split(piece):
            inside = _COMMUNE_INSIDE.match(each)
            segments.append(each[inside.end() :].strip() if inside else each.strip())
    return [segment for segment in segments if segment]


def _place_city(address: Address, name: str) -> None:
    """«thành phố» is a province in «…, thành phố Huế» and a district in «thành phố Cà Mau, tỉnh Cà Mau»."""
    if address.province[1] or address.district[1] or address.bare:
        address.district = ("thành phố", name)
    else:
        address.province = ("thành phố", name)
