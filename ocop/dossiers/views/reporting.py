"""Form 03: the screening level's report, its letter, and the proposal to the next level."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ocop.core.access import require
from ocop.core.errors import Refused
from ocop.dossiers import actions
from ocop.dossiers.forms import ReportForm
from ocop.dossiers.models import Dossier, ScreeningReport
from ocop.dossiers.queries.report import missing_in_report, topics_of
from ocop.dossiers.views.fetch import changed_in, me, said_on, saved, stored, version_of, visible

_TEXTS = ("meeting_members", "meeting_notes", "letter_number")
_DATES = ("met_on", "letter_date")


def _dossier_to_report(request: HttpRequest, code: str) -> Dossier:
    dossier = visible(request, code)
    require(request.user, "dossier.write_report", dossier)
    return dossier


def report(request: HttpRequest, code: str) -> HttpResponse:
    """Form 03: the topics, the meeting, the letter; then the proposal to the next level."""
    dossier = _dossier_to_report(request, code)
    form = ReportForm(request.POST or None, request.FILES or None, initial=_initial(_written(dossier)))
    if request.method == "POST" and form.is_valid() and _save(request, dossier, form):
        return _propose(request, dossier) if "propose" in request.POST else _stay(request, dossier)
    written = _written(dossier)
    kept = written.topics if written else {}
    context = {
        "dossier": dossier,
        "form": form,
        "topics": [(t, request.POST.get(t.key, kept.get(t.key, ""))) for t in topics_of(dossier)],
        "written": written,
        "missing": missing_in_report(dossier),
    }
    return render(request, "dossiers/report.html", context)


def _written(dossier: Dossier) -> ScreeningReport | None:
    return ScreeningReport.objects.filter(dossier=dossier).select_related("letter", "signed_report").first()


def _initial(written: ScreeningReport | None) -> dict[str, Any]:
    return {name: getattr(written, name) for name in (*_TEXTS, *_DATES)} if written else {}


def _save(request: HttpRequest, dossier: Dossier, form: ReportForm) -> bool:
    """Store the files and write the report; whether nothing was refused."""
    fields = form.cleaned_data
    letter, signed = stored(request, form, "letter_upload"), stored(request, form, "report_upload")
    if not form.is_valid():
        return False
    given = actions.ReportInput(
        topics={topic.key: request.POST[topic.key] for topic in topics_of(dossier) if topic.key in request.POST},
        **{name: fields[name] for name in (*_TEXTS, *_DATES)},
        letter=letter,
        signed_report=signed,
        without=tuple(name for name in _DATES if fields[name] is None),
    )
    with said_on(form):
        actions.write_report(dossier, given, by=me(request), version=version_of(request))
    return form.is_valid()


def _stay(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    messages.success(request, "Đã lưu báo cáo.")
    return redirect("dossiers:report", dossier.code)


def _propose(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    try:
        actions.propose(dossier, by=me(request))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("dossiers:report", dossier.code)
    messages.success(request, "Đã gửi hồ sơ lên cấp trên.")
    return redirect(dossier)


@require_POST
def report_save(request: HttpRequest, code: str) -> HttpResponse:
    """Autosave of Form 03's text and dates."""
    dossier = _dossier_to_report(request, code)
    topics: dict[str, str] = {}
    parts: dict[str, Any] = {}
    without: list[str] = []
    for name in changed_in(request):
        value = request.POST.get(name, "")
        if name in _TEXTS:
            parts[name] = value
        elif name in _DATES and value:
            parts[name] = _day(value)
        elif name in _DATES:
            without.append(name)
        else:
            topics[name] = value
    given = actions.ReportInput(topics=topics, **parts, without=tuple(without))
    return saved(actions.write_report(dossier, given, by=me(request), version=version_of(request)).version)


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise Refused("Ngày chưa đúng. Hãy chọn lại ngày.") from error
