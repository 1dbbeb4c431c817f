"""Small pictures of product photos: drawn when first asked for, then kept under var/."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageOps

from ocop.files.models import StoredFile

WIDTHS = (320, 640, 1280)
WIDTH = 800
"""Of the one picture that a browser without the newer ways, or another site, asks for."""
KINDS = {"avif": ("AVIF", 62, {"speed": 8}), "webp": ("WEBP", 80, {"method": 4})}


def thumbnail(file: StoredFile, width: int = WIDTH, kind: str = "webp") -> Path:
    """The picture at most so many pixels wide and high, upright, without its camera data.

    Raises:
        LookupError: not a picture, or it cannot be read; not a size or kind that pages ask for.
    """
    if not file.is_image or width not in (*WIDTHS, WIDTH) or kind not in KINDS:
        raise LookupError(file.code)
    path = Path(settings.VAR_DIR) / "thumbnails" / file.code[:2] / f"{file.code}-{width}.{kind}"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        name, quality, ways = KINDS[kind]
        handle, half = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as target:
                _draw(file, width).save(target, name, quality=quality, **ways)
        except (OSError, Image.DecompressionBombError) as error:
            Path(half).unlink(missing_ok=True)
            raise LookupError(file.code) from error
        Path(half).replace(path)
    return path


def _draw(file: StoredFile, width: int) -> Image.Image:
    with file.content.open("rb") as content, Image.open(content) as picture:
        picture.draft("RGB", (width, width))
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((width, width))
        return upright.convert("RGB")
