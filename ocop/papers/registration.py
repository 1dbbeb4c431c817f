"""Phiếu đăng ký (Mẫu số 01): the producer's registration, with the receipt blocks of the two offices."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ocop.papers.fields import Answers, footnotes, write_fields
from ocop.papers.layout import Paper
from ocop.papers.markup import Cell, Grid, Look, Run, bold, italic, paragraph, table
from ocop.papers.parts import Signer
from ocop.papers.text import clean, one_line, or_dots, short_day


@dataclass(frozen=True)
class Receipt:
    """What an office wrote when it received the dossier. Empty values leave dots."""

    number: str = ""
    received_on: date | None = None
    received_by: str = ""
    office: str = ""


@dataclass(frozen=True)
class Registration:
    """Form 01. `form` is the law's form (fields or parts, office_part), `answers` are by field id.

    `region` is the programme's region as printed («tỉnh Vĩnh Long»), `receipts` are by block id of the office part.
    """

    form: Mapping[str, Any]
    answers: Mapping[str, Any]
    region: str = ""
    year: int | None = None
    title: str = "Phiếu đăng ký"
    about: str = "Tham gia đánh giá, phân hạng sản phẩm OCOP"
    place: str = ""
    day: date | None = None
    signer_name: str = ""
    receipts: Mapping[str, Receipt] = field(default_factory=dict)
    form_mark: str = ""
    demo: bool = False
    draft: bool = False


def render(paper_data: Registration) -> bytes:
    """The form as DOCX."""
    form, answers = paper_data.form, Answers(paper_data.answers)
    paper = Paper(one_line(form.get("name", paper_data.title)), size=13, demo=paper_data.demo, draft=paper_data.draft)
    if paper_data.form_mark:
        paper.line(Run(paper_data.form_mark, bold=True, size=12), look=Look("right", after=6))
    paper.national_head()
    year = paper_data.year or answers.get("year") or "……"
    region = paper_data.region or clean(answers.get("province")) or "tỉnh ……"
    paper.title(paper_data.title, paper_data.about, f"của {region} năm {year}")
    fields = [f for f in form_fields(form) if f["id"] not in ("province", "year")]
    write_fields(paper, fields, answers)
    signature = next((f for f in fields if f.get("type") == "signature"), {"label": "Đại diện", "hint": ""})
    signer = Signer((signature["label"],), paper_data.signer_name, signature.get("hint", ""))
    paper.dated_signature(signer, place=paper_data.place, day=paper_data.day)
    for note in footnotes(fields):
        paper.line(Run("(1)", raised=True, size=10), Run(f" {note}", size=10, italic=True), look=Look(before=8))
    _office_part(paper, form.get("office_part"), paper_data.receipts)
    return paper.save()


def form_fields(form: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The fields of a form, of all its parts where it has parts."""
    return [*form.get("fields", ()), *(f for part in form.get("parts", ()) for f in part.get("fields", ()))]


def _office_part(paper: Paper, office: Mapping[str, Any] | None, receipts: Mapping[str, Receipt]) -> None:
    if not office:
        return
    paper.turn(landscape=False)
    paper.centred(bold(one_line(office["title"]).upper()), after=8)
    labels = {each["id"]: each for each in office["fields_each"]}
    grid = Grid([paper.width], size=13, padding=4)
    for block in office["blocks"]:
        content = _receipt(paper, block["title"], labels, receipts.get(block["id"], Receipt()))
        paper.add(table([[Cell(content)]], grid))
        paper.line("", look=Look(exact=14))


def _receipt(paper: Paper, title: str, labels: Mapping[str, Any], receipt: Receipt) -> list[Any]:
    look = Look(before=3, after=3, keep_next=True)
    number = labels["receipt_number"]
    office = labels["receiving_office"]
    right = look.but(align="center", left=paper.width * 0.42, before=8, after=0)
    parts: list[tuple[Look, list[Run]]] = [
        (look.but(align="center", before=6, after=6), [bold(one_line(title).upper())]),
        (look, [Run(f"{number['label']}: {or_dots(receipt.number, number.get('pattern', '……'))}")]),
        (look, [Run(f"{labels['received_on']['label']}: {short_day(receipt.received_on)}")]),
        (
            look.but(tab=paper.width * 0.55),
            [
                Run(f"{labels['received_by']['label']}: {or_dots(receipt.received_by)}"),
                Run(f"\t{labels['receiver_signature']['label']}: ……………"),
            ],
        ),
        (right, [bold(office["label"])]),
        (right.but(before=0), [italic(f"({office['hint']})")]),
        (right.but(before=56, after=10, keep_next=False), [bold(receipt.office)]),
    ]
    return [paragraph(runs, each, 13) for each, runs in parts]
