"""The library's files: renditions for everybody, originals for editors, documents once a published page shows them."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import IO

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from wagtail.documents import get_document_model

from ocop.content.access import edits
from ocop.content.queries import document_is_public

RENDITIONS, ORIGINALS = "images", "original_images"
PICTURES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".avif": "image/avif",
}
DOCUMENTS = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
}
SHOWN_IN_PLACE = {"application/pdf", "video/mp4", "video/webm"}
YEAR = 365 * 24 * 3600
BLOCK = 64 * 1024


@require_safe
@login_not_required
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture of the library: a rendition, or for an editor its original. Everything else there has no address."""
    where = PurePosixPath(path)
    kind = PICTURES.get(where.suffix.lower())
    if kind is None or ".." in where.parts or len(where.parts) != 2:
        raise Http404(path)
    if where.parts[0] != RENDITIONS and not (where.parts[0] == ORIGINALS and edits(request.user)):
        raise Http404(path)
    response = FileResponse(_opened(path), content_type=kind)
    if where.parts[0] == RENDITIONS:  # its name changes with the picture and with how it is cut
        patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    else:
        patch_cache_control(response, private=True, no_store=True)
    return response


@require_safe
@login_not_required
def document(request: HttpRequest, document_id: int, name: str) -> HttpResponseBase:
    """A document of the library, whole or the part a player asks for; its kind is ours to say, never the file's."""
    found = get_document_model().objects.filter(pk=document_id).first()
    if found is None or found.filename != name:
        raise Http404(name)
    is_public = document_is_public(found)
    if not is_public and not edits(request.user):
        raise Http404(name)
    kind = DOCUMENTS.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")
    response = _whole_or_part(request, _opened(found.file.name), found.file.size, kind)
    response["Content-Disposition"] = content_disposition_header(kind not in SHOWN_IN_PLACE, name) or "inline"
    # A browser's own PDF viewer does not start in a sandbox; what is only saved needs nothing.
    response["Content-Security-Policy"] = "default-src 'none'" + ("" if kind in SHOWN_IN_PLACE else "; sandbox")
    response["X-Content-Type-Options"] = "nosniff"
    if is_public:
        patch_cache_control(response, public=True, max_age=300)
    else:
        patch_cache_control(response, private=True, no_store=True)
    return response


def _opened(path: str) -> IO[bytes]:
    try:
        return default_storage.open(path)
    except (FileNotFoundError, IsADirectoryError, ValueError) as error:
        raise Http404(path) from error


def _whole_or_part(request: HttpRequest, file: IO[bytes], size: int, kind: str) -> HttpResponseBase:
    """Players on phones ask for a video in parts (RFC 9110, Range); one part at a time is given."""
    asked = re.fullmatch(r"bytes=(\d*)-(\d*)", request.headers.get("Range", ""))
    if asked is None or not any(asked.groups()):
        response: HttpResponseBase = FileResponse(file, content_type=kind)
        response["Accept-Ranges"] = "bytes"
        return response
    first, last = asked.groups()
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if start > end:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    part = StreamingHttpResponse(_Part(file, start, end), status=206, content_type=kind)
    part["Content-Range"] = f"bytes {start}-{end}/{size}"
    part["Content-Length"] = str(end - start + 1)
    part["Accept-Ranges"] = "bytes"
    return part


class _Part:
    """Reads from a byte to a byte, then closes the file; the response closes it too when the reader leaves."""

    def __init__(self, file: IO[bytes], start: int, end: int) -> None:
        self.file, self.left = file, end - start + 1
        file.seek(start)

    def __iter__(self) -> _Part:
        return self

    def __next__(self) -> bytes:
        block = self.file.read(min(BLOCK, self.left)) if self.left else b""
        if not block:
            self.close()
            raise StopIteration
        self.left -= len(block)
        return block

    def close(self) -> None:
        self.file.close()
