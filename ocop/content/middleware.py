"""The gate of the CMS: editors in force today come in, with rights as of today, under rules of its own."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import sync_only_middleware

from ocop.content import actions
from ocop.content.access import edits
from ocop.core.memo import begin
from ocop.core.middleware import Answer
from ocop.core.views import not_found

CMS = "/cms/"
CLOSED = tuple(CMS + part for part in ("users/", "groups/", "sites/", "password_reset/", "failwhale/"))
"""Screens of Wagtail that we do not use: people are kept in our accounts, the one site by set-up."""

POLICY = {
    "default-src": ["'self'"],
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "media-src": ["'self'", "blob:"],
    "frame-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'self'"],
}
"""Wagtail's own screens hold inline scripts (date fields, inline panels) and styles; still no other host."""


@sync_only_middleware
def cms_gate(get_response: Answer) -> Answer:
    """Nobody but editors gets past here to anything under /cms/."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(CMS):
            return get_response(request)
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        begin(request.user)
        if not edits(request.user):
            return _turned_away(request)
        if request.path_info.startswith(CLOSED):
            return not_found(request, Http404())
        actions.match_groups(request.user)
        response = get_response(request)
        response._csp_config = POLICY  # type: ignore[attr-defined]
        return response

    return middleware


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        raise PermissionDenied
    return redirect_to_login(request.get_full_path())


def _turned_away(request: HttpRequest) -> HttpResponse:
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        raise PermissionDenied
    return render(request, "content/not_an_editor.html", status=403)
