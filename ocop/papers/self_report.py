"""Báo cáo tự đánh giá (Mẫu số 02): what the producer says of the product, criterion by criterion, with evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ocop.papers.fields import Answers, part_heading, write_fields
from ocop.papers.layout import Paper
from ocop.papers.markup import Cell, Look, Run, bold, italic
from ocop.papers.parts import Signer
from ocop.papers.sheet import Criterion, Option, Sheet
from ocop.papers.text import Points, listing, one_line, paragraphs, points


@dataclass(frozen=True)
class SelfScore:
    """The producer's own choice for one criterion, and why. `points` may stay empty: they are the option's."""

    code: str
    option_id: str = ""
    points: Points = None
    justification: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class EvidenceItem:
    """One paper of the appendix. `kind` is the code of a kind of evidence in the law («e01»)."""

    kind: str
    name: str
    code: str = ""
    facts: str = ""
    criteria: tuple[str, ...] = ()


@dataclass(frozen=True)
class SelfReport:
    """Form 02. `form` is the law's form with its parts, `answers` by field id, `sheet` the criteria of the product.

    `evidence_kinds` are the kinds of the law with code and label, in their order: the rows of the appendix.
    """

    form: Mapping[str, Any]
    answers: Mapping[str, Any]
    sheet: Sheet
    scores: tuple[SelfScore, ...] = ()
    evidence: tuple[EvidenceItem, ...] = ()
    evidence_kinds: Sequence[Mapping[str, Any]] = ()
    product: str = ""
    producer: str = ""
    place: str = ""
    day: date | None = None
    signer_name: str = ""
    form_mark: str = ""
    demo: bool = False
    draft: bool = False


def render(report: SelfReport) -> bytes:
    """The report as DOCX."""
    form = report.form
    paper = Paper(one_line(form["name"]), size=13, demo=report.demo, draft=report.draft)
    if report.form_mark:
        paper.line(Run(report.form_mark, bold=True, size=12), look=Look("right", after=6))
    paper.national_head()
    paper.title(form["name"], report.product and f"Sản phẩm: {report.product}")
    if form.get("subtitle"):
        paper.centred(italic(form["subtitle"]), after=4)
    for part in form["parts"]:
        part_heading(paper, part["code"], part["title"])
        _write_part(paper, part, report)
    signature = form.get("signature") or {"label": "Đại diện", "hint": ""}
    signer = Signer((signature["label"],), report.signer_name, signature.get("hint", ""))
    paper.dated_signature(signer, place=report.place, day=report.day)
    _evidence_appendix(paper, report.evidence_kinds, report)
    return paper.save()


def _write_part(paper: Paper, part: Mapping[str, Any], report: SelfReport) -> None:
    if any(field.get("type") == "score_sheet" for field in part["fields"]):
        _criteria(paper, report)
    else:
        mark = "" if part["fields"][0]["label"][:1].isdigit() else "- "
        write_fields(paper, part["fields"], Answers(report.answers), mark=mark)


def _criteria(paper: Paper, report: SelfReport) -> None:
    scores = {score.code: score for score in report.scores}
    rows: list[Sequence[Any]] = []
    for part in report.sheet.parts:
        total = sum((_points(leaf, scores.get(leaf.code)) for leaf in part.leaves()), Decimal(0))
        name = f"Phần {part.code}: {one_line(part.name).upper()}"
        rows.append(_band(name, part.max, total if scores else None, fill="E3E9E4"))
        for section in part.sections:
            leaves = [leaf for criterion in section.criteria for leaf in criterion.leaves()]
            total = sum((_points(leaf, scores.get(leaf.code)) for leaf in leaves), Decimal(0))
            name = f"{section.code}. {one_line(section.name)}"
            if [leaf.code for leaf in leaves] != [section.code]:
                rows.append(_band(name, section.max, total if scores else None))
            rows += [_row(leaf, scores.get(leaf.code), scored=bool(scores)) for leaf in leaves]
    everything = sum((_points(leaf, scores.get(leaf.code)) for leaf in report.sheet.leaves()), Decimal(0))
    rows.append(_band("TỔNG ĐIỂM TỰ ĐÁNH GIÁ", report.sheet.max, everything if scores else None, fill="E3E9E4"))
    paper.line(f"Bộ tiêu chí: {one_line(report.sheet.name)}.", look=Look(after=4, keep_next=True))
    last = "Mô tả, chứng minh; tài liệu minh chứng"
    headers = ("TT", "Tiêu chí", "Mức tự đánh giá", "Điểm tối đa", "Điểm tự chấm", last)
    aligns = ("center", "left", "left", "center", "center", "left")
    paper.table(headers, rows, (12, 38, 42, 13, 13, 47), aligns=aligns, size=11, may_split=True)


def _band(name: str, most: Decimal, total: Decimal | None, fill: str = "F4F4F4") -> list[Cell]:
    return [
        Cell(name, bold=True, span=3, align="left", fill=fill, keep_next=True),
        Cell(points(most), bold=True, fill=fill),
        Cell(points(total), bold=True, fill=fill),
        Cell("", fill=fill),
    ]


def _option(criterion: Criterion, score: SelfScore | None) -> Option | None:
    return next((o for o in criterion.options if score and o.id == score.option_id), None)


def _points(criterion: Criterion, score: SelfScore | None) -> Decimal:
    if score and score.points is not None:
        return Decimal(str(score.points))
    option = _option(criterion, score)
    return option.points if option else Decimal(0)


def _row(criterion: Criterion, score: SelfScore | None, *, scored: bool) -> list[Any]:
    option = _option(criterion, score)
    said: list[Any] = paragraphs(score.justification) if score else []
    if score and score.evidence:
        said.append(Run(f"Minh chứng: {listing(score.evidence, '; ')}", italic=True))
    return [
        criterion.code,
        one_line(criterion.name),
        one_line(option.label) if option else "—",
        points(criterion.max),
        Cell(points(_points(criterion, score)) if scored else "", bold=True),
        Cell(said),
    ]


def _evidence_appendix(paper: Paper, kinds: Sequence[Mapping[str, Any]], report: SelfReport) -> None:
    if not kinds:
        return
    about = f"Kèm theo {report.form['name']} của {report.producer or 'chủ thể'}"
    paper.appendix("Tài liệu minh chứng", about)
    rows: list[Sequence[Any]] = []
    for number, kind in enumerate(kinds, 1):
        rows.append([number, Cell(one_line(kind["label"]).rstrip(","), bold=True), Cell(_items(_kind(kind), report))])
    known = {_kind(kind) for kind in kinds}
    other = [item for item in report.evidence if item.kind not in known]
    if other:
        rows.append([len(kinds) + 1, bold("Tài liệu khác"), Cell([_item(item) for item in other])])
    aligns = ("center", "left", "left")
    paper.table(("TT", "Nội dung", "Tài liệu kèm theo"), rows, (10, 55, 100), aligns=aligns, size=12, may_split=True)
    paper.line(f"Tổng số: {len(report.evidence):02d} tài liệu.", look=Look(before=2))


def _kind(kind: Mapping[str, Any]) -> str:
    return str(kind.get("code") or kind["id"])


def _items(kind: str, report: SelfReport) -> list[Any]:
    items = [_item(item) for item in report.evidence if item.kind == kind]
    return items or [italic("Không có")]


def _item(item: EvidenceItem) -> list[Run]:
    runs = [bold(f"{one_line(item.code)}. ")] if item.code else []
    runs.append(Run(listing((item.name, item.facts), " – ")))
    if item.criteria:
        runs.append(italic(f" (tiêu chí {listing(item.criteria)})"))
    return runs
