"""What a file really is: judged by its bytes, never by its name or by what the browser says of it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

import magic
from PIL import Image, UnidentifiedImageError

from ocop.core.errors import Refused
from ocop.files import pdf


@dataclass(frozen=True)
class Kind:
    """One kind of file people may upload."""

    label: str
    suffixes: tuple[str, ...]
    pillow: str = ""


ALLOWED = {
    "application/pdf": Kind("PDF", (".pdf",)),
    "image/jpeg": Kind("ảnh JPEG", (".jpg", ".jpeg"), "JPEG"),
    "image/png": Kind("ảnh PNG", (".png",), "PNG"),
    "image/webp": Kind("ảnh WebP", (".webp",), "WEBP"),
}
"""What may be uploaded. Everything else is refused."""

MAX_PIXELS = 50_000_000
NAME_LENGTH = 200
_CHUNK = 1024 * 1024
_ZIP_END = b"PK\x05\x06"
_ZIP_END_SIZE = 22

ONLY_THESE = "Chỉ nhận tệp PDF hoặc ảnh JPEG, PNG, WebP. Hãy chuyển tài liệu sang PDF rồi tải lên lại."
TOO_MANY_POINTS = "Ảnh quá lớn (trên 50 triệu điểm ảnh). Hãy thu nhỏ ảnh rồi tải lên lại."
DAMAGED_IMAGE = "Ảnh bị hỏng hoặc không đúng định dạng. Hãy mở ảnh kiểm tra rồi tải lên lại."


@dataclass(frozen=True)
class Checked:
    """What the check found out."""

    media_type: str
    size: int
    sha256: str
    pages: int | None


def check(content: IO[bytes], *, max_mb: int) -> Checked:
    """Look into an uploaded file and say what it is; the file is left at its beginning.

    Raises:
        Refused: empty, too large, of another kind than `ALLOWED`, damaged, locked, or two kinds at once.
    """
    size, sha256 = _measure(content, max_mb=max_mb)
    content.seek(0)
    head = content.read(8192)
    media_type = magic.from_buffer(head, mime=True)
    kind = ALLOWED.get(media_type)
    if kind is None:
        raise Refused(ONLY_THESE)
    _refuse_a_hidden_archive(content, size)
    pages = None
    if kind.pillow:
        _check_image(content, kind.pillow)
    else:
        pages = pdf.check(content, head)
    content.seek(0)
    return Checked(media_type, size, sha256, pages)


def _measure(content: IO[bytes], *, max_mb: int) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    content.seek(0)
    while chunk := content.read(_CHUNK):
        size += len(chunk)
        if size > max_mb * 1024 * 1024:
            raise Refused(f"Tệp lớn hơn {max_mb} MB. Hãy giảm dung lượng hoặc chia thành nhiều tệp.")
        digest.update(chunk)
    if not size:
        raise Refused("Tệp rỗng. Hãy chọn tệp khác.")
    return size, digest.hexdigest()


def _refuse_a_hidden_archive(content: IO[bytes], size: int) -> None:
    """A ZIP (so also a JAR or a Word file) is read from its end, so it can hide behind a picture or a PDF."""
    tail_size = min(size, _ZIP_END_SIZE + 65_535)
    content.seek(size - tail_size)
    tail = content.read(tail_size)
    at = tail.rfind(_ZIP_END)
    while at >= 0:
        comment = int.from_bytes(tail[at + 20 : at + 22], "little")
        if at + _ZIP_END_SIZE + comment == tail_size:
            raise Refused("Tệp chứa một tệp nén ẩn bên trong. Hãy xuất lại tài liệu rồi tải lên.")
        at = tail.rfind(_ZIP_END, 0, at)


def _check_image(content: IO[bytes], pillow: str) -> None:
    """Whether the whole picture can be decoded, within a limit of points."""
    try:
        content.seek(0)
        with Image.open(content, formats=[pillow]) as image:
            width, height = image.size
            if width * height > MAX_PIXELS:
                raise Refused(TOO_MANY_POINTS)
            image.verify()
        content.seek(0)
        with Image.open(content, formats=[pillow]) as image:
            # a JPEG can be decoded at an eighth of its size: all bytes are read, little memory is used
            image.draft("RGB", (max(1, width // 8), max(1, height // 8)))
            image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(TOO_MANY_POINTS) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, MemoryError, EOFError) as error:
        raise Refused(DAMAGED_IMAGE) from error


def clean_name(name: str, media_type: str) -> str:
    """A file name fit to be shown and downloaded: no folders, no invisible characters, NFC, the right ending.

    >>> clean_name("../../etc/ảnh\\u202egpj.exe", "image/png")
    'ảnhgpj.exe.png'
    """
    bare = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    bare = "".join(c for c in bare if unicodedata.category(c)[0] not in "CZ" or c == " ")
    bare = re.sub(r'[<>:"/|?*]', "-", " ".join(bare.split())).lstrip(". ")
    suffixes = ALLOWED[media_type].suffixes if media_type in ALLOWED else ()
    suffix = PurePosixPath(bare).suffix
    stem = bare.removesuffix(suffix)
    if suffixes and suffix.lower() not in suffixes:
        stem, suffix = bare, suffixes[0]
    return (stem[: NAME_LENGTH - len(suffix)].rstrip() or "tep") + suffix
