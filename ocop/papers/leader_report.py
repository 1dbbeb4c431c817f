"""Tờ trình, báo cáo kết quả: the advising office or the council reports to the leader who decides."""

from dataclasses import dataclass

from ocop.papers.layout import Paper
from ocop.papers.parts import Heading, ProductRow, Section, Signer
from ocop.papers.products import products_table, stars_summary, summary_table, used
from ocop.papers.text import long_day, lower_first, one_line, or_dots


@dataclass(frozen=True)
class LeaderReport:
    """A report with its list. `kind` is «Tờ trình» or «Báo cáo»; the law's words come in `basis` and `sections`."""

    heading: Heading
    signer: Signer
    products: tuple[ProductRow, ...]
    kind: str = "Tờ trình"
    about: str = "Về việc công nhận kết quả đánh giá, phân hạng sản phẩm OCOP"
    receivers_above: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    process: tuple[Section, ...] = ()
    proposals: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    demo: bool = False
    draft: bool = False


_COLUMNS = ("name", "code", "producer", "address", "round_kind", "mean", "stars", "note")


def render(report: LeaderReport) -> bytes:
    """The report as DOCX; the list of products lies in an appendix."""
    paper = Paper(f"{report.kind} {one_line(report.about)}", demo=report.demo, draft=report.draft)
    paper.head(report.heading)
    paper.title(report.kind, report.about)
    if report.receivers_above:
        paper.addressed_to(report.receivers_above)
    paper.basis(report.basis)
    paper.texts(report.opening)
    number = 0
    for number, section in enumerate(report.process, 1):
        paper.section(f"{_ROMAN[number]}. {one_line(section.title).upper()}")
        paper.texts(section.paragraphs)
    paper.section(f"{_ROMAN[number + 1]}. KẾT QUẢ ĐÁNH GIÁ, PHÂN HẠNG")
    paper.text(f"{stars_summary(report.products)[:-1]} (danh sách chi tiết tại Phụ lục kèm theo).")
    summary_table(paper, report.products)
    paper.section(f"{_ROMAN[number + 2]}. ĐỀ XUẤT, KIẾN NGHỊ")
    if report.enclosures:
        paper.texts(report.proposals)
        paper.text("Gửi kèm theo:", keep_next=True)
        paper.texts([f"- {one_line(item)}" for item in report.enclosures], keep_last=True)
    else:
        paper.texts(report.proposals, keep_last=True)
    paper.signature(report.signer, receivers=report.receivers)
    _appendix(paper, report)
    return paper.save()


def _appendix(paper: Paper, report: LeaderReport) -> None:
    title = "Danh sách sản phẩm và kết quả đánh giá, phân hạng"
    paper.appendix(title, attached_to(report.kind, report.heading), landscape=True)
    products_table(paper, report.products, used(report.products, _COLUMNS))


def attached_to(kind: str, heading: Heading) -> str:
    """`Kèm theo Tờ trình số …/TTr-… ngày … của …`."""
    number = f"số {or_dots(heading.number, '……')}/{heading.symbol}" if heading.symbol else ""
    body = one_line(heading.body)
    return f"Kèm theo {kind} {number} {lower_first(long_day(heading.day))} của {body}"


_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
