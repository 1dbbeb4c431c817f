"""Báo cáo của Tổ tư vấn: what the advisory team found in each dossier and on the spot."""

from dataclasses import dataclass

from ocop.papers.layout import Paper
from ocop.papers.markup import Look, bold
from ocop.papers.minutes import Attendee
from ocop.papers.parts import Heading, Section, Signer
from ocop.papers.text import Points, listing, one_line, points, stars, two_digits


@dataclass(frozen=True)
class Finding:
    """What the team says of one dossier. Empty texts are left out."""

    product: str
    producer: str
    code: str = ""
    address: str = ""
    dossier: str = ""
    site_visit: str = ""
    tests: str = ""
    supplements: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    self_total: Points = None
    suggested_total: Points = None
    suggested_stars: int | None = None
    conclusion: str = ""


@dataclass(frozen=True)
class AdvisoryReport:
    """The team's report to the chair of the council."""

    heading: Heading
    findings: tuple[Finding, ...]
    signer: Signer
    about: str = "Kết quả đánh giá hồ sơ đăng ký đánh giá, phân hạng sản phẩm OCOP"
    receivers_above: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    members: tuple[Attendee, ...] = ()
    process: tuple[Section, ...] = ()
    proposals: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    demo: bool = False
    draft: bool = False


def render(report: AdvisoryReport) -> bytes:
    """The report as DOCX."""
    paper = Paper(f"Báo cáo {one_line(report.about)}", demo=report.demo, draft=report.draft)
    paper.head(report.heading)
    paper.title("Báo cáo", report.about)
    if report.receivers_above:
        paper.addressed_to(report.receivers_above)
    paper.basis(report.basis)
    number = 0
    if report.members:
        number += 1
        paper.section(f"{_ROMAN[number]}. THÀNH PHẦN TỔ TƯ VẤN")
        _members(paper, report.members)
    for section in report.process:
        number += 1
        paper.section(f"{_ROMAN[number]}. {one_line(section.title).upper()}")
        paper.texts(section.paragraphs)
    paper.section(f"{_ROMAN[number + 1]}. KẾT QUẢ ĐÁNH GIÁ HỒ SƠ")
    paper.text(f"Tổ tư vấn đã đánh giá {two_digits(len(report.findings))} hồ sơ. Kết quả tổng hợp như sau:")
    _overview(paper, report.findings)
    for place, finding in enumerate(report.findings, 1):
        _finding(paper, place, finding)
    paper.section(f"{_ROMAN[number + 2]}. ĐỀ XUẤT, KIẾN NGHỊ")
    paper.texts(report.proposals, keep_last=True)
    paper.signature(report.signer, receivers=report.receivers)
    return paper.save()


_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def _members(paper: Paper, members: tuple[Attendee, ...]) -> None:
    rows = [[n, bold(one_line(m.name)), one_line(m.position), one_line(m.role)] for n, m in enumerate(members, 1)]
    aligns = ("center", "left", "left", "left")
    paper.table(("TT", "Họ và tên", "Chức vụ, đơn vị", "Vai trò"), rows, (10, 45, 70, 40), aligns=aligns)


def _overview(paper: Paper, findings: tuple[Finding, ...]) -> None:
    rows = []
    for number, each in enumerate(findings, 1):
        suggested = listing((points(each.suggested_total), stars(each.suggested_stars)), " / ")
        rows.append(
            [number, one_line(each.product), one_line(each.producer), points(each.self_total) or "—", suggested]
        )
    headers = ("TT", "Sản phẩm", "Chủ thể", "Điểm tự chấm", "Đề xuất")
    aligns = ("center", "left", "left", "center", "center")
    paper.table(headers, rows, (10, 55, 53, 20, 27), aligns=aligns)


def _finding(paper: Paper, number: int, finding: Finding) -> None:
    paper.section(f"{number}. {one_line(finding.product)}", level=1)
    facts = (("Chủ thể", finding.producer), ("Địa chỉ", finding.address), ("Mã số sản phẩm", finding.code))
    paper.text("; ".join(f"{label}: {one_line(value)}" for label, value in facts if value) + ".")
    look = Look("both", first=10, before=2, after=2, line=1.1)
    for label, value in (
        ("Hồ sơ", finding.dossier),
        ("Khảo sát thực tế", finding.site_visit),
        ("Kết quả kiểm nghiệm", finding.tests),
        ("Đề nghị bổ sung", listing(finding.supplements, "; ")),
        ("Nội dung cần lưu ý", listing(finding.concerns, "; ")),
        ("Kết luận", finding.conclusion),
    ):
        if value.strip():
            paper.line(bold(f"- {label}: "), one_line(value).rstrip(".") + ".", look=look)
