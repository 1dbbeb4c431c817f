"""Pictures of PDF pages: drawn when first asked for, then kept under var/."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.conf import settings
from pypdfium2 import PdfiumError

from ocop.files import pdf
from ocop.files.models import StoredFile

QUALITY = 78


def page_picture(file: StoredFile, number: int) -> Path:
    """The WebP picture of page `number` (from 1) of a PDF, on disk.

    Raises:
        LookupError: not a PDF, it has no such page, or the page cannot be drawn.
        pdf.Busy: too many pictures are being drawn.
    """
    if not file.is_pdf or not 1 <= number <= (file.pages or 0):
        raise LookupError(number)
    path = settings.VAR_DIR / "pages" / file.code[:2] / file.code / f"{number:04d}.webp"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            picture = pdf.draw(Path(file.content.path), number)
        except (PdfiumError, FileNotFoundError) as error:
            raise LookupError(number) from error
        handle, half = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as target:
            picture.save(target, "WEBP", quality=QUALITY, method=2)
        Path(half).replace(path)  # never a half-written picture, even when two ask at once
    return path
