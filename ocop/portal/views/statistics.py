"""Figures of recognised products and their producers; each leads to the list it counts."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
@login_not_required
def statistics(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/statistics.html", {})
