"""Công văn and thông báo: letters between offices, notices to producers, with a list of products where there is one."""

from dataclasses import dataclass
from datetime import date

from ocop.papers.layout import Paper
from ocop.papers.parts import Heading, ProductRow, Signer
from ocop.papers.products import products_table, used
from ocop.papers.text import listing, mean, one_line, short_day, stars, stars_in_words

_LETTER_COLUMNS = ("name", "producer", "address", "round_kind", "mean", "stars", "note")


@dataclass(frozen=True)
class Letter:
    """Any letter of an office: «V/v» under the number, «Kính gửi», paragraphs, list, enclosures."""

    heading: Heading
    about: str
    receivers_above: tuple[str, ...]
    paragraphs: tuple[str, ...]
    signer: Signer
    products: tuple[ProductRow, ...] = ()
    columns: tuple[str, ...] = _LETTER_COLUMNS
    enclosures: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    demo: bool = False
    draft: bool = False


def render(letter: Letter) -> bytes:
    """The letter as DOCX."""
    paper = Paper(f"Công văn {one_line(letter.about)}", demo=letter.demo, draft=letter.draft)
    paper.head(letter.heading, about=letter.about)
    paper.addressed_to(letter.receivers_above)
    paper.texts(letter.paragraphs)
    if letter.products:
        products_table(paper, letter.products, used(letter.products, letter.columns))
    if letter.enclosures:
        paper.text("Hồ sơ gửi kèm gồm:", keep_next=True)
        paper.texts([f"{n}. {one_line(item).rstrip('.;')}." for n, item in enumerate(letter.enclosures, 1)])
    closing = list(letter.closing) or ["Trân trọng./."]
    paper.texts(_ended(closing), keep_last=True)
    paper.signature(letter.signer, receivers=letter.receivers)
    return paper.save()


def commune_request(
    *,
    heading: Heading,
    signer: Signer,
    commune: str,
    province: str,
    products: tuple[ProductRow, ...],
    basis: str,
    enclosures: tuple[str, ...],
    receivers_above: tuple[str, ...],
    receivers: tuple[str, ...] = (),
    samples: str = "",
    demo: bool = False,
    draft: bool = False,
) -> Letter:
    """The commune asks the province to rate products (QĐ 26/2026/QĐ-TTg, Điều 6.2.a, 7.2.b). `basis`: «Căn cứ …»."""
    names = f"{len(products):02d} sản phẩm"
    closing = [samples] if samples else []
    closing.append(f"Ủy ban nhân dân {commune} kính đề nghị Ủy ban nhân dân {province} xem xét, tổ chức thực hiện.")
    return Letter(
        heading=heading,
        about="đề nghị đánh giá, phân hạng sản phẩm OCOP",
        receivers_above=receivers_above,
        paragraphs=(
            f"{one_line(basis).rstrip('.;,')}, Ủy ban nhân dân {commune} đã tiếp nhận, kiểm tra thành phần hồ sơ"
            f" và đánh giá một số nội dung của hồ sơ {names}.",
            f"Ủy ban nhân dân {commune} đề nghị Ủy ban nhân dân {province} đánh giá, phân hạng sản phẩm OCOP"
            " cho các sản phẩm sau:",
        ),
        signer=signer,
        products=products,
        columns=("name", "code", "producer", "address", "round_kind", "note"),
        enclosures=enclosures,
        closing=tuple(closing),
        receivers=receivers,
        demo=demo,
        draft=draft,
    )


def ministry_request(
    *,
    heading: Heading,
    signer: Signer,
    province: str,
    ministry: str,
    products: tuple[ProductRow, ...],
    basis: str,
    enclosures: tuple[str, ...],
    receivers_above: tuple[str, ...],
    receivers: tuple[str, ...] = (),
    again: bool = False,
    stars_text: str = "5 sao",
    demo: bool = False,
    draft: bool = False,
) -> Letter:
    """The province asks the ministry to rate (`again`: to rate anew) its best products (Điều 6.3, 7.3.e)."""
    act = "đánh giá, phân hạng lại" if again else "đánh giá, phân hạng"
    return Letter(
        heading=heading,
        about=f"đề nghị {act} sản phẩm OCOP {stars_text}",
        receivers_above=receivers_above,
        paragraphs=(
            f"{one_line(basis).rstrip('.;,')}, Ủy ban nhân dân {province} đã tổ chức đánh giá và phê duyệt kết quả"
            f" đối với {len(products):02d} sản phẩm có tiềm năng đạt {stars_text}.",
            f"Ủy ban nhân dân {province} đề nghị {ministry} {act} sản phẩm OCOP {stars_text} cho các sản phẩm sau:",
        ),
        signer=signer,
        products=products,
        columns=("name", "producer", "address", "round_kind", "mean", "note"),
        enclosures=enclosures,
        closing=(f"Ủy ban nhân dân {province} kính đề nghị {ministry} xem xét, tổ chức thực hiện.",),
        receivers=receivers,
        demo=demo,
        draft=draft,
    )


@dataclass(frozen=True)
class ResultNotice:
    """The result told to one producer and its commune (QĐ 26/2026/QĐ-TTg, Điều 7.3.g).

    `decision` is «Quyết định số … ngày … của …»; `remarks` are what the council advises; `next_steps` what may follow.
    """

    heading: Heading
    signer: Signer
    receivers_above: tuple[str, ...]
    products: tuple[ProductRow, ...]
    about: str = "Kết quả đánh giá, phân hạng sản phẩm OCOP"
    basis: tuple[str, ...] = ()
    issuer: str = ""
    decision: str = ""
    valid_until: date | None = None
    remarks: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    demo: bool = False
    draft: bool = False


def render_notice(notice: ResultNotice) -> bytes:
    """The notice as DOCX."""
    paper = Paper(f"Thông báo {one_line(notice.about)}", demo=notice.demo, draft=notice.draft)
    paper.head(notice.heading)
    paper.title("Thông báo", notice.about)
    paper.addressed_to(notice.receivers_above)
    paper.basis(notice.basis)
    issuer = one_line(notice.issuer or notice.heading.body)
    if len(notice.products) == 1:
        paper.text(_one_result(notice.products[0], issuer))
    else:
        paper.text(f"{issuer} thông báo kết quả đánh giá, phân hạng sản phẩm OCOP như sau:", keep_next=True)
        products_table(paper, notice.products, used(notice.products, _LETTER_COLUMNS))
    if notice.decision:
        until = ""
        if notice.valid_until:
            until = f" Giấy chứng nhận có giá trị đến hết ngày {short_day(notice.valid_until)}."
        paper.text(f"Kết quả được công nhận tại {one_line(notice.decision).rstrip('.')}.{until}")
    if notice.remarks:
        paper.text("Ý kiến của Hội đồng:", keep_next=True)
        paper.texts([f"- {one_line(item)}" for item in notice.remarks])
    paper.texts(notice.next_steps)
    receivers = listing(notice.receivers_above, ", ")
    paper.text(f"{issuer} thông báo để {receivers} biết và thực hiện./.", keep_next=True)
    paper.signature(notice.signer, receivers=notice.receivers)
    return paper.save()


def _one_result(product: ProductRow, issuer: str) -> str:
    address = f", địa chỉ: {one_line(product.address)}" if product.address else ""
    points = f"đạt {mean(product.mean)} điểm" if product.mean is not None else "đã được đánh giá"
    rated = f", xếp hạng {stars(product.stars)} ({stars_in_words(product.stars)})" if product.stars else ""
    return (
        f"{issuer} thông báo kết quả đánh giá, phân hạng sản phẩm {one_line(product.name)} của"
        f" {one_line(product.producer)}{address}: {points}{rated}."
    )


def _ended(lines: list[str]) -> list[str]:
    return [*lines[:-1], f"{lines[-1].rstrip('./')}./."]
