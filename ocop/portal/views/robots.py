"""What search engines ask first: where they may go, and the map of the site."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import views
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ocop.portal.sitemaps import SITEMAPS

PRIVATE = (
    "/ban-lam-viec/",
    "/cms/",
    "/ho-so/",
    "/hoi-dong/",
    "/quyet-dinh/",
    "/hoi-mua/",
    "/thong-bao/",
    "/tep/",
    "/dang-nhap/",
    "/tim-kiem/",
    "/en/tim-kiem/",
    "/*/hoi-mua/",
)


@require_safe
@login_not_required
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE), f"Sitemap: {settings.SITE_URL}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@login_not_required
def sitemap_index(request: HttpRequest) -> Any:
    return views.index(request, sitemaps=SITEMAPS, sitemap_url_name="sitemap_part")


@require_safe
@login_not_required
def sitemap(request: HttpRequest, section: str) -> Any:
    return views.sitemap(request, sitemaps=SITEMAPS, section=section)
