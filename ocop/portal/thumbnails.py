"""Small pictures of product photos: drawn when first asked for, then kept under var/."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageOps

from ocop.files.models import StoredFile

SIZE = 800
QUALITY = 80


def thumbnail(file: StoredFile) -> Path:
    """The picture at most 800 pixels wide and high as WebP, upright, without its camera data.

    Raises:
        LookupError: not a picture, or it cannot be read.
    """
    if not file.is_image:
        raise LookupError(file.code)
    path = Path(settings.VAR_DIR) / "thumbnails" / file.code[:2] / f"{file.code}.webp"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, half = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as target:
                _draw(file).save(target, "WEBP", quality=QUALITY, method=4)
        except (OSError, Image.DecompressionBombError) as error:
            Path(half).unlink(missing_ok=True)
            raise LookupError(file.code) from error
        Path(half).replace(path)
    return path


def _draw(file: StoredFile) -> Image.Image:
    with file.content.open("rb") as content, Image.open(content) as picture:
        picture.draft("RGB", (SIZE, SIZE))
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((SIZE, SIZE))
        return upright.convert("RGB")
