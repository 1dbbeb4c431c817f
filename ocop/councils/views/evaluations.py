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
from ocop.councils.forms import BeginReviewForm, ExtendForm, PutInMeetingForm, WithdrawRequestForm
from ocop.councils.models import Evaluation, ScoringSheet
from ocop.councils.queries.scores import concluded_of, scores_of
from ocop.councils.queries.standing import standing_of
from ocop.councils.views.fetch import evaluation_for, evaluation_or_404, person
from ocop.dossiers.actions import extend_request as extend
from ocop.dossiers.actions import withdraw_request as withdraw
from ocop.dossiers.models import AmendmentRequest, Dossier
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
    return _page(request, evaluation_or_404(request, code))


def _page(request: HttpRequest, found: Evaluation, status: int = 200, **posted: Any) -> HttpResponse:
    user = request.user
    verbs = ("follow", "arrange", "put_in_meeting", "review", "score", "see_scores", "see_result", "ask_again")
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
        "discussion": found.discussion,
        "my_sheet": ScoringSheet.objects.filter(evaluation=found, seat__user=person(request)).first(),
        "may_begin_scoring": allows(user, "dossier.begin_scoring", found.dossier) and found.concluded_at is None,
        "may_conclude": may["ask_again"] and allows(user, "dossier.conclude", found.dossier),
        "may_settle": allows(user, "dossier.settle_request", found.dossier),
        "amendment": AmendmentRequest.objects.filter(dossier=found.dossier, closed_at=None).first(),
        "extend_form": ExtendForm(),
        "withdraw_form": WithdrawRequestForm(),
        "may_open_dossier": allows(user, "dossier.view", found.dossier),
    }
    if may["put_in_meeting"] and found.concluded_at is None:
        context["meeting_form"] = PutInMeetingForm(found)
    if standing and context["may_conclude"]:
        context["why_not"] = actions.why_not(standing)
    return render(request, "councils/evaluation.html", {**context, **posted}, status=status)


@require_POST
def put_in_meeting(request: HttpRequest, code: str) -> HttpResponse:
    found = evaluation_or_404(request, code)
    form = PutInMeetingForm(found, request.POST)
    if not form.is_valid():
        raise Refused("Hãy chọn phiên. Nếu chưa có, hãy xếp phiên trong trang hội đồng.")
    given = form.cleaned_data
    actions.put_in_meeting(found, given["meeting"], ground=given.get("ground", ""), by=person(request))
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
def ask_rescore_all(request: HttpRequest, code: str) -> HttpResponse:
    """Every member beyond a limit of the Quy chế is asked at once."""
    found = evaluation_for(request, code, "evaluation.ask_again")
    asked = actions.ask_all_beyond(found, reason=request.POST.get("reason", ""), by=person(request))
    messages.success(request, f"Đã đề nghị {len(asked)} thành viên xem lại.")
    return redirect(found)


@require_POST
def conclude(request: HttpRequest, code: str) -> HttpResponse:
    """A refusal shows the page again with what was written: nothing typed is lost."""
    found: Evaluation = evaluation_or_404(request, code)
    discussion, skips = request.POST.get("discussion", ""), request.POST.get("without_answers") == "1"
    try:
        actions.conclude(found, discussion=discussion, without_answers=skips, by=person(request))
    except Refused as refused:
        found = evaluation_or_404(request, code)
        return _page(request, found, 422, discussion=discussion, without_answers=skips, said=str(refused))
    messages.success(request, "Đã ghi kết luận của hội đồng.")
    return redirect(found)


@require_POST
def extend_request(request: HttpRequest, code: str) -> HttpResponse:
    """Gia hạn bổ sung, from the team's page or the evaluation's."""
    found = evaluation_for(request, code, "evaluation.view")
    form = ExtendForm(request.POST)
    if not form.is_valid():
        raise Refused("Hãy ghi hạn mới đúng dạng ngày.")
    extend(found.dossier, **form.cleaned_data, by=person(request))
    messages.success(request, "Đã gia hạn và báo cho chủ thể.")
    return _after_settling(request, found)


@require_POST
def withdraw_request(request: HttpRequest, code: str) -> HttpResponse:
    """Rút yêu cầu bổ sung."""
    found = evaluation_for(request, code, "evaluation.view")
    withdraw(found.dossier, reason=request.POST.get("reason", ""), by=person(request))
    messages.success(request, "Đã rút yêu cầu bổ sung và báo cho chủ thể.")
    return _after_settling(request, found)


def _after_settling(request: HttpRequest, found: Evaluation) -> HttpResponse:
    """Back to the team's page for the team, to the evaluation for the officer."""
    return (
        redirect("councils:review", found.code) if allows(request.user, "evaluation.review", found) else redirect(found)
    )
