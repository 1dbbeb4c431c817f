"""Where staff and producers start, and the dossier seen whole."""

from __future__ import annotations

from typing import Any, cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ocop.accounts.models import User
from ocop.core.access import get_visible_or_404
from ocop.dossiers.models import AmendmentRequest, Dossier, ScreeningReport, State
from ocop.dossiers.panels import panels_for
from ocop.dossiers.queries import deadline_of, late_notice, samples_needed, score_ticks, self_result
from ocop.dossiers.queries.reading import read_forms
from ocop.dossiers.queries.report import topics_of
from ocop.workspace import queries

PER_PAGE = 25


def home(request: HttpRequest) -> HttpResponse:
    """The inbox: what waits for this person; for producers also their products."""
    user = cast(User, request.user)
    waiting = queries.inbox(user)
    context: dict[str, Any] = {
        "page": Paginator(waiting, PER_PAGE).get_page(request.GET.get("page")),
        "producers": queries.own_producers(user),
        "is_staff": queries.is_staff_somewhere(user),
    }
    return render(request, "workspace/home.html", context)


def dossiers(request: HttpRequest) -> HttpResponse:
    """All dossiers this person may see, searched and filtered."""
    user, asked = cast(User, request.user), request.GET
    q, unit = asked.get("q", "")[:100].replace("\x00", ""), asked.get("xa", "")[:5].replace("\x00", "")
    state = asked["trang-thai"] if asked.get("trang-thai") in State.values else ""
    page = Paginator(queries.find_dossiers(user, q=q, state=state, unit=unit), PER_PAGE).get_page(asked.get("page"))
    context = {
        "page": page,
        "lines": queries.with_deadlines(list(page)),
        "states": State.choices,
        "communes": queries.communes_of_dossiers(user),
        "q": q,
        "state": state,
        "unit": unit,
    }
    return render(request, "workspace/dossiers.html", context)


def dossier(request: HttpRequest, code: str) -> HttpResponse:
    """One dossier, whole: state, clock, acts, content, report, timeline, and the pieces of the apps above."""
    rows = Dossier.objects.for_page().with_access(request.user, *queries.ACTS)
    row: Any = get_visible_or_404(rows, request.user, code=code)
    report = ScreeningReport.objects.filter(dossier=row).select_related("letter", "signed_report").first()
    report = report if row.may_read_report else None
    context = {
        "dossier": row,
        "deadline": deadline_of(row),
        "late_notice": late_notice(row),
        "result": self_result(row),
        "bands": score_ticks(row.regime),
        "papers": row.evidence.filter(removed_at=None).select_related("file", "kind"),
        "forms": read_forms(row, row.form01, row.form02),
        "lines": queries.self_score_lines(row),
        "receipts": row.receipts.select_related("level"),
        "amendment": AmendmentRequest.objects.filter(dossier=row, closed_at=None).prefetch_related("items").first(),
        "report": report,
        "topics": [(topic, report.topics.get(topic.key, "")) for topic in topics_of(row)] if report else [],
        "samples_needed": samples_needed(row),
        "steps": queries.steps_for_page(row, with_notes=row.may_read_report),
        "snapshots": queries.snapshots_of(row),
        "panels": panels_for(request, row),
        "refusal": getattr(row, "refusal", None),
    }
    return render(request, "workspace/dossier.html", context)
