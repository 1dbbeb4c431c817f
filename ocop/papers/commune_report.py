"""Báo cáo của UBND cấp xã (Mẫu số 03): what the commune says on the four topics, and its proposal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ocop.papers.fields import Answers, write_fields
from ocop.papers.layout import Paper
from ocop.papers.markup import Look, Run
from ocop.papers.parts import Heading, Signer
from ocop.papers.text import one_line


@dataclass(frozen=True)
class CommuneReport:
    """Form 03. `form` is the law's form with its parts, `answers` by field id, `proposal` the closing sentence."""

    form: Mapping[str, Any]
    answers: Mapping[str, Any]
    heading: Heading
    signer: Signer
    proposal: str
    about: str = "Đánh giá một số nội dung của hồ sơ đăng ký tham gia đánh giá, phân hạng sản phẩm OCOP"
    receivers: tuple[str, ...] = ()
    form_mark: str = ""
    demo: bool = False
    draft: bool = False


def proposal_sentence(*, commune: str, province: str, product: str, entity: str) -> str:
    """The sentence with which form 03 ends; names with their kind («xã Tân Phú», «tỉnh Vĩnh Long»)."""
    return (
        f"Ủy ban nhân dân {commune} đề nghị Ủy ban nhân dân {province} đánh giá, phân hạng sản phẩm OCOP"
        f" cho sản phẩm {product} của {entity}."
    )


def render(report: CommuneReport) -> bytes:
    """The report as DOCX."""
    paper = Paper(one_line(report.form.get("name", report.about)), demo=report.demo, draft=report.draft)
    if report.form_mark:
        paper.line(Run(report.form_mark, bold=True, size=12), look=Look("right", after=6))
    paper.head(report.heading)
    paper.title("Báo cáo", report.about)
    answers = Answers(report.answers)
    for part in report.form["parts"]:
        paper.section(f"{part['code']}. {one_line(part['title']).upper()}")
        write_fields(paper, part["fields"], answers)
    paper.text(f"{report.proposal.rstrip('.')}./.", keep_next=True)
    paper.signature(report.signer, receivers=report.receivers)
    return paper.save()
