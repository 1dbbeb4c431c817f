"""The first page, as an editor arranged it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ocop.content import home as arranged
from ocop.content.models import HomePage
from ocop.content.queries import site_settings
from ocop.core.kept_pages import page_cache
from ocop.core.versions import cached
from ocop.portal.forms import VerifyForm
from ocop.portal.home import Block, compose


@require_safe
@login_not_required
@page_cache
def home(request: HttpRequest) -> HttpResponse:
    page = arranged.current()
    return _drawn(request, page, cached("home blocks", lambda: compose(page)))


def draw(request: HttpRequest, page: HomePage | None) -> HttpResponse:
    """The home page of an editor, published or in preview; the usual one where there is none."""
    return _drawn(request, page, compose(page))


def _drawn(request: HttpRequest, page: HomePage | None, blocks: list[Block]) -> HttpResponse:
    context = {
        "page": page,
        "blocks": blocks,
        "site": site_settings(),
        "verify_form": VerifyForm(),
    }
    return render(request, "portal/home.html", context)
