"""The list of products as a file: exactly the filtered rows in their order, nothing personal."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.certificates.models import Recognition, potential_in_words
from ocop.core.language import said, term
from ocop.core.versions import full_key, version
from ocop.portal.addresses import product_url
from ocop.portal.cards import HEAVY
from ocop.portal.catalogue import Catalogue
from ocop.portal.listing import Found
from ocop.producers.models import Product

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AT_ONCE = 500
RISKY = ("=", "+", "-", "@", "\t", "\r")
JOINS = (
    "product__producer__organisation_type",
    "product__producer__unit_as_filed__parent__parent",
    "product__product_class__parent__parent",
    "decision",
    "certificate",
)
COLUMNS = (
    gettext_lazy("Mã số sản phẩm"),
    gettext_lazy("Tên sản phẩm"),
    gettext_lazy("Hạng sao"),
    gettext_lazy("Hiệu lực hôm nay"),
    gettext_lazy("Công nhận từ ngày"),
    gettext_lazy("Có giá trị đến hết ngày"),
    gettext_lazy("Quyết định"),
    gettext_lazy("Số giấy chứng nhận"),
    gettext_lazy("Nhóm sản phẩm"),
    gettext_lazy("Chủ thể"),
    gettext_lazy("Loại hình"),
    gettext_lazy("Địa bàn hiện nay"),
    gettext_lazy("Địa bàn lúc ghi nhận"),
    gettext_lazy("Trang sản phẩm"),
)


def titles() -> list[str]:
    """The first line of the file."""
    return [str(title) for title in COLUMNS]


def lines(catalogue: Catalogue, found: Found, site: str) -> Iterator[list[str]]:
    """Every row as text, read a few hundred at a time."""
    rows = Recognition.objects.select_related(*JOINS).defer(*HEAVY)
    for keys in _in_parts(list(found.keys)):
        some = rows.in_bulk(keys)
        yield from (_line(catalogue, some[key], site) for key in keys if key in some)


def _in_parts(keys: list[int]) -> Iterator[list[int]]:
    return (keys[at : at + AT_ONCE] for at in range(0, len(keys), AT_ONCE))


def _line(catalogue: Catalogue, row: Recognition, site: str) -> list[str]:
    product, producer = row.product, row.product.producer
    certificate = getattr(row, "certificate", None)
    filed = producer.unit_as_filed
    return [
        product.official_code,
        str(said(product, "name")),
        _rank(row, catalogue.potential_of(row.pk)),
        str(catalogue.state_of(row.pk).label),
        _day(row.valid_from),
        _day(row.valid_to),
        str(row.decision or ""),
        certificate.number if certificate else "",
        _class_of(product),
        producer.name,
        term(producer.organisation_type.label) if producer.organisation_type else "",
        catalogue.territory.path(producer.unit_id),
        filed.path if filed and filed.valid_to else "",
        f"{site}{product_url(product)}",
    ]


def _rank(row: Recognition, potential: int | None) -> str:
    """«4 sao», «Tiềm năng 5 sao», or both of a product whose dossier is before the higher level."""
    return f"{row.rank}; {potential_in_words(potential)}" if row.stars and potential else row.rank


def _class_of(product: Product) -> str:
    node, names = product.product_class, []
    while node is not None:
        names.append(term(node.name))
        node = node.parent
    return " › ".join(reversed(names))


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def tag_of(address: str) -> str | None:
    """What a file of this address is known by: the same until what is public, the day or the language changes."""
    stamp = version()
    return f'W/"{blake2b(repr((stamp, full_key(address))).encode(), digest_size=9).hexdigest()}"' if stamp else None


class _Echo:
    def write(self, text: str) -> str:
        return text


def as_csv(head: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    """The lines of a CSV file with the mark by which spreadsheets know UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff"
    yield writer.writerow(head)
    for row in rows:
        yield writer.writerow([_harmless(cell) for cell in row])


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula begins with an apostrophe."""
    return f"'{cell}" if cell.startswith(RISKY) else cell


def write_csv(path: Path, head: list[str], rows: Iterable[list[str]]) -> None:
    """The same as a file."""
    with path.open("w", encoding="utf-8", newline="") as target:
        target.writelines(as_csv(head, rows))


def as_xlsx(head: list[str], rows: Iterable[list[Any]], sheet: str = "") -> IO[bytes]:
    """A workbook in a temporary file."""
    target = tempfile.NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115  the answer closes it
    write_xlsx(Path(target.name), head, rows, sheet)
    target.seek(0)
    return target


def write_xlsx(path: Path, head: list[str], rows: Iterable[list[Any]], sheet: str = "") -> None:
    """A workbook as a file, every cell written as what it is: text as text, whole numbers as numbers."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet(sheet or _("Danh sách"))
        bold = book.add_format({"bold": True})
        page.freeze_panes(1, 0)
        page.set_column(0, len(head) - 1, 24)
        for column, title in enumerate(head):
            page.write_string(0, column, title, bold)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    page.write_number(number, column, cell)
                else:
                    page.write_string(number, column, cell)
