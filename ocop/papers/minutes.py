"""Biên bản họp Hội đồng: who was there, what each product received, what was concluded."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ocop.papers.layout import Paper
from ocop.papers.markup import Cell, Look, bold, italic
from ocop.papers.parts import Heading, Section, Signer
from ocop.papers.text import Points, clock, listing, long_day, mean, one_line, or_dots, points, stars, two_digits


@dataclass(frozen=True)
class Attendee:
    """A member or guest. `role` is the seat, `reason` why absent or excluded, `product` what she was excluded from."""

    name: str
    position: str = ""
    role: str = ""
    reason: str = ""
    product: str = ""


@dataclass(frozen=True)
class Quorum:
    """Present of total, and how many the council's own rules ask for."""

    present: int
    total: int
    required: int
    reached: bool = True
    rule: str = ""


@dataclass(frozen=True)
class MemberTotal:
    """What one member gave. No total: did not score, and `note` says why. `by_part` follows the parts of the sheet."""

    member: str
    total: Points = None
    by_part: tuple[Points, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class ProductResult:
    """One product before the council."""

    name: str
    producer: str
    code: str = ""
    address: str = ""
    sheet: str = ""
    round_kind: str = ""
    totals: tuple[MemberTotal, ...] = ()
    mean: Points = None
    spread: Points = None
    spread_limit: Points = None
    gates_missed: tuple[str, ...] = ()
    stars: int | None = None
    outcome: str = ""
    discussion: str = ""


@dataclass(frozen=True)
class Minutes:
    """The minutes of one meeting, or of one written consultation (`mode` says which)."""

    heading: Heading
    products: tuple[ProductResult, ...]
    chair: Signer
    secretary: Signer
    about: str = "Họp Hội đồng đánh giá, phân hạng sản phẩm OCOP"
    basis: tuple[str, ...] = ()
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    venue: str = ""
    mode: str = "Họp trực tiếp"
    present: tuple[Attendee, ...] = ()
    absent: tuple[Attendee, ...] = ()
    excluded: tuple[Attendee, ...] = ()
    guests: tuple[Attendee, ...] = ()
    quorum: Quorum | None = None
    proceedings: tuple[Section, ...] = ()
    conclusion: tuple[str, ...] = ()
    part_codes: tuple[str, ...] = ("A", "B", "C")
    closing: str = ""
    members_sign: bool = False
    demo: bool = False
    draft: bool = False


def render(minutes: Minutes) -> bytes:
    """The minutes as DOCX."""
    paper = Paper(f"Biên bản {one_line(minutes.about)}", size=13, demo=minutes.demo, draft=minutes.draft)
    paper.head(minutes.heading)
    paper.title("Biên bản", minutes.about)
    paper.basis(minutes.basis)
    _meeting(paper, minutes)
    _people(paper, minutes)
    number = 3
    for section in minutes.proceedings:
        paper.section(f"{_ROMAN[number]}. {one_line(section.title).upper()}")
        paper.texts(section.paragraphs)
        number += 1
    paper.section(f"{_ROMAN[number]}. KẾT QUẢ ĐÁNH GIÁ, PHÂN HẠNG")
    _overview(paper, minutes)
    for place, product in enumerate(minutes.products, 1):
        _product(paper, place, product, minutes.part_codes)
    paper.section(f"{_ROMAN[number + 1]}. KẾT LUẬN")
    _conclusion(paper, minutes)
    paper.text(minutes.closing or _closing(minutes), keep_next=True)
    paper.signature(minutes.chair, left=minutes.secretary)
    if minutes.members_sign:
        _member_signatures(paper, minutes)
    return paper.save()


_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def _meeting(paper: Paper, minutes: Minutes) -> None:
    paper.section("I. THỜI GIAN, ĐỊA ĐIỂM, HÌNH THỨC")
    start = minutes.starts_at
    paper.text(f"1. Thời gian: Bắt đầu lúc {clock(start)}, {long_day(start.date() if start else None)}.")
    paper.text(f"2. Địa điểm: {or_dots(minutes.venue)}".rstrip(".") + ".")
    paper.text(f"3. Hình thức: {or_dots(minutes.mode)}".rstrip(".") + ".")


def _people(paper: Paper, minutes: Minutes) -> None:
    paper.section("II. THÀNH PHẦN")
    _group(paper, f"1. Thành viên Hội đồng có mặt ({two_digits(len(minutes.present))} người)", minutes.present)
    number = 2
    for title, people in (
        ("Thành viên vắng mặt", minutes.absent),
        ("Thành viên không tham gia đánh giá do có xung đột lợi ích", minutes.excluded),
        ("Đại biểu mời dự", minutes.guests),
    ):
        if people:
            _group(paper, f"{number}. {title} ({two_digits(len(people))} người)", people)
            number += 1
    if minutes.quorum:
        paper.text(f"{number}. Điều kiện tiến hành: {_quorum(minutes.quorum)}")


def _group(paper: Paper, title: str, people: Sequence[Attendee]) -> None:
    paper.text(bold(title), keep_next=True)
    reasons = any(person.reason or person.product for person in people)
    headers = ["TT", "Họ và tên", "Chức vụ, đơn vị", *(["Lý do"] if reasons else ["Vai trò"])]
    rows = []
    for number, person in enumerate(people, 1):
        last = listing((person.product, person.reason), ": ") if reasons else one_line(person.role)
        rows.append([number, bold(one_line(person.name)), one_line(person.position), last])
    paper.table(headers, rows, (10, 45, 70, 40), aligns=("center", "left", "left", "left"))


def _quorum(quorum: Quorum) -> str:
    enough = "đủ" if quorum.reached else "không đủ"
    rule = f" theo {one_line(quorum.rule)}" if quorum.rule else ""
    return (
        f"Có mặt {two_digits(quorum.present)}/{two_digits(quorum.total)} thành viên, yêu cầu tối thiểu"
        f" {two_digits(quorum.required)} thành viên{rule}; Hội đồng {enough} điều kiện tiến hành."
    )


def _overview(paper: Paper, minutes: Minutes) -> None:
    paper.text(f"Hội đồng xem xét, đánh giá {two_digits(len(minutes.products))} sản phẩm. Kết quả tổng hợp như sau:")
    rows = []
    for number, product in enumerate(minutes.products, 1):
        rows.append(
            [
                number,
                one_line(product.name),
                one_line(product.producer),
                mean(product.mean),
                points(product.spread),
                Cell(product.outcome or stars(product.stars), bold=True),
            ]
        )
    headers = ("TT", "Sản phẩm", "Chủ thể", "Điểm trung bình", "Chênh lệch", "Kết quả")
    aligns = ("center", "left", "left", "center", "center", "center")
    paper.table(headers, rows, (10, 50, 48, 18, 19, 20), aligns=aligns)


def _product(paper: Paper, number: int, product: ProductResult, part_codes: Sequence[str]) -> None:
    paper.section(f"{number}. {one_line(product.name)}", level=1)
    facts = (
        ("Chủ thể", product.producer),
        ("Địa chỉ", product.address),
        ("Mã số sản phẩm", product.code),
        ("Bộ sản phẩm", product.sheet),
        ("Lần đăng ký", product.round_kind),
    )
    written = "; ".join(f"{label}: {one_line(value)}" for label, value in facts if value)
    paper.text(f"{written}.", keep_next=True)
    _totals(paper, product, part_codes)
    limit = f" (giới hạn {points(product.spread_limit)} điểm)" if product.spread_limit is not None else ""
    gates = listing(product.gates_missed, "; ") or "không có"
    look = Look("both", first=10, before=1, after=1, keep_next=True)
    paper.line("- Điểm trung bình: ", bold(mean(product.mean) or "…"), " điểm.", look=look)
    if product.spread is not None:
        paper.line(f"- Chênh lệch giữa điểm cao nhất và thấp nhất: {points(product.spread)} điểm{limit}.", look=look)
    paper.line(f"- Yêu cầu tối thiểu theo cấp độ sao chưa đạt: {gates}.", look=look)
    if product.discussion.strip():
        paper.line(f"- Ý kiến thảo luận: {one_line(product.discussion)}", look=look)
    result = product.outcome or stars(product.stars)
    paper.line("- Kết quả phân hạng: ", bold(result), ".", look=look.but(keep_next=False, after=4))


def _totals(paper: Paper, product: ProductResult, part_codes: Sequence[str]) -> None:
    if any(total.by_part for total in product.totals):
        _totals_by_part(paper, product.totals, part_codes)
    else:
        _totals_two_abreast(paper, product.totals)


def _totals_by_part(paper: Paper, totals: Sequence[MemberTotal], part_codes: Sequence[str]) -> None:
    headers = ["TT", "Thành viên", *(f"Phần {code}" for code in part_codes), "Tổng điểm"]
    rows: list[Sequence[Any]] = []
    for number, each in enumerate(totals, 1):
        keep = number < len(totals)
        if each.total is None:
            why = Cell(italic(one_line(each.note) or "Không chấm điểm"), span=len(part_codes) + 1, align="left")
            rows.append([Cell(number, keep_next=keep), one_line(each.member), why])
            continue
        cells = [points(value) for value in each.by_part] + [""] * (len(part_codes) - len(each.by_part))
        rows.append([Cell(number, keep_next=keep), one_line(each.member), *cells, Cell(points(each.total), bold=True)])
    widths = [10, 155 - 20 * (len(part_codes) + 1), *([20] * (len(part_codes) + 1))]
    aligns = ["center", "left", *(["center"] * (len(part_codes) + 1))]
    paper.table(headers, rows, widths, aligns=aligns, size=11.5)


def _totals_two_abreast(paper: Paper, totals: Sequence[MemberTotal]) -> None:
    half = (len(totals) + 1) // 2
    rows: list[Sequence[Any]] = []
    for number in range(half):
        other = number + half
        right = _pair(other, totals[other]) if other < len(totals) else ["", "", ""]
        rows.append([*_pair(number, totals[number]), *right])
    aligns = ("center", "left", "center") * 2
    headers = ("TT", "Thành viên", "Điểm") * 2
    paper.table(headers, rows, (9, 52, 21.5) * 2, aligns=aligns, size=11.5)


def _pair(number: int, each: MemberTotal) -> list[Any]:
    given = Cell(points(each.total), bold=True) if each.total is not None else italic(one_line(each.note) or "—")
    return [Cell(number + 1, keep_next=True), one_line(each.member), given]


def _conclusion(paper: Paper, minutes: Minutes) -> None:
    found = Counter(product.stars or 0 for product in minutes.products)
    parts = [f"{two_digits(found[count])} sản phẩm {stars(count)}" for count in sorted(found, reverse=True) if count]
    if found[0]:
        parts.append(f"{two_digits(found[0])} sản phẩm không được phân hạng")
    paper.text(f"Tổng số sản phẩm được đánh giá: {two_digits(len(minutes.products))}, trong đó: {listing(parts)}.")
    paper.texts(minutes.conclusion)


def _closing(minutes: Minutes) -> str:
    end = minutes.ends_at
    same_day = not end or not minutes.starts_at or end.date() == minutes.starts_at.date()
    when = "cùng ngày" if same_day or not end else long_day(end.date())
    return (
        f"Cuộc họp kết thúc lúc {clock(end)}, {when}. Biên bản được đọc lại cho các thành viên dự họp nghe,"
        " thống nhất nội dung và ký tên dưới đây./."
    )


def _member_signatures(paper: Paper, minutes: Minutes) -> None:
    paper.line(bold("CHỮ KÝ CỦA CÁC THÀNH VIÊN HỘI ĐỒNG"), look=Look("center", before=14, after=6, keep_next=True))
    rows = [[number, one_line(p.name), one_line(p.position), "\n"] for number, p in enumerate(minutes.present, 1)]
    headers = ("TT", "Họ và tên", "Chức vụ, đơn vị", "Chữ ký")
    paper.table(headers, rows, (10, 45, 70, 40), aligns=("center", "left", "left", "left"))
