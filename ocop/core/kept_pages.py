"""Whole public pages kept in memory for as long as nothing published changes (see core.versions).

Only what a visitor without an account asks for is kept: no session, no message, no form with a token. Such a page has
an ETag made of the version, so a phone that has it already is told so in a line, without the page being made.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from ocop.core.versions import PAGES, full_key, shelf, version

LONGEST_ADDRESS = 1_000
COMPRESSED_FROM = 1_000
VARY = ("Cookie", "HX-Request", "Accept-Encoding")
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Kept:
    """A page as it was made, and the same compressed once for all who take it so."""

    content: bytes
    packed: bytes
    headers: tuple[tuple[str, str], ...]

    def __len__(self) -> int:
        return len(self.content) + len(self.packed)


def page_cache(view: View) -> View:
    """Keep the view's page for visitors without an account: by address, language, version and day."""

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_for_everybody(request) or not (stamp := version()):
            return view(request, *args, **kwargs)
        key = full_key((request.scheme, request.get_host(), request.get_full_path(), "HX-Request" in request.headers))
        etag = f'W/"{blake2b(repr((stamp, key)).encode(), digest_size=9).hexdigest()}"'
        if etag in parse_etags(request.headers.get("If-None-Match", "")):
            return _labelled(HttpResponseNotModified(), etag)
        found: Kept | None = shelf.get(stamp, key)
        if found is None:
            response = view(request, *args, **kwargs)
            if not is_keepable(request, response):
                return response
            found = _pack(response)
            shelf.put(stamp, key, found)
        return _labelled(_answer(request, found), etag)

    return kept


def is_for_everybody(request: HttpRequest) -> bool:
    """Whether the answer is the same for every visitor: asked without a session and without a message waiting."""
    return (
        settings.PORTAL_CACHE == PAGES
        and request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "messages" not in request.COOKIES
        and len(request.get_full_path()) <= LONGEST_ADDRESS
    )


def is_keepable(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether a made page may be shown to others: complete, without cookies, without a form's token."""
    return (
        isinstance(response, HttpResponse)
        and response.status_code == 200
        and getattr(response, "is_rendered", True)
        and not response.cookies
        and "no-store" not in response.get("Cache-Control", "")
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
    )


def _pack(response: HttpResponseBase) -> Kept:
    content = getattr(response, "content", b"")
    packed = gzip.compress(content, 6, mtime=0) if len(content) >= COMPRESSED_FROM else b""
    return Kept(content, packed, tuple(response.items()))


def _answer(request: HttpRequest, page: Kept) -> HttpResponse:
    takes_packed = page.packed and "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(page.packed if takes_packed else page.content)
    for name, value in page.headers:
        response[name] = value
    if takes_packed:
        response["Content-Encoding"] = "gzip"
    return response


def _labelled(response: HttpResponse, etag: str) -> HttpResponse:
    """Every visitor asks again each time, and is told quickly that nothing changed."""
    response["ETag"] = etag
    if "Cache-Control" not in response:
        response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, VARY)
    return response
