"""The CMS's upload forms: a file is judged by its bytes, and a picture needs words for those who do not see it."""

from __future__ import annotations

import io
import zipfile
from typing import IO, Any

import magic
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from PIL import Image as Pillow
from PIL import ImageOps
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from ocop.core.errors import Refused
from ocop.files import checks

ORIENTATION = 0x0112
KINDS = {
    "pdf": ("application/pdf",),
    "mp4": ("video/mp4", "video/x-m4v"),
    "webm": ("video/webm",),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/zip"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/zip"),
}
"""What a document of each ending must be, by its bytes."""
OFFICE_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}


class ImageForm(BaseImageForm):
    """A picture: what it shows must be said; place and camera are taken out of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if description := self.fields.get("description"):
            description.required = True
            description.label = "Mô tả ảnh"
            description.help_text = "Tả ngắn điều nhìn thấy trong ảnh, cho người nghe trang bằng trình đọc màn hình."

    def clean_file(self) -> Any:
        """Refuse what is not the picture it says; take the traces out of the upload itself, wherever it goes next."""
        uploaded = self.cleaned_data.get("file")
        if isinstance(uploaded, UploadedFile):
            content: IO[bytes] = uploaded.file if uploaded.file is not None else uploaded
            try:
                checks.check(content, max_mb=settings.UPLOAD_MAX_MB)
            except Refused as refused:
                raise ValidationError(str(refused)) from refused
            if cleaned := without_traces(content):
                content.seek(0)
                content.truncate()
                content.write(cleaned)
                uploaded.size = len(cleaned)
            content.seek(0)
        return uploaded


def without_traces(content: IO[bytes]) -> bytes | None:
    """The picture without place, camera and time in it; None when there is nothing to take out."""
    content.seek(0)
    with Pillow.open(content) as picture:
        exif = picture.getexif()
        if not exif and "xmp" not in picture.info:
            return None
        kept = Pillow.Exif()
        if ORIENTATION in exif:
            kept[ORIENTATION] = exif[ORIENTATION]
        out = io.BytesIO()
        icc = picture.info.get("icc_profile")
        if picture.format == "JPEG":
            picture.save(out, "JPEG", quality="keep", exif=kept.tobytes(), icc_profile=icc)
        else:
            upright = ImageOps.exif_transpose(picture)
            upright.info.pop("exif", None)
            upright.info.pop("xmp", None)
            upright.save(out, picture.format, exif=b"", icc_profile=icc)
        return out.getvalue()


class DocumentForm(BaseDocumentForm):
    """A document: a PDF, a Word or Excel file without macros, or a video."""

    def clean_file(self) -> Any:
        """Refuse what is not what its name says."""
        uploaded = self.cleaned_data.get("file")
        if isinstance(uploaded, UploadedFile):
            content: IO[bytes] = uploaded.file if uploaded.file is not None else uploaded
            try:
                check_document(content, (uploaded.name or "").rpartition(".")[2].lower())
            except Refused as refused:
                raise ValidationError(str(refused)) from refused
            content.seek(0)
        return uploaded


def check_document(content: IO[bytes], ending: str) -> None:
    """Look into a document.

    Raises:
        Refused: not what its ending says, damaged, locked, or holding a program.
    """
    if ending == "pdf":
        if checks.check(content, max_mb=settings.UPLOAD_MAX_MB).media_type != "application/pdf":
            raise Refused("Tệp không phải là PDF. Hãy kiểm tra lại tệp.")
        return
    content.seek(0)
    if magic.from_buffer(content.read(8192), mime=True) not in KINDS.get(ending, ()):
        raise Refused("Nội dung tệp không khớp với đuôi tên tệp. Hãy kiểm tra lại tệp.")
    if ending in OFFICE_PART:
        _check_office(content, OFFICE_PART[ending])


def _check_office(content: IO[bytes], part: str) -> None:
    content.seek(0)
    try:
        with zipfile.ZipFile(content) as parts:
            names = set(parts.namelist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Refused("Tệp bị hỏng. Hãy mở tệp kiểm tra rồi tải lên lại.") from error
    if part not in names:
        raise Refused("Nội dung tệp không khớp với đuôi tên tệp. Hãy kiểm tra lại tệp.")
    if any(name.lower().endswith(("vbaproject.bin", ".exe", ".dll", ".js")) for name in names):
        raise Refused("Tệp chứa macro hoặc chương trình. Hãy lưu lại dưới dạng không có macro.")
