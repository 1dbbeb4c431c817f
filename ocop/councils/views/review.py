"""The advisory team's page: criterion by criterion, additions, the visit, the report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from ocop.core.access import allows
from ocop.core.errors import Refused, Stale
from ocop.councils import actions
from ocop.councils.actions import FindingInput
from ocop.councils.forms import AdditionForm, ExtendForm, ReportForm, SiteVisitForm, WithdrawRequestForm
from ocop.councils.models import AdvisoryFinding, Evaluation
from ocop.councils.queries.findings import Seen, digest, mark_of
from ocop.councils.queries.lines import NOTHING, Beside, Block, blocks_of, commune_topics, self_points
from ocop.councils.tally import Line
from ocop.councils.views.fetch import evaluation_for, person, stored
from ocop.dossiers.models import AmendmentRequest


def review(request: HttpRequest, code: str) -> HttpResponse:
    """Every criterion with the producer's answer and papers; the team's level and remark save themselves."""
    found = evaluation_for(request, code, "evaluation.review")
    if request.method != "POST":
        return _page(request, found)
    given = _changed_in_form(request, _posted(request, list(request.POST)))
    try:
        actions.record_findings(found, given, by=person(request))
    except Stale as stale:
        return _page(request, found, 409, typed=given, said=str(stale))
    messages.success(request, "Đã lưu nhận xét.")
    return redirect("councils:review", found.code)


def _page(
    request: HttpRequest,
    found: Evaluation,
    status: int = 200,
    *,
    typed: Mapping[str, FindingInput] | None = None,
    **forms: Any,
) -> HttpResponse:
    beside = Beside.of(found)
    findings = {finding.criterion: finding for finding in AdvisoryFinding.objects.filter(evaluation=found)}
    blocks = _blocks(found, beside, findings, typed or {})
    rows = [row for block in blocks for row in block.rows]
    context = {
        "evaluation": found,
        "dossier": found.dossier,
        "blocks": blocks,
        "mark": mark_of(findings.values()),
        "done": sum(bool(row.note) or row.chosen is not None for row in rows),
        "total": len(rows),
        "general": beside.papers.get("", []),
        "topics": commune_topics(found.dossier),
        "self_points": self_points(found.dossier),
        "amendment": AmendmentRequest.objects.filter(dossier=found.dossier, closed_at=None).first(),
        "answered": AmendmentRequest.objects.filter(dossier=found.dossier)
        .exclude(closed_at=None)
        .prefetch_related("items"),
        "may_settle": allows(request.user, "dossier.settle_request", found.dossier),
        "extend_form": ExtendForm(),
        "withdraw_form": WithdrawRequestForm(),
        "visits": found.site_visits.select_related("file"),
        "visit_form": SiteVisitForm(),
        "addition_form": AdditionForm(),
        "addition_rows": range(3),
        "report_form": ReportForm(found),
    }
    return render(request, "councils/review.html", {**context, **forms}, status=status)


def _blocks(
    found: Evaluation, beside: Beside, findings: Mapping[str, AdvisoryFinding], typed: Mapping[str, FindingInput]
) -> list[Block]:
    """What is stored, and over it what this page could not save."""
    said = {code: (finding.option, finding.text) for code, finding in findings.items()}
    for code, given in typed.items():
        option, text = said.get(code, ("", ""))
        said[code] = (option if given.option is None else given.option, text if given.text is None else given.text)
    lines = {code: Line(option) for code, (option, _) in said.items() if option}
    blocks = blocks_of(found, lines, {code: text for code, (_, text) in said.items()}, beside)
    for row in (row for block in blocks for row in block.rows):
        stored = findings.get(row.code)
        row.kept = digest(stored.option, stored.text) if stored else digest("", "")
        row.theirs = stored if row.code in typed else None
    return blocks


def _posted(request: HttpRequest, names: list[str]) -> dict[str, FindingInput]:
    """The named fields of the form, by criterion, with the change the page last saw of each."""
    given: dict[str, dict[str, str]] = {}
    for name in names:
        kind, _, code = name.partition("-")
        if kind == "q":
            value = request.POST.get(name, "")
            given.setdefault(code, {})["option"] = "" if value == NOTHING else value
        elif kind == "ghi":
            given.setdefault(code, {})["text"] = request.POST.get(name, "")
    seen = Seen.read(request.POST.get("version", ""))
    return {
        code: FindingInput(fields.get("option"), fields.get("text"), seen.of(code) if seen else None)
        for code, fields in given.items()
    }


def _changed_in_form(request: HttpRequest, given: Mapping[str, FindingInput]) -> dict[str, FindingInput]:
    """Of a whole form, what the person changed since the page was shown."""
    return {
        code: each
        for code, each in given.items()
        if request.POST.get(f"cu-{code}", "") != digest(each.option or "", each.text or "")
    }


@require_POST
def save(request: HttpRequest, code: str) -> HttpResponse:
    """Autosave of what changed; 409 where another adviser was first."""
    found = evaluation_for(request, code, "evaluation.review")
    given = _posted(request, request.POST.getlist("_changed"))
    try:
        written = actions.record_findings(found, given, by=person(request))
    except Refused as refused:
        return JsonResponse({"error": str(refused)}, status=refused.status)
    findings = list(AdvisoryFinding.objects.filter(evaluation=found))
    seen = Seen.read(request.POST.get("version", "")) or Seen()
    done = sum(bool(finding.option or finding.text) for finding in findings)
    saved_at = timezone.localtime().strftime("%H:%M")
    answer = {"saved_at": saved_at, "show": {"done": str(done)}, "version": seen.after(written, findings)}
    return JsonResponse(answer)


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
            token=given["token"],
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
    form = ReportForm(found, request.POST)
    if not form.is_valid():
        return _page(request, found, 422, report_form=form)
    try:
        grounds = form.cleaned_data.get("grounds", ())
        conclusion = form.cleaned_data["conclusion"]
        actions.file_advisory_report(found, conclusion=conclusion, site_check_grounds=grounds, by=person(request))
    except Refused as refused:
        form.add_error(None, str(refused))
        return _page(request, found, 422, report_form=form)
    messages.success(request, "Đã gửi báo cáo cho Chủ tịch hội đồng.")
    return redirect(found)
