"""Quyết định: recognition of results (and, with other articles, any decision with an attached list)."""

from dataclasses import dataclass

from ocop.papers.layout import Paper
from ocop.papers.leader_report import attached_to
from ocop.papers.markup import Look, Run, bold
from ocop.papers.parts import Heading, ProductRow, Signer
from ocop.papers.products import products_table, used
from ocop.papers.text import one_line, paragraphs, two_digits


@dataclass(frozen=True)
class Article:
    """«Điều n.»: the number is set by its place; the text may have several lines."""

    text: str


@dataclass(frozen=True)
class Decision:
    """A decision. `authority` is who decides («Chủ tịch Ủy ban nhân dân tỉnh Vĩnh Long»), `basis` the legal basis."""

    heading: Heading
    authority: str
    about: str
    basis: tuple[str, ...]
    articles: tuple[Article, ...]
    signer: Signer
    products: tuple[ProductRow, ...] = ()
    list_title: str = "Danh sách sản phẩm OCOP được công nhận"
    columns: tuple[str, ...] = ("name", "code", "producer", "address", "mean", "stars", "certificate_number", "note")
    receivers: tuple[str, ...] = ()
    demo: bool = False
    draft: bool = False


def recognition_articles(
    *, count: int, region: str, stars_text: str, months: int, holders: str, implementers: str
) -> tuple[Article, ...]:
    """The usual articles of a recognition: what is recognised, how long it holds, who carries it out.

    `months` and who is bound come from the regime; the sentences are drafts that the office may change.
    """
    return (
        Article(
            f"Công nhận kết quả đánh giá, phân hạng cho {two_digits(count)} sản phẩm OCOP {stars_text} của"
            f" {region} (có danh sách kèm theo)."
        ),
        Article(
            f"Giấy chứng nhận sản phẩm OCOP có giá trị {months} tháng kể từ ngày ban hành. {holders} có trách nhiệm"
            " duy trì chất lượng sản phẩm và sử dụng nhãn hiệu OCOP theo đúng quy định."
        ),
        Article(
            "Quyết định này có hiệu lực kể từ ngày ký.\n"
            f"{implementers} và các chủ thể có sản phẩm nêu tại Điều 1 chịu trách nhiệm thi hành Quyết định này"
        ),
    )


def render(decision: Decision) -> bytes:
    """The decision as DOCX; `draft=True` marks it «DỰ THẢO»."""
    paper = Paper(f"Quyết định {one_line(decision.about)}", demo=decision.demo, draft=decision.draft)
    paper.head(decision.heading)
    paper.title("Quyết định", decision.about)
    paper.centred(Run(one_line(decision.authority).upper(), bold=True, size=14), before=2, after=8)
    paper.basis(decision.basis)
    paper.centred(Run("QUYẾT ĐỊNH:", bold=True, size=14), before=8, after=6)
    for number, article in enumerate(decision.articles, 1):
        _article(paper, number, article, last=number == len(decision.articles))
    paper.signature(decision.signer, receivers=decision.receivers)
    if decision.products:
        paper.appendix(decision.list_title, attached_to("Quyết định", decision.heading), landscape=True, label="")
        products_table(paper, decision.products, used(decision.products, decision.columns))
    return paper.save()


def _article(paper: Paper, number: int, article: Article, *, last: bool) -> None:
    lines = paragraphs(article.text) or [""]
    if last:
        lines[-1] = f"{lines[-1].rstrip('./')}./."
    look = Look("both", first=10, before=3, after=3, line=1.1)
    for place, line in enumerate(lines):
        keep = last and place == len(lines) - 1
        runs = [bold(f"Điều {number}. "), line] if place == 0 else [line]
        paper.line(*runs, look=look.but(keep_next=keep))
