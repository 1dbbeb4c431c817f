"""Where staff and producers start, and the dossier seen whole."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ocop.core.access import allows, get_visible_or_404
from ocop.core.text import normalise
from ocop.dossiers.models import AmendmentRequest, Dossier, ScreeningReport, State
from ocop.dossiers.panels import panels_for
from ocop.dossiers.queries import deadline_of, samples_needed, self_result
from ocop.dossiers.queries.report import topics_of
from ocop.workspace import queries

PER_PAGE = 25


def home(request: HttpRequest) -> HttpResponse:
    """The inbox: what waits for this person; for producers also their products."""
    user = request.user
    context: dict[str, Any] = {
        "waiting": queries.inbox(user),
        "producers": queries.own_producers(user),
        "is_staff": queries.is_staff_somewhere(user),
    }
    return render(request, "workspace/home.html", context)


def dossiers(request: HttpRequest) -> HttpResponse:
    """All dossiers this person may see, searched and filtered."""
    rows = queries.visible_dossiers(request.user)
    if words := normalise(request.GET.get("q", "")):
        for word in words.split():
            rows = rows.filter(product__search__contains=word)
    if (state := request.GET.get("trang-thai", "")) in State.values:
        rows = rows.filter(state=state)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "workspace/dossiers.html", {"page": page, "states": State.choices, "state": state})


def dossier(request: HttpRequest, code: str) -> HttpResponse:
    """One dossier, whole: state, clock, acts, content, report, timeline, and the pieces of the apps above."""
    row = get_visible_or_404(Dossier.objects.for_page(), request.user, code=code)
    reads_report = allows(request.user, "dossier.read_report", row)
    report = ScreeningReport.objects.filter(dossier=row).select_related("letter", "signed_report").first()
    context = {
        "dossier": row,
        "deadline": deadline_of(row),
        "result": self_result(row),
        "bands": [(band.lower, f"{band.stars} sao") for band in row.regime.bands.all()],
        "papers": row.evidence.filter(removed_at=None).select_related("file", "kind"),
        "lines": queries.self_score_lines(row),
        "receipts": row.receipts.select_related("unit", "level", "received_by"),
        "amendment": AmendmentRequest.objects.filter(dossier=row, closed_at=None).prefetch_related("items").first(),
        "report": report if reads_report else None,
        "topics": [(t, report.topics.get(t.key, "")) for t in topics_of(row)] if report and reads_report else [],
        "reads_report": reads_report,
        "samples_needed": samples_needed(row),
        "steps": queries.steps_for_page(row),
        "snapshots": queries.snapshots_of(row),
        "panels": panels_for(request, row),
        "refusal": getattr(row, "refusal", None),
    }
    return render(request, "workspace/dossier.html", context)
