"""A set of criteria as it is printed: the sheet of Annex II, which is also the scoring sheet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Option:
    """One box of a criterion. `min_stars` is the star mark printed behind it."""

    id: str
    label: str
    points: Decimal
    min_stars: int = 0
    case: int = 0


@dataclass(frozen=True)
class Criterion:
    """A criterion with its options, or with criteria below it. `notes` are the remarks printed under its name."""

    code: str
    name: str
    max: Decimal
    options: tuple[Option, ...] = ()
    notes: tuple[str, ...] = ()
    cases: tuple[tuple[int, str], ...] = ()
    below: tuple["Criterion", ...] = ()

    def leaves(self) -> Iterator["Criterion"]:
        """The criteria that are scored."""
        if self.below:
            for criterion in self.below:
                yield from criterion.leaves()
        else:
            yield self


@dataclass(frozen=True)
class SheetSection:
    code: str
    name: str
    max: Decimal
    criteria: tuple[Criterion, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class SheetPart:
    code: str
    name: str
    max: Decimal
    sections: tuple[SheetSection, ...]

    def leaves(self) -> Iterator[Criterion]:
        """The scored criteria in their order."""
        for section in self.sections:
            for criterion in section.criteria:
                yield from criterion.leaves()


@dataclass(frozen=True)
class Sheet:
    """The sheet of one set of products."""

    name: str
    parts: tuple[SheetPart, ...]
    number: int = 0
    sector: str = ""
    code_note: str = ""
    rejection: str = ""
    star_note: str = ""
    decision: str = ""

    @property
    def max(self) -> Decimal:
        return sum((part.max for part in self.parts), Decimal(0))

    def leaves(self) -> Iterator[Criterion]:
        """The scored criteria in their order."""
        for part in self.parts:
            yield from part.leaves()


def sheet_from_law(data: Mapping[str, Any], *, decision: str = "") -> Sheet:
    """The sheet out of a file of `law/` (schema 2): what is printed is taken word for word."""
    pattern = data.get("code_pattern") or {}
    code_note = ""
    if pattern:
        code_note = (
            f"T: {pattern['T']} - X: {pattern['X']} - STT: {pattern['STT']} - {pattern['last']}."
            f" Mã đơn vị hành chính theo {pattern['unit_codes']}"
        )
    return Sheet(
        name=data["name"],
        number=data.get("number", 0),
        parts=tuple(_part(part) for part in data["parts"]),
        sector=(data.get("sector") or {}).get("text", ""),
        code_note=code_note,
        rejection=data.get("rejection_text") or "",
        star_note=data.get("star_note") or "",
        decision=decision,
    )


def _part(data: Mapping[str, Any]) -> SheetPart:
    sections = tuple(_section(section) for section in data["sections"])
    return SheetPart(data["code"], data["name"], _decimal(data["max"]), sections)


def _section(data: Mapping[str, Any]) -> SheetSection:
    criteria = tuple(_criterion(criterion) for criterion in data["criteria"])
    return SheetSection(data["code"], data["name"], _decimal(data["max"]), criteria, _notes(data))


def _criterion(data: Mapping[str, Any]) -> Criterion:
    return Criterion(
        code=data["code"],
        name=data["name"],
        max=_decimal(data["max"]),
        options=tuple(_option(option) for option in data.get("options") or ()),
        notes=_notes(data),
        cases=tuple((case["case"], case["name"]) for case in data.get("cases") or ()),
        below=tuple(_criterion(criterion) for criterion in data.get("subcriteria") or ()),
    )


def _option(data: Mapping[str, Any]) -> Option:
    stars, case = data.get("min_stars") or 0, data.get("case") or 0
    return Option(data["id"], data["label"], _decimal(data["points"]), stars, case)


def _notes(data: Mapping[str, Any]) -> tuple[str, ...]:
    notes = [f"({data['note']})"] if data.get("note") else []
    if data.get("requirement"):
        notes.append(f"Yêu cầu: {data['requirement']}")
    notes += [(data.get(key) or {}).get("text", "") for key in ("applies_when", "gate")]
    notes += [f"Ghi chú: {remark}" for remark in data.get("remarks") or ()]
    return tuple(note for note in notes if note)


def _decimal(value: object) -> Decimal:
    return Decimal(str(value))
