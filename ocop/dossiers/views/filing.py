"""The check before filing, handing in, answering a request, taking back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ocop.core.access import allows
from ocop.core.errors import Refused
from ocop.dossiers import actions
from ocop.dossiers.models import AmendmentRequest, State
from ocop.dossiers.queries import gaps_of, late_notice, score_ticks, self_result
from ocop.dossiers.queries.sections import editor_tabs
from ocop.dossiers.views.fetch import dossier_to_edit, me, visible


def review(request: HttpRequest, code: str) -> HttpResponse:
    """The check before filing: points, star, marks missed, what the next star takes, every gap with its place."""
    dossier = dossier_to_edit(request, code)
    request_open = AmendmentRequest.objects.filter(dossier=dossier, closed_at=None).prefetch_related("items").first()
    gaps = gaps_of(dossier)
    context = {
        "dossier": dossier,
        "result": self_result(dossier),
        "blocking": [gap for gap in gaps if gap.blocks],
        "advice": [gap for gap in gaps if not gap.blocks],
        "amendment": request_open,
        "is_review": dossier.state == State.IN_REVIEW,
        "may_submit": allows(request.user, "dossier.submit", dossier),
        "late_notice": late_notice(dossier),
        "bands": score_ticks(dossier.regime),
        "tabs": editor_tabs(dossier, "review"),
    }
    return render(request, "dossiers/review.html", context)


@require_POST
def answers(request: HttpRequest, code: str) -> HttpResponse:
    """Answers to the items of an open request: kept while amending, sent when the team is waiting for them."""
    dossier = dossier_to_edit(request, code)
    given = {
        int(name[5:]): str(value)
        for name, value in request.POST.items()
        if name[:5] == "item-" and name.isascii() and name[5:].isdigit()
    }
    actions.answer_items(dossier, given, by=me(request))
    if dossier.state == State.IN_REVIEW and "keep" not in request.POST:
        actions.answer_request(dossier, given, by=me(request))
        messages.success(request, "Đã gửi phần bổ sung.")
        return redirect(dossier)
    messages.success(request, "Đã lưu trả lời.")
    return redirect("dossiers:review", dossier.code)


@require_POST
def submit(request: HttpRequest, code: str) -> HttpResponse:
    """Hand in. A refusal leads back to the check, or to the dossier when it has left the producer's hands meanwhile."""
    dossier = visible(request, code)
    try:
        actions.submit(dossier, by=me(request))
    except Refused as refused:
        messages.error(request, str(refused))
        still_here = allows(request.user, "dossier.edit", dossier)
        return redirect("dossiers:review", dossier.code) if still_here else redirect(dossier)
    receipt = dossier.receipts.last()
    messages.success(request, f"Đã nộp hồ sơ. Phiếu số {receipt}.")
    return redirect(dossier)


@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    dossier = visible(request, code)
    actions.withdraw(dossier, reason=request.POST.get("reason", ""), by=me(request))
    messages.success(request, "Đã rút hồ sơ.")
    return redirect(dossier)
