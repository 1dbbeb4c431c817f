"""Tiles of published layers: the whole archive in ranges, or one tile after another."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from typing import IO, Any

from django.contrib.auth.decorators import login_not_required
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from ocop.core.access import get_visible_or_404
from ocop.gis.models import Layer, LayerVersion, Visibility

A_YEAR, AN_HOUR = 31_536_000, 3_600
CHUNK = 256 * 1024
_RANGE = re.compile(r"bytes=(\d*)-(\d*)$")


@require_safe
@login_not_required  # layers for everybody are granted to visitors
def archive(request: HttpRequest, slug: str, digest: str) -> HttpResponseBase:
    """The archive of the version this layer shows. One range at a time, as a browser's reader asks."""
    layer = get_visible_or_404(Layer.objects.select_related("published"), request.user, slug=slug)
    version = layer.published
    if version is None or version.archive_hash != digest or not version.archive:
        raise Http404(slug)
    return ranged(request, layer, version)


def ranged(request: HttpRequest, layer: Layer, version: LayerVersion) -> HttpResponseBase:
    """The whole archive of a version, or the one range of it that was asked for."""
    etag = f'"{version.archive_hash}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _labelled(HttpResponseNotModified(), layer, etag)
    try:
        file = version.archive.open("rb").file
    except FileNotFoundError as error:
        raise Http404(layer.slug) from error
    size = version.archive.size
    asked = request.headers.get("Range", "")
    if not asked or request.headers.get("If-Range", etag) != etag or not _RANGE.match(asked):
        return _labelled(FileResponse(file, content_type="application/vnd.pmtiles"), layer, etag)
    span = _span(asked, size)
    if span is None:
        file.close()
        return _labelled(HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"}), layer, etag)
    first, last = span
    response = StreamingHttpResponse(_part(file, first, last), status=206, content_type="application/vnd.pmtiles")
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Content-Length"] = str(last - first + 1)
    return _labelled(response, layer, etag)


def _span(asked: str, size: int) -> tuple[int, int] | None:
    """The first and last byte of a range; None when there is nothing there."""
    match = _RANGE.match(asked)
    start, end = match.groups() if match else ("", "")
    if start:
        first, last = int(start), min(int(end), size - 1) if end else size - 1
    elif end and int(end):
        first, last = max(0, size - int(end)), size - 1
    else:
        return None
    return (first, last) if first <= last and first < size else None


def _part(file: IO[bytes], first: int, last: int) -> Iterator[bytes]:
    with file:
        file.seek(first)
        left = last - first + 1
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk


def _labelled(response: HttpResponseBase, layer: Layer, etag: str) -> HttpResponseBase:
    """Bytes under a name of their own never change; what is not for everybody is kept by no one in between."""
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    if layer.visibility == Visibility.PUBLIC:
        response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable, no-transform"
    else:
        response["Cache-Control"] = "private, no-cache, no-transform"
        patch_vary_headers(response, ["Cookie"])
    return response


@require_safe
@login_not_required
def tile(request: HttpRequest, slug: str, z: int, x: int, y: int) -> HttpResponse:
    """One tile of what the layer shows now; 204 where there is nothing."""
    layer = get_visible_or_404(Layer.objects.select_related("published"), request.user, slug=slug)
    version = layer.published
    if version is None or z > 24 or x >= 1 << z or y >= 1 << z:
        raise Http404(slug)
    etag = f'"{version.archive_hash}-{z}-{x}-{y}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _for_a_while(HttpResponseNotModified(), layer, etag)
    content = _read_tile(version, z, x, y)
    if not content:
        return _for_a_while(HttpResponse(status=204), layer, etag)
    response = HttpResponse(content, content_type="application/vnd.mapbox-vector-tile")
    if content[:2] == b"\x1f\x8b":
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            response["Content-Encoding"] = "gzip"
        else:
            response.content = gzip.decompress(content)
    patch_vary_headers(response, ["Accept-Encoding"])
    return _for_a_while(response, layer, etag)


def _read_tile(version: LayerVersion, z: int, x: int, y: int) -> bytes:
    from pmtiles.reader import Reader  # only for this

    try:
        file = version.archive.open("rb").file
    except (FileNotFoundError, ValueError) as error:
        raise Http404(version.code) from error
    with file:

        def get(offset: int, length: int) -> bytes:
            file.seek(offset)
            return bytes(file.read(length))

        found: Any = Reader(get).get(z, x, y)
        return bytes(found or b"")


def _for_a_while(response: HttpResponse, layer: Layer, etag: str) -> HttpResponse:
    """The address of a tile says nothing of its version, so a copy is asked after within the hour."""
    response["ETag"] = etag
    public = layer.visibility == Visibility.PUBLIC
    response["Cache-Control"] = f"public, max-age={AN_HOUR}" if public else "private, no-cache"
    return response
