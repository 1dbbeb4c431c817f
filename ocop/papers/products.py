"""Lists of products as they stand in reports, decisions, letters and notices."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ocop.papers.layout import Paper
from ocop.papers.markup import Cell
from ocop.papers.parts import ProductRow
from ocop.papers.text import listing, mean, one_line, stars, two_digits

Column = tuple[str, float, str, Callable[[ProductRow], str]]

_COLUMNS: dict[str, Column] = {
    "name": ("Tên sản phẩm", 44, "left", lambda row: one_line(row.name)),
    "code": ("Mã số sản phẩm", 39, "center", lambda row: one_line(row.code)),
    "group": ("Nhóm, phân nhóm", 34, "left", lambda row: one_line(row.group)),
    "producer": ("Tên chủ thể", 44, "left", lambda row: one_line(row.producer)),
    "address": ("Địa chỉ", 38, "left", lambda row: one_line(row.address)),
    "round_kind": ("Lần đánh giá", 19, "center", lambda row: one_line(row.round_kind)),
    "mean": ("Điểm trung bình", 17, "center", lambda row: mean(row.mean)),
    "stars": ("Kết quả phân hạng", 20, "center", lambda row: stars(row.stars)),
    "certificate_number": ("Số giấy chứng nhận", 42, "center", lambda row: one_line(row.certificate_number)),
    "note": ("Ghi chú", 26, "left", lambda row: one_line(row.note)),
}


def products_table(paper: Paper, rows: Sequence[ProductRow], columns: Sequence[str], *, size: float = 11.5) -> None:
    """The list with a running number. `columns` are names of ProductRow's fields."""
    chosen = [_COLUMNS[name] for name in columns]
    headers = ["TT", *(column[0] for column in chosen)]
    body = [[number, *(column[3](row) for column in chosen)] for number, row in enumerate(rows, 1)]
    widths = [10, *(column[1] for column in chosen)]
    aligns = ["center", *(column[2] for column in chosen)]
    paper.table(headers, body, widths, aligns=aligns, size=size)


def stars_summary(rows: Iterable[ProductRow]) -> str:
    """`Tổng số 12 sản phẩm: 01 sản phẩm 5 sao, 04 sản phẩm 4 sao, …` in falling order of stars."""
    found = Counter(row.stars or 0 for row in rows)
    parts = [f"{two_digits(found[count])} sản phẩm {stars(count)}" for count in sorted(found, reverse=True) if count]
    if found[0]:
        parts.append(f"{two_digits(found[0])} sản phẩm không được phân hạng")
    return f"Tổng số {two_digits(found.total())} sản phẩm: {listing(parts)}."


def used(rows: Sequence[ProductRow], columns: Sequence[str]) -> list[str]:
    """The columns that hold something in at least one row."""
    return [name for name in columns if any(getattr(row, name) for row in rows)]


def summary_table(paper: Paper, rows: Sequence[ProductRow]) -> None:
    """How many products have how many stars."""
    found = Counter(row.stars or 0 for row in rows)
    body: list[Any] = []
    for number, count in enumerate(sorted(found, reverse=True), 1):
        body.append([number, stars(count) if count else "Không được phân hạng", two_digits(found[count])])
    body.append([Cell("Tổng số", bold=True, span=2, align="center"), Cell(two_digits(found.total()), bold=True)])
    aligns = ("center", "left", "center")
    paper.table(("TT", "Kết quả phân hạng", "Số sản phẩm"), body, (15, 100, 50), aligns=aligns)
