"""Phiếu đánh giá (Annex II): one member's sheet, with every option, the boxes ticked and the points."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from ocop.papers.layout import Paper
from ocop.papers.markup import Cell, Look, Run, bold, italic, tick
from ocop.papers.parts import Signer
from ocop.papers.sheet import Criterion, Option, Sheet
from ocop.papers.text import Points, one_line, or_dots, points


@dataclass(frozen=True)
class ScoringSheetPaper:
    """A scoring sheet. `choices` is criterion code → option id; None prints a blank sheet to fill in by hand.

    `scores` gives points per criterion where they differ from the option's; `remarks` is a line per criterion.
    `form` is the law's `scoring_sheet` entry: the labels of head and foot.
    """

    sheet: Sheet
    product: str = ""
    product_code: str = ""
    producer: str = ""
    phone: str = ""
    address: str = ""
    choices: Mapping[str, str] | None = None
    scores: Mapping[str, Points] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, Any] = field(default_factory=dict)
    opinion: str = ""
    rejected_because: str = ""
    council: str = ""
    scorer: str = ""
    scorer_position: str = ""
    place: str = ""
    day: date | None = None
    demo: bool = False
    draft: bool = False


def render(data: ScoringSheetPaper) -> bytes:
    """The sheet as DOCX."""
    sheet = data.sheet
    paper = Paper(f"Phiếu đánh giá {one_line(data.product)}", size=13, demo=data.demo, draft=data.draft)
    if data.council:
        paper.centred(bold(one_line(data.council).upper()), size=13)
        paper.rule(32)
    paper.title("Phiếu đánh giá sản phẩm OCOP", f"Bộ sản phẩm: {sheet.name}")
    if sheet.sector:
        paper.centred(italic(one_line(sheet.sector)), after=6)
    _head(paper, data)
    rows = [row for part in sheet.parts for row in _part_rows(part, data)]
    rows.append(_sum_row("TỔNG ĐIỂM", sheet.max, _total(sheet.leaves(), data), fill="E3E9E4"))
    paper.table(("Các tiêu chí", "Thang điểm", "Điểm đánh giá"), rows, (131, 16, 18), aligns=_ALIGNS, size=11.5)
    if sheet.star_note:
        paper.line(Run(one_line(sheet.star_note), italic=True, size=11), look=Look("both", after=6))
    _totals(paper, data)
    _opinion(paper, data)
    foot = {each["id"]: each for each in data.form.get("footer", ())}.get("signature", _SIGNATURE)
    paper.dated_signature(Signer((foot["label"],), data.scorer, foot["hint"]), place=data.place, day=data.day)
    return paper.save()


_ALIGNS = ("both", "center", "center")
_SIGNATURE = {"label": "Người đánh giá", "hint": "Ký và ghi rõ họ tên"}
_HEADER = (
    {"id": "product_name", "label": "Tên sản phẩm"},
    {"id": "product_code", "label": "Mã số sản phẩm"},
    {"id": "producer", "label": "Tên chủ thể sản xuất"},
    {"id": "phone", "label": "Số điện thoại"},
    {"id": "address", "label": "Địa chỉ"},
)


def _head(paper: Paper, data: ScoringSheetPaper) -> None:
    values = {
        "product_name": data.product,
        "product_code": data.product_code,
        "producer": data.producer,
        "phone": data.phone,
        "address": data.address,
    }
    for each in data.form.get("header") or _HEADER:
        paper.pair(each["label"], values.get(each["id"]))
        if each["id"] == "product_code" and data.sheet.code_note:
            paper.line(Run(one_line(data.sheet.code_note), italic=True, size=11), look=Look("both"))
    if data.scorer:
        paper.pair("Người đánh giá", ", ".join(text for text in (data.scorer, data.scorer_position) if text))
    if data.sheet.rejection:
        paper.line(bold(one_line(data.sheet.rejection)), look=Look("both", before=4, after=6))


def _part_rows(part: Any, data: ScoringSheetPaper) -> Iterator[list[Any]]:
    name = f"Phần {part.code}: {one_line(part.name).upper()} ({points(part.max)} điểm)"
    yield _sum_row(name, part.max, _total(part.leaves(), data), fill="E3E9E4")
    for section in part.sections:
        leaves = [leaf for criterion in section.criteria for leaf in criterion.leaves()]
        name = f"{section.code}. {one_line(section.name).upper()}"
        # A section that is its own criterion is printed once.
        own = [criterion for criterion in section.criteria if criterion.code == section.code]
        notes = (*section.notes, *(note for criterion in own for note in criterion.notes))
        yield _sum_row(name, section.max, _total(leaves, data), fill="F4F4F4", notes=notes)
        for criterion in section.criteria:
            if criterion not in own:
                yield _criterion_row(criterion, data)
            yield from _option_rows(criterion, data)


def _criterion_row(criterion: Criterion, data: ScoringSheetPaper) -> list[Any]:
    name = bold(f"{criterion.code}. {one_line(criterion.name)}")
    content = [name, *(italic(one_line(note)) for note in criterion.notes)]
    given = points(_total(criterion.leaves(), data))
    return [Cell(content, keep_next=True), Cell(points(criterion.max), bold=True), Cell(given, bold=True)]


def _option_rows(criterion: Criterion, data: ScoringSheetPaper) -> Iterator[list[Any]]:
    for below in criterion.below:
        yield _criterion_row(below, data)
        yield from _option_rows(below, data)
    case = 0
    for option in criterion.options:
        if option.case != case:
            case = option.case
            name = f"Trường hợp {case}: {dict(criterion.cases).get(case, '')}"
            yield [Cell(name, italic=True, keep_next=True), "", ""]
        yield _option_row(option, (data.choices or {}).get(criterion.code) == option.id)
    if remark := data.remarks.get(criterion.code):
        yield [Cell([[bold("Nhận xét: "), one_line(remark)]], span=3)]


def _option_row(option: Option, chosen: bool) -> list[Any]:
    label = [tick(chosen), f" {one_line(option.label)}{'*' * option.min_stars}"]
    fill = "EAF3EC" if chosen else ""
    given = Cell(points(option.points) if chosen else "", bold=True, fill=fill)
    return [Cell([label], fill=fill), Cell(points(option.points), fill=fill), given]


def _sum_row(name: str, most: Decimal, total: Points, *, fill: str, notes: tuple[str, ...] = ()) -> list[Cell]:
    content = [bold(name), *(italic(one_line(note)) for note in notes)]
    return [
        Cell(content, fill=fill, keep_next=True),
        Cell(points(most), bold=True, fill=fill),
        Cell(points(total), bold=True, fill=fill),
    ]


def _score(criterion: Criterion, data: ScoringSheetPaper) -> Points:
    """The points of a criterion: nothing ticked is 0, on a blank sheet it is nothing."""
    if data.choices is None:
        return None
    if criterion.code in data.scores:
        return data.scores[criterion.code]
    chosen = data.choices.get(criterion.code)
    return next((option.points for option in criterion.options if option.id == chosen), Decimal(0))


def _total(leaves: Any, data: ScoringSheetPaper) -> Points:
    if data.choices is None:
        return None
    return sum((Decimal(str(_score(leaf, data))) for leaf in leaves), Decimal(0))


def _totals(paper: Paper, data: ScoringSheetPaper) -> None:
    sheet = data.sheet
    rows: list[Any] = []
    for part in sheet.parts:
        total = _total(part.leaves(), data)
        rows.append(
            [
                Cell(f"Phần {part.code}", keep_next=True),
                one_line(part.name),
                points(part.max),
                Cell(points(total), bold=True),
            ]
        )
    whole = Cell(points(_total(sheet.leaves(), data)), bold=True)
    rows.append([Cell("TỔNG ĐIỂM", bold=True, span=2, align="left"), Cell(points(sheet.max), bold=True), whole])
    paper.line(bold("TỔNG HỢP ĐIỂM"), look=Look(before=6, after=4, keep_next=True))
    aligns = ("left", "left", "center", "center")
    paper.table(("Phần", "Nội dung", "Điểm tối đa", "Điểm đánh giá"), rows, (20, 95, 25, 25), aligns=aligns)


def _opinion(paper: Paper, data: ScoringSheetPaper) -> None:
    if data.rejected_because:
        paper.text(bold("Đề nghị loại hồ sơ: "), one_line(data.rejected_because), indent=0)
    paper.line(bold("Ý kiến của người đánh giá:"), look=Look(before=4, keep_next=True))
    if data.opinion.strip():
        paper.text(data.opinion)
    else:
        paper.line(or_dots("", "…" * 55 + "\n" + "…" * 55), look=Look(line=1.4))
