"""What several papers share: the head of a paper, its signer, the rows of a product list."""

from dataclasses import dataclass
from datetime import date

from ocop.papers.text import Points


@dataclass(frozen=True)
class Heading:
    """Issuing body, number and symbol, place and day (NĐ 30/2020/NĐ-CP, Điều 8 and Phụ lục I).

    Body and parent are printed in capitals. An empty number leaves dots: the clerk numbers the paper when it is issued.
    """

    body: str
    parent: str = ""
    number: str = ""
    symbol: str = ""
    place: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Signer:
    """Lines of authority as printed («TM. ỦY BAN NHÂN DÂN», «KT. CHỦ TỊCH», «PHÓ CHỦ TỊCH») and the name below."""

    lines: tuple[str, ...]
    name: str = ""
    hint: str = ""


@dataclass(frozen=True)
class ProductRow:
    """One product in a list attached to a report, a decision, a letter or a notice."""

    name: str
    producer: str
    address: str = ""
    code: str = ""
    group: str = ""
    round_kind: str = ""
    mean: Points = None
    stars: int | None = None
    certificate_number: str = ""
    note: str = ""


@dataclass(frozen=True)
class Section:
    """A numbered part of a report: title and its paragraphs, in the caller's words."""

    title: str
    paragraphs: tuple[str, ...] = ()
