"""The advisory team's page: criterion by criterion, additions, the visit, the report."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from ocop.core.errors import Refused
from ocop.councils import actions
from ocop.councils.forms import AdditionForm, ReportForm, SiteVisitForm
from ocop.councils.models import AdvisoryFinding, Evaluation
from ocop.councils.queries.lines import NOTHING, Beside, blocks_of, commune_topics, self_points
from ocop.councils.tally import Line
from ocop.councils.views.fetch import evaluation_for, person, stored
from ocop.dossiers.models import AmendmentRequest


def review(request: HttpRequest, code: str) -> HttpResponse:
    """Every criterion with the producer's answer and papers; the team's level and remark save themselves."""
    found = evaluation_for(request, code, "evaluation.review")
    if request.method == "POST":
        _save(request, found, [name for name in request.POST if name.startswith(("q-", "ghi-"))])
        messages.success(request, "Đã lưu nhận xét.")
        return redirect("councils:review", found.code)
    return _page(request, found)


def _page(request: HttpRequest, found: Evaluation, status: int = 200, **forms: Any) -> HttpResponse:
    beside = Beside.of(found)
    findings = list(AdvisoryFinding.objects.filter(evaluation=found))
    lines = {finding.criterion: Line(finding.option) for finding in findings if finding.option}
    notes = {finding.criterion: finding.text for finding in findings}
    blocks = blocks_of(found, lines, notes, beside)
    rows = [row for block in blocks for row in block.rows]
    context = {
        "evaluation": found,
        "dossier": found.dossier,
        "blocks": blocks,
        "done": sum(bool(notes.get(row.code)) or row.code in lines for row in rows),
        "total": len(rows),
        "general": beside.papers.get("", []),
        "topics": commune_topics(found.dossier),
        "self_points": self_points(found.dossier),
        "amendment": AmendmentRequest.objects.filter(dossier=found.dossier, closed_at=None).first(),
        "answered": AmendmentRequest.objects.filter(dossier=found.dossier)
        .exclude(closed_at=None)
        .prefetch_related("items"),
        "visits": found.site_visits.select_related("file"),
        "visit_form": SiteVisitForm(),
        "addition_form": AdditionForm(),
        "addition_rows": range(3),
        "report_form": ReportForm(),
    }
    return render(request, "councils/review.html", {**context, **forms}, status=status)


def _save(request: HttpRequest, found: Evaluation, names: list[str]) -> None:
    given: dict[str, dict[str, str]] = {}
    for name in names:
        kind, _, code = name.partition("-")
        if kind == "q":
            value = request.POST.get(name, "")
            given.setdefault(code, {})["option"] = "" if value == NOTHING else value
        elif kind == "ghi":
            given.setdefault(code, {})["text"] = request.POST.get(name, "")
    known = {finding.criterion: finding for finding in AdvisoryFinding.objects.filter(evaluation=found)}
    for code, fields in given.items():
        before = known.get(code)
        kept = {"option": before.option, "text": before.text} if before else {"option": "", "text": ""}
        if kept | fields != kept or (before is None and any(fields.values())):
            actions.record_finding(found, code, by=person(request), **(kept | fields))


@require_POST
def save(request: HttpRequest, code: str) -> HttpResponse:
    """Autosave of what changed."""
    found = evaluation_for(request, code, "evaluation.review")
    _save(request, found, request.POST.getlist("_changed"))
    findings = AdvisoryFinding.objects.filter(evaluation=found).exclude(option="", text="").count()
    saved_at = timezone.localtime().strftime("%H:%M")
    return JsonResponse({"saved_at": saved_at, "show": {"done": str(findings)}})


@require_POST
def site_visit(request: HttpRequest, code: str) -> HttpResponse:
    found = evaluation_for(request, code, "evaluation.review")
    form = SiteVisitForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, 422, visit_form=form)
    given = form.cleaned_data
    try:
        actions.record_site_visit(
            found,
            visited_on=given["visited_on"],
            participants=given["participants"],
            findings=given["findings"],
            file=stored(request, form, "upload"),
            by=person(request),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return _page(request, found, 422, visit_form=form)
    messages.success(request, "Đã ghi kết quả khảo sát.")
    return redirect("councils:review", found.code)


@require_POST
def ask_addition(request: HttpRequest, code: str) -> HttpResponse:
    found = evaluation_for(request, code, "evaluation.review")
    form = AdditionForm(request.POST)
    items = list(zip(request.POST.getlist("subject"), request.POST.getlist("reason"), strict=False))
    if not form.is_valid():
        return _page(request, found, 422, addition_form=form, items=items)
    try:
        actions.ask_addition(found, items, due_on=form.cleaned_data["due_on"], by=person(request))
    except Refused as refused:
        form.add_error(None, str(refused))
        return _page(request, found, 422, addition_form=form, items=items)
    messages.success(request, "Đã gửi yêu cầu bổ sung cho chủ thể.")
    return redirect("councils:review", found.code)


@require_POST
def file_report(request: HttpRequest, code: str) -> HttpResponse:
    found = evaluation_for(request, code, "evaluation.review")
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _page(request, found, 422, report_form=form)
    try:
        actions.file_advisory_report(found, conclusion=form.cleaned_data["conclusion"], by=person(request))
    except Refused as refused:
        form.add_error(None, str(refused))
        return _page(request, found, 422, report_form=form)
    messages.success(request, "Đã gửi báo cáo cho Chủ tịch hội đồng.")
    return redirect(found)
