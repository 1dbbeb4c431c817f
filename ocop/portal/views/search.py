"""Search over everything that is public."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ocop.core.kept_pages import page_cache
from ocop.portal.search import search


@require_safe
@login_not_required
@page_cache
def search_page(request: HttpRequest) -> HttpResponse:
    """Results by kind with their counts; with `loai`, one kind page by page."""
    results = search(request.GET.get("q", ""), request.GET.get("loai", ""), request.GET.get("trang", ""))
    return render(request, "portal/search.html", {"results": results, "searched": results.text})
