"""One dossier before a council: given to it, put in a meeting, scored, concluded."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ocop.core.access import allows, get_visible_or_404, require
from ocop.core.errors import Refused
from ocop.councils import actions
from ocop.councils.forms import BeginReviewForm, PutInMeetingForm
from ocop.councils.models import Evaluation, ScoringSheet
from ocop.councils.queries.scores import concluded_of, scores_of
from ocop.councils.queries.standing import standing_of
from ocop.councils.views.fetch import evaluation_for, evaluation_or_404, person
from ocop.dossiers.models import Dossier
from ocop.dossiers.queries import samples_needed


def begin_review(request: HttpRequest, code: str) -> HttpResponse:
    """Giao hội đồng và tổ tư vấn: the officer chooses both."""
    dossier = get_visible_or_404(Dossier.objects.for_page(), request.user, code=code)
    require(request.user, "dossier.begin_review", dossier)
    form = BeginReviewForm(dossier, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            evaluation = actions.begin_review(dossier, council=given["council"], team=given["team"], by=person(request))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã giao hồ sơ.")
            return redirect(evaluation)
    context = {"dossier": dossier, "form": form, "needed": samples_needed(dossier)}
    return render(request, "councils/begin_review.html", context)


@require_safe
def evaluation(request: HttpRequest, code: str) -> HttpResponse:
    """The evaluation: the team's report, progress, and, where allowed, the figures and the result."""
    found = evaluation_or_404(request, code)
    user = request.user
    verbs = ("follow", "arrange", "review", "score", "see_scores", "see_result", "ask_again")
    may = {verb: allows(user, f"evaluation.{verb}", found) for verb in verbs}
    standing = standing_of(found) if may["follow"] or may["see_scores"] else None
    context: dict[str, Any] = {
        "evaluation": found,
        "dossier": found.dossier,
        "may": may,
        "standing": standing if may["follow"] else None,
        "scores": scores_of(standing) if standing and may["see_scores"] else None,
        "result": concluded_of(found) if may["see_result"] else None,
        "report": getattr(found, "advisory_report", None),
        "visits": found.site_visits.select_related("file"),
        "my_sheet": ScoringSheet.objects.filter(evaluation=found, seat__user=person(request)).first(),
        "may_begin_scoring": allows(user, "dossier.begin_scoring", found.dossier) and found.concluded_at is None,
        "may_conclude": may["ask_again"] and allows(user, "dossier.conclude", found.dossier),
        "may_open_dossier": allows(user, "dossier.view", found.dossier),
    }
    if (may["arrange"] or may["ask_again"]) and found.concluded_at is None:
        context["meeting_form"] = PutInMeetingForm(found)
    if standing and context["may_conclude"]:
        context["why_not"] = actions.why_not(standing)
    return render(request, "councils/evaluation.html", context)


@require_POST
def put_in_meeting(request: HttpRequest, code: str) -> HttpResponse:
    found = evaluation_or_404(request, code)
    form = PutInMeetingForm(found, request.POST)
    if not form.is_valid():
        raise Refused("Hãy chọn phiên. Nếu chưa có, hãy xếp phiên trong trang hội đồng.")
    actions.put_in_meeting(found, form.cleaned_data["meeting"], by=person(request))
    messages.success(request, "Đã xếp hồ sơ vào phiên.")
    return redirect(found)


@require_POST
def begin_scoring(request: HttpRequest, code: str) -> HttpResponse:
    found = evaluation_or_404(request, code)
    actions.begin_scoring(found, by=person(request))
    messages.success(request, "Đã chuyển hội đồng chấm điểm và báo cho các thành viên.")
    return redirect(found)


@require_POST
def write_conclusion(request: HttpRequest, code: str) -> HttpResponse:
    found = evaluation_or_404(request, code)
    actions.write_conclusion(found, request.POST.get("discussion", ""), by=person(request))
    messages.success(request, "Đã lưu ý kiến thảo luận.")
    return redirect(found)


@require_POST
def ask_rescore(request: HttpRequest, code: str) -> HttpResponse:
    found = evaluation_for(request, code, "evaluation.ask_again")
    sheet = ScoringSheet.objects.filter(evaluation=found, code=request.POST.get("sheet", "")).first()
    if sheet is None:
        raise Refused("Không thấy phiếu này. Hãy tải lại trang.")
    actions.ask_rescore(sheet, reason=request.POST.get("reason", ""), by=person(request))
    messages.success(request, "Đã đề nghị thành viên xem lại.")
    return redirect(found)


@require_POST
def conclude(request: HttpRequest, code: str) -> HttpResponse:
    found: Evaluation = evaluation_or_404(request, code)
    actions.conclude(
        found,
        discussion=request.POST.get("discussion", ""),
        without_answers=request.POST.get("without_answers") == "1",
        by=person(request),
    )
    messages.success(request, "Đã ghi kết luận của hội đồng.")
    return redirect(found)
