"""Files as people have them on their telephones: real PDFs, pictures, and things that only pretend."""

from __future__ import annotations

import io
import json
from functools import cache

import typst
from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload

_PAPER = """
#let data = json(bytes(sys.inputs.data))
#set page(paper: "a4", margin: 2.5cm)
#set text(size: 14pt)
#align(center)[#strong(upper(data.title))]
#v(1cm)
#for line in data.lines [#line #parbreak()]
"""


@cache
def paper(title: str, *lines: str) -> bytes:
    """A PDF of one page with a title and some lines."""
    data = json.dumps({"title": title, "lines": lines or ("Bản chụp dùng để thử.",)})
    return typst.compile(_PAPER.encode(), sys_inputs={"data": data})


def pdf(title: str, name: str = "") -> FilePayload:
    """A real PDF to upload."""
    return FilePayload(name=name or f"{title}.pdf", mimeType="application/pdf", buffer=paper(title))


def photo(name: str = "anh-san-pham.jpg", size: tuple[int, int] = (1200, 900)) -> FilePayload:
    """A real JPEG to upload."""
    image = Image.new("RGB", size, "#f3e7c9")
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((size[0] // 4, size[1] // 4, size[0] * 3 // 4, size[1] * 3 // 4), 40, fill="#7a4b2a")
    buffer = io.BytesIO()
    image.save(buffer, "JPEG")
    return FilePayload(name=name, mimeType="image/jpeg", buffer=buffer.getvalue())


def disguised(content: bytes, name: str = "giay-chung-nhan.pdf") -> FilePayload:
    """A file that says it is a PDF and is not."""
    return FilePayload(name=name, mimeType="application/pdf", buffer=content)
