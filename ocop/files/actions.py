"""Keeping files: checked first, written before their row, gone again if the transaction is."""

from __future__ import annotations

import hashlib
import io
import os
from datetime import timedelta
from typing import IO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import Storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from ocop.accounts.models import User
from ocop.core.codes import new_code
from ocop.files import checks, pdf
from ocop.files.checks import Checked
from ocop.files.models import StoredFile, storage_path
from ocop.files.storage import private_storage

LEFT_BEHIND_AFTER = timedelta(days=1)


class _Uncommitted:
    """Bytes on disk whose row is not committed yet: removed again when nobody keeps them.

    Django has no hook for a rollback, but it drops the on_commit callbacks of a transaction or savepoint that is rolled
    back; with the callback goes the last reference to this.
    """

    def __init__(self, storage: Storage, path: str) -> None:
        self._storage, self._path = storage, path

    def keep(self) -> None:
        self._path = ""

    def __del__(self) -> None:
        if self._path:
            self._storage.delete(self._path)


def store(uploaded: UploadedFile, *, by: User, name: str | None = None) -> StoredFile:
    """Lưu tệp tải lên: keep an upload after looking into it (`checks.ALLOWED`, settings.UPLOAD_MAX_MB).

    Call it before opening a transaction of your own where you can: reading a long PDF takes a moment.

    Raises:
        Refused: empty, too large, another kind of file, damaged, locked by a password, or something else in disguise.
    """
    content: IO[bytes] = uploaded.file if uploaded.file is not None else uploaded
    checked = checks.check(content, max_mb=settings.UPLOAD_MAX_MB)
    return _keep(content, checked, name=name or uploaded.name or "", by=by)


def store_checked(uploaded: UploadedFile, *, name: str, media_type: str, by: User) -> StoredFile:
    """Lưu tệp do ứng dụng khác đã kiểm tra: keep an upload of a kind that only its own app can look into."""
    digest, size = hashlib.sha256(), 0
    for chunk in uploaded.chunks():
        digest.update(chunk)
        size += len(chunk)
    content: IO[bytes] = uploaded.file if uploaded.file is not None else uploaded
    return _keep(content, Checked(media_type, size, digest.hexdigest(), None), name=name, by=by)


def store_bytes(data: bytes, *, name: str, media_type: str, by: User | None) -> StoredFile:
    """Lưu giấy tờ do hệ thống lập: keep a generated paper (PDF, DOCX, XLSX…). Our own bytes are not checked."""
    pages = pdf.count_pages(data) if media_type == "application/pdf" else None
    checked = Checked(media_type, len(data), hashlib.sha256(data).hexdigest(), pages)
    return _keep(io.BytesIO(data), checked, name=name, by=by)


def _keep(content: IO[bytes], checked: Checked, *, name: str, by: User | None) -> StoredFile:
    file = StoredFile(
        code=new_code(),
        name=checks.clean_name(name, checked.media_type),
        media_type=checked.media_type,
        size=checked.size,
        sha256=checked.sha256,
        pages=checked.pages,
        uploaded_by=by,
    )
    with transaction.atomic():
        file.content.name = _write(storage_path(file, ""), content)
        file.save()
    return file


def _write(path: str, content: IO[bytes]) -> str:
    content.seek(0)
    written = private_storage.save(path, File(content))
    transaction.on_commit(_Uncommitted(private_storage, written).keep)
    with private_storage.open(written) as file:
        os.fsync(file.fileno())  # a committed row never points to bytes that a power cut took
    return written


def sweep() -> int:
    """Remove bytes without a row, left behind by a process that was killed; the number removed. Safe to repeat."""
    removed = 0
    before = timezone.now() - LEFT_BEHIND_AFTER
    for folder in private_storage.listdir("")[0]:
        paths = [f"{folder}/{name}" for name in private_storage.listdir(folder)[1]]
        known = set(StoredFile.objects.filter(code__startswith=folder).values_list("content", flat=True))
        for path in paths:
            if path not in known and private_storage.get_modified_time(path) < before:
                private_storage.delete(path)
                removed += 1
    return removed
