"""Words of a paper: cleaned text, days, points and stars as an office writes them."""

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import ROUND_DOWN, Decimal

DOTS = "…………………"

_KEPT = {"\n", "\t"}
_STARS = {1: "một sao", 2: "hai sao", 3: "ba sao", 4: "bốn sao", 5: "năm sao"}
_BIDI = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}

Points = Decimal | int | float | None


def clean(value: object) -> str:
    """The value as text in NFC, without control characters, surrogates and direction overrides. None is empty."""
    if value is None:
        return ""
    text = unicodedata.normalize("NFC", str(value).replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(c for c in text if c in _KEPT or (c.isprintable() and ord(c) not in _BIDI) or _is_space(c))


def _is_space(char: str) -> bool:
    return unicodedata.category(char) == "Zs"


def one_line(value: object) -> str:
    """Cleaned text on one line: for titles, names and cells."""
    return " ".join(clean(value).split())


def or_dots(value: object, dots: str = DOTS) -> str:
    """The text, or dots to be filled in by hand."""
    return clean(value).strip() or dots


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def long_day(day: date | None) -> str:
    """`ngày 05 tháng 01 năm 2026`: days under 10 and months 1 and 2 with a nought (NĐ 30/2020, Phụ lục I, II.4)."""
    if day is None:
        return "ngày … tháng … năm …"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def short_day(day: date | None, dots: str = "…/…/……") -> str:
    """`05/01/2026`."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}" if day else dots


def clock(moment: datetime | time | None) -> str:
    """`08 giờ 30 phút`."""
    return f"{moment.hour:02d} giờ {moment.minute:02d} phút" if moment else "… giờ … phút"


def points(value: Points) -> str:
    """Points as written: `3`, `76,5`. Nothing for None."""
    if value is None:
        return ""
    number = Decimal(str(value))
    text = f"{number.normalize():f}" if number else "0"
    return text.replace(".", ",")


def mean(value: Points, places: int = 2) -> str:
    """An average with fixed places, cut and never rounded up: 89.996 is `89,99`, not five stars' `90,00`."""
    if value is None:
        return ""
    cut = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_DOWN)
    return str(cut).replace(".", ",")


def stars(count: int | None) -> str:
    """`4 sao`; a dash where no stars are given."""
    return f"{count} sao" if count else "—"


def stars_in_words(count: int) -> str:
    """`bốn sao`."""
    return _STARS.get(count, f"{count} sao")


def two_digits(count: int) -> str:
    """Counts under ten with a nought, as offices write them: `05`."""
    return f"{count:02d}"


def balanced(value: object, limit: int) -> str:
    """The text in lines of about the same length, none much over `limit`; breaks after commas are preferred.

    Breaks that the text has already are kept.
    """
    given = paragraphs(value)
    if len(given) > 1:
        return "\n".join(given)
    rest, lines = one_line(value), []
    for count in range(-(-len(rest) // limit), 1, -1):
        target = len(rest) / count
        spaces = [place for place, char in enumerate(rest) if char == " "]
        if not spaces:
            break
        best = min(spaces, key=lambda place: abs(place - target) - (6 if rest[place - 1] in ",;–" else 0))
        lines.append(rest[:best])
        rest = rest[best + 1 :]
    return "\n".join([*lines, rest])


def paragraphs(value: object) -> list[str]:
    """The lines of a longer text, empty ones dropped."""
    return [line.strip() for line in clean(value).split("\n") if line.strip()]


def listing(items: Iterable[object], mark: str = ", ") -> str:
    return mark.join(text for text in (one_line(item) for item in items) if text)
