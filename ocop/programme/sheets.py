"""The scoring sheet of a decision as plain objects: parts, sections, criteria, options, star marks, gates, conditions.

Pure: no Django, no files. `parse_sheet` turns the mapping kept in law/<set>/sheets/ (or in `CriteriaSet.content`) into
a `Sheet`; `validate_sheet` lists what is wrong with it. Sub-criteria are criteria like others; they name their parent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

REJECT, STOP = "reject", "stop"


class WrongSheet(ValueError):
    """The mapping is not a scoring sheet; the message says where it breaks off."""


@dataclass(frozen=True)
class Option:
    """One box of a criterion. `index` is its place in print; `min_stars` is the printed star mark."""

    id: str
    index: int
    points: int
    label: str
    min_stars: int | None = None
    case: int | None = None
    is_implied: bool = False
    points_printed: str | None = None


@dataclass(frozen=True)
class Gate:
    """A remark that throws a product out (`reject`) or ends the scoring (`stop`).

    With `zero_in` it holds by itself when one of those criteria has 0 points; otherwise a scorer states that it holds.
    """

    effect: str
    text: str
    zero_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class Condition:
    """«Chỉ áp dụng khi…»: holds when `criterion` has an option ticked that is not among `except_options`."""

    criterion: str
    except_options: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Case:
    """One of the alternative cases of a criterion: first the case is chosen, then an option in it."""

    number: int
    name: str


@dataclass(frozen=True)
class Parent:
    """A criterion that is scored through its sub-criteria."""

    code: str
    name: str
    max: int


@dataclass(frozen=True)
class Criterion:
    """Tiêu chí (or sub-criterion) that is scored: at most one option."""

    code: str
    name: str
    max: int
    index: int
    part: str
    section: str
    options: tuple[Option, ...]
    parent: Parent | None = None
    note: str = ""
    requirement: str = ""
    remarks: tuple[str, ...] = ()
    gate: Gate | None = None
    applies_when: Condition | None = None
    cases: tuple[Case, ...] = ()

    def __str__(self) -> str:
        return f"{self.code} «{self.name}»"

    @cached_property
    def marks(self) -> tuple[Option, ...]:
        """The options that carry a star mark, in order."""
        return tuple(option for option in self.options if option.min_stars)

    def mark(self, stars: int) -> Option | None:
        """The least option a product of so many stars must reach here, when the sheet marks one for that level."""
        return next((option for option in self.marks if option.min_stars == stars), None)


@dataclass(frozen=True)
class Section:
    """Mục of a part."""

    code: str
    name: str
    max: int
    criteria: tuple[Criterion, ...]
    gate: Gate | None = None


@dataclass(frozen=True)
class Part:
    """Phần A, B or C."""

    code: str
    name: str
    max: int
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Sheet:
    """Phiếu chấm of one product set. Criteria are in printed order."""

    number: int
    slug: str
    name: str
    class_code: str
    heading: str
    article: str
    rejection_text: str
    rejection: tuple[str, ...]
    star_note: str
    parts: tuple[Part, ...]

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        return tuple(section for part in self.parts for section in part.sections)

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        return tuple(criterion for section in self.sections for criterion in section.criteria)

    @cached_property
    def total(self) -> int:
        return sum(part.max for part in self.parts)

    @cached_property
    def _by_code(self) -> dict[str, Criterion]:
        return {criterion.code: criterion for criterion in self.criteria}

    @cached_property
    def _by_option(self) -> dict[str, tuple[Criterion, Option]]:
        return {option.id: (criterion, option) for criterion in self.criteria for option in criterion.options}

    def has_criterion(self, code: str) -> bool:
        return code in self._by_code

    def has_option(self, option_id: str) -> bool:
        return option_id in self._by_option

    def criterion(self, code: str) -> Criterion:
        """The criterion of that code. KeyError when the sheet has none."""
        return self._by_code[code]

    def option(self, option_id: str) -> Option:
        """The option of that id. KeyError when the sheet has none."""
        return self._by_option[option_id][1]

    def criterion_of(self, option_id: str) -> Criterion:
        """The criterion an option belongs to. KeyError when the sheet has no such option."""
        return self._by_option[option_id][0]


_cache: dict[str, Sheet] = {}


def cached_sheet(fingerprint: str, content: Mapping[str, Any]) -> Sheet:
    """The sheet of that fingerprint, parsed once a process."""
    if fingerprint not in _cache:
        _cache[fingerprint] = parse_sheet(content)
    return _cache[fingerprint]


def parse_sheet(content: Mapping[str, Any]) -> Sheet:
    """The sheet a mapping describes.

    Raises:
        WrongSheet: a needed key is absent or of the wrong kind.
    """
    try:
        return Sheet(
            number=content["number"],
            slug=content["slug"],
            name=content["name"],
            class_code=content["class"],
            heading=content["heading"],
            article=content["article"],
            rejection_text=content["rejection_text"] or "",
            rejection=tuple(content["rejection"]),
            star_note=content["star_note"] or "",
            parts=_Reader().parts(content["parts"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise WrongSheet(f"Phiếu chấm không đúng cấu trúc: {error!r}.") from error


class _Reader:
    """Reads the tree while counting criteria, so that each knows its place in print."""

    def __init__(self) -> None:
        self.count = 0

    def parts(self, raw: Iterable[Mapping[str, Any]]) -> tuple[Part, ...]:
        return tuple(
            Part(p["code"], p["name"], p["max"], tuple(self.section(p["code"], s) for s in p["sections"])) for p in raw
        )

    def section(self, part: str, raw: Mapping[str, Any]) -> Section:
        criteria = tuple(c for entry in raw["criteria"] for c in self.criteria(part, raw["code"], entry))
        return Section(raw["code"], raw["name"], raw["max"], criteria, gate=_gate(raw.get("gate")))

    def criteria(self, part: str, section: str, raw: Mapping[str, Any]) -> Iterator[Criterion]:
        if "subcriteria" not in raw:
            yield self.criterion(part, section, raw, None)
            return
        parent = Parent(raw["code"], raw["name"], raw["max"])
        for entry in raw["subcriteria"]:
            yield self.criterion(part, section, entry, parent)

    def criterion(self, part: str, section: str, raw: Mapping[str, Any], parent: Parent | None) -> Criterion:
        self.count += 1
        condition = raw.get("applies_when")
        return Criterion(
            code=raw["code"],
            name=raw["name"],
            max=raw["max"],
            index=self.count,
            part=part,
            section=section,
            parent=parent,
            options=tuple(_option(index, option) for index, option in enumerate(raw["options"])),
            note=raw.get("note", ""),
            requirement=raw.get("requirement", ""),
            remarks=tuple(raw.get("remarks", ())),
            gate=_gate(raw.get("gate")),
            applies_when=condition
            and Condition(condition["criterion"], tuple(condition["except_options"]), condition["text"]),
            cases=tuple(Case(case["case"], case["name"]) for case in raw.get("cases", ())),
        )


def _gate(raw: Mapping[str, Any] | None) -> Gate | None:
    return Gate(raw["effect"], raw["text"], tuple(raw.get("if_zero_in", ()))) if raw else None


def _option(index: int, raw: Mapping[str, Any]) -> Option:
    return Option(
        id=raw["id"],
        index=index,
        points=raw["points"],
        label=raw["label"],
        min_stars=raw.get("min_stars"),
        case=raw.get("case"),
        is_implied=raw.get("implied", False),
        points_printed=raw.get("points_printed"),
    )


def validate_sheet(sheet: Sheet, *, part_max: Mapping[str, int], mark_levels: Iterable[int]) -> list[str]:
    """What is wrong with a sheet, one sentence each; empty when it may be published.

    `part_max` are the decision's points for each part, `mark_levels` the stars that may be marked on options.
    """
    levels = tuple(mark_levels)
    problems = [*_wrong_sums(sheet, part_max), *_wrong_codes(sheet), *_wrong_section_gates(sheet)]
    for criterion in sheet.criteria:
        checks = (_wrong_options, _wrong_marks, _wrong_cases, _wrong_gate, _wrong_condition)
        problems += [f"{criterion}: {problem}." for check in checks for problem in check(sheet, criterion, levels)]
    return problems


def _wrong_sums(sheet: Sheet, part_max: Mapping[str, int]) -> Iterator[str]:
    if {part.code: part.max for part in sheet.parts} != dict(part_max):
        yield f"Điểm các phần không phải là {dict(part_max)}."
    for part in sheet.parts:
        if part.max != sum(section.max for section in part.sections):
            yield f"Phần {part.code}: tổng điểm các mục khác {part.max}."
        for section in part.sections:
            if section.max != sum(criterion.max for criterion in section.criteria):
                yield f"Mục {section.code}: tổng điểm các tiêu chí khác {section.max}."
    sums: Counter[Parent] = Counter()
    for criterion in sheet.criteria:
        if criterion.parent:
            sums[criterion.parent] += criterion.max
    for parent, points in sums.items():
        if parent.max != points:
            yield f"Tiêu chí {parent.code}: tổng điểm các tiêu chí con khác {parent.max}."


def _wrong_codes(sheet: Sheet) -> Iterator[str]:
    codes = Counter(criterion.code for criterion in sheet.criteria)
    options = Counter(option.id for criterion in sheet.criteria for option in criterion.options)
    sections = Counter(section.code for section in sheet.sections)
    for name, counter in (("Tiêu chí", codes), ("Lựa chọn", options), ("Mục", sections)):
        yield from (f"{name} {code} có {count} lần." for code, count in counter.items() if count > 1)


def _wrong_section_gates(sheet: Sheet) -> Iterator[str]:
    for section in sheet.sections:
        gate, inside = section.gate, {criterion.code for criterion in section.criteria}
        if gate and (gate.effect not in (REJECT, STOP) or not gate.text.strip()):
            yield f"Mục {section.code}: căn cứ loại hoặc dừng không có hiệu lực hoặc nội dung."
        if gate and not (gate.zero_in and inside.issuperset(gate.zero_in)):
            yield f"Mục {section.code}: căn cứ loại hoặc dừng không chỉ đúng tiêu chí trong mục."


def _wrong_options(sheet: Sheet, criterion: Criterion, levels: tuple[int, ...]) -> Iterator[str]:
    for option in criterion.options:
        if type(option.points) is not int or option.points < 0:
            yield f"{option.id} có điểm không phải số nguyên từ 0"
        if option.id != f"{criterion.code}-{chr(ord('a') + option.index)}":
            yield f"{option.id} không theo thứ tự chữ cái"
        if not option.label.strip():
            yield f"{option.id} không có nội dung"
    for options in _by_case(criterion):
        points = [option.points for option in options]
        if points != sorted(points):
            yield "điểm các lựa chọn không tăng dần"
        if not points or points[-1] != criterion.max:
            yield f"điểm cao nhất khác {criterion.max}"


def _by_case(criterion: Criterion) -> list[list[Option]]:
    if not criterion.cases:
        return [list(criterion.options)]
    return [[option for option in criterion.options if option.case == case.number] for case in criterion.cases]


def _wrong_marks(sheet: Sheet, criterion: Criterion, levels: tuple[int, ...]) -> Iterator[str]:
    stars = [option.min_stars for option in criterion.marks if option.min_stars]
    if not set(stars) <= set(levels):
        yield "dấu sao của cấp không có"
    if stars != sorted(set(stars)):
        yield "dấu sao không tăng dần theo lựa chọn"
    if stars and (criterion.cases or criterion.applies_when):
        yield "dấu sao trong tiêu chí có trường hợp hoặc điều kiện chưa có cách hiểu"


def _wrong_cases(sheet: Sheet, criterion: Criterion, levels: tuple[int, ...]) -> Iterator[str]:
    numbers = [case.number for case in criterion.cases]
    if len(numbers) != len(set(numbers)):
        yield "trường hợp trùng số"
    known: set[int | None] = set(numbers)
    if {option.case for option in criterion.options} != (known or {None}):
        yield "trường hợp của lựa chọn không khớp với danh sách"


def _wrong_gate(sheet: Sheet, criterion: Criterion, levels: tuple[int, ...]) -> Iterator[str]:
    gate = criterion.gate
    if gate and (gate.effect not in (REJECT, STOP) or not gate.text.strip()):
        yield "căn cứ loại hoặc dừng không có hiệu lực hoặc nội dung"
    if gate and gate.zero_in:
        yield "căn cứ theo 0 điểm phải đặt ở mục"


def _wrong_condition(sheet: Sheet, criterion: Criterion, levels: tuple[int, ...]) -> Iterator[str]:
    condition = criterion.applies_when
    if not condition:
        return
    other = next((c for c in sheet.criteria if c.code == condition.criterion), None)
    if other is None or other.index >= criterion.index:
        yield "điều kiện không chỉ một tiêu chí đứng trước"
    elif not condition.except_options or not {o.id for o in other.options}.issuperset(condition.except_options):
        yield "điều kiện chỉ lựa chọn không có"
    if not condition.text.strip():
        yield "điều kiện không có nội dung"
