"""Small real files."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def picture(name: str = "anh.jpg", kind: str = "JPEG", size: tuple[int, int] = (60, 40)) -> SimpleUploadedFile:
    """A small image, or a PDF of one page."""
    buffer = io.BytesIO()
    Image.new("RGB", size, "white").save(buffer, kind)
    return SimpleUploadedFile(name, buffer.getvalue())
