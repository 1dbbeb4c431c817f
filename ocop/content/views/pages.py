"""Whatever page editors wrote, kept like every public page until something published changes."""

from __future__ import annotations

from csp.constants import HEADER
from csp.utils import build_policy
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from wagtail.views import serve

from ocop.core.kept_pages import page_cache


@require_safe
@login_not_required
@page_cache
def page(request: HttpRequest, path: str) -> HttpResponseBase:
    """Wagtail's answer for this path, drawn at once so that it can be kept."""
    response = serve(request, path)
    if hasattr(response, "render") and not response.is_rendered:
        response = response.render()
    if framed := getattr(request, "framed", None):  # a header of the page itself, so that it is kept with the page
        response[HEADER] = build_policy(update={"frame-src": sorted(framed)})
    return response
