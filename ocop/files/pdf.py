"""PDF pages through pdfium, which allows one caller at a time in a process: everything here goes through one lock."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pypdfium2 as pdfium
from PIL import Image

from ocop.core.errors import Refused

WIDTH = 1400
MAX_HEIGHT = 4 * WIDTH
PATIENCE = 20
"""Seconds a page picture waits for the one before it."""

_one_at_a_time = threading.Lock()

DAMAGED = "Tệp PDF bị hỏng hoặc chưa tải đủ. Hãy mở tệp kiểm tra rồi tải lên lại."
LOCKED = "Tệp PDF có mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại."


class Busy(Exception):
    """Other pages are being drawn; ask again in a moment."""


@contextmanager
def _opened(source: Path | IO[bytes]) -> Iterator[pdfium.PdfDocument]:
    if not _one_at_a_time.acquire(timeout=PATIENCE):
        raise Busy
    try:
        document = pdfium.PdfDocument(source)
        try:
            yield document
        finally:
            document.close()
    finally:
        _one_at_a_time.release()


def check(content: IO[bytes], head: bytes) -> int:
    """The number of pages of a PDF that opens without a password.

    Raises:
        Refused: damaged, cut off, locked by a password, without pages, or with something else before the PDF.
    """
    if not head.startswith(b"%PDF-"):
        raise Refused(DAMAGED)
    content.seek(0, 2)
    size = content.tell()
    content.seek(max(0, size - 4096))
    if b"%%EOF" not in content.read():
        raise Refused(DAMAGED)
    content.seek(0)
    try:
        with _opened(content) as document:
            pages = len(document)
            for index in {0, pages - 1} if pages else ():
                document[index].close()
    except pdfium.PdfiumError as error:
        raise Refused(LOCKED if "password" in str(error).lower() else DAMAGED) from error
    except Busy as error:
        raise Refused("Hệ thống đang bận đọc tệp khác. Hãy tải lên lại sau ít phút.") from error
    if not pages:
        raise Refused("Tệp PDF không có trang nào. Hãy chọn tệp khác.")
    return pages


def count_pages(data: bytes) -> int:
    """The number of pages of a PDF the system itself made."""
    with _opened(io.BytesIO(data)) as document:
        return len(document)


def draw(source: Path, number: int) -> Image.Image:
    """Page `number` (from 1) as a picture `WIDTH` pixels wide; a freak of a page is made narrower, never huge.

    Raises:
        Busy: too many others are waiting.
        pdfium.PdfiumError: the page cannot be drawn.
    """
    with _opened(source) as document:
        page = document[number - 1]
        try:
            width, height = page.get_size()
            scale = min(WIDTH / max(width, 1), MAX_HEIGHT / max(height, 1))
            picture: Image.Image = page.render(scale=scale, draw_annots=True).to_pil()
            return picture.convert("RGB")
        finally:
            page.close()
