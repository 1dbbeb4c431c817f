"""Giấy chứng nhận sản phẩm OCOP: one landscape A4 as PDF/A-2b."""

import json
import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from ocop.papers.layout import DEMO_MARK, DRAFT_MARK, MOTTO, NATION
from ocop.papers.qr import qr_svg
from ocop.papers.text import clean, long_day, lower_first, one_line, short_day, stars_in_words

_LOCK = threading.Lock()


@dataclass(frozen=True)
class Certificate:
    """What a certificate says. All of it is data: nothing in it is read as markup.

    `authority` and `parent` head the paper, `signer_lines` are the lines of authority («CHỦ TỊCH»), `decision` is
    «Quyết định số … ngày … của …», `url` the public page that the QR code opens.
    """

    number: str
    product: str
    producer: str
    address: str
    stars: int
    authority: str
    decision_number: str
    decided_on: date
    decided_by: str
    issued_on: date
    valid_until: date
    place: str
    signer_lines: tuple[str, ...]
    signer_name: str
    url: str
    parent: str = ""
    product_code: str = ""
    group: str = ""
    programme: str = "Chương trình Mỗi xã một sản phẩm"
    seal_text: str = "OCOP"
    max_stars: int = 5
    demo: bool = False
    draft: bool = False


def render(certificate: Certificate) -> bytes:
    """The certificate as PDF/A-2b. The same certificate gives the same bytes."""
    issued = certificate.issued_on
    moment = datetime(issued.year, issued.month, issued.day, tzinfo=UTC)
    inputs = {"data": json.dumps(_data(certificate), ensure_ascii=False)}
    with _LOCK:  # one compiler keeps its caches; it is not made for two threads at a time
        return bytes(_compiler().compile(sys_inputs=inputs, pdf_standards="a-2b", timestamp=moment))


@cache
def _compiler() -> Any:
    """Fonts are those inside typst itself (Libertinus Serif, full Vietnamese): nothing of the machine is asked."""
    source = Path(__file__).with_name("certificate.typ")
    return typst.Compiler(str(source), ignore_system_fonts=True)


def _data(certificate: Certificate) -> dict[str, Any]:
    c = certificate
    texts = ("number", "product", "producer", "address", "decided_by", "place", "product_code", "group", "programme")
    return {
        **{name: one_line(getattr(c, name)) for name in texts},
        "nation": NATION,
        "motto": MOTTO,
        "parent": one_line(c.parent).upper(),
        "authority": one_line(c.authority).upper(),
        "stars": c.stars,
        "max_stars": c.max_stars,
        "stars_in_words": stars_in_words(c.stars),
        "decision_number": one_line(c.decision_number),
        "decided_on": lower_first(long_day(c.decided_on)),
        "issued_on": long_day(c.issued_on),
        "issued_short": short_day(c.issued_on),
        "valid_until": short_day(c.valid_until),
        "signer_lines": [one_line(line).upper() for line in c.signer_lines],
        "signer_name": one_line(c.signer_name),
        "seal_text": one_line(c.seal_text),
        "url": clean(c.url).strip(),
        "qr": qr_svg(clean(c.url).strip()),
        "mark": " – ".join(mark for mark in (DEMO_MARK * c.demo, DRAFT_MARK * c.draft) if mark),
    }
