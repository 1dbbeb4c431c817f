"""The officers' acts: take in, send back, refuse, count samples, schedule."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ocop.core.access import allows, require
from ocop.core.errors import Refused
from ocop.dossiers import actions
from ocop.dossiers.forms import ExtraRoundForm, RefuseForm, SampleForm, ScheduleForm, SendBackForm
from ocop.dossiers.models import Dossier, State
from ocop.dossiers.queries import round_choices, samples_needed
from ocop.dossiers.views.fetch import me, said_on, stored, visible

ROWS = 3


@require_POST
def accept(request: HttpRequest, code: str) -> HttpResponse:
    dossier = visible(request, code)
    actions.accept(dossier, by=me(request))
    messages.success(request, "Đã tiếp nhận hồ sơ.")
    return redirect(dossier)


def send_back(request: HttpRequest, code: str) -> HttpResponse:
    """The page that lists what must be mended, each with its reason, and until when."""
    dossier = visible(request, code)
    require(request.user, "dossier.send_back", dossier)
    is_more = "more" in request.POST
    form = SendBackForm(request.POST or None)
    if request.method == "POST" and not is_more and form.is_valid():
        with said_on(form):
            actions.send_back(dossier, form.items(), due_on=form.cleaned_data["due_on"], by=me(request))
            messages.success(request, "Đã trả hồ sơ và báo cho chủ thể.")
            return redirect(dossier)
    typed = form.items() if request.method == "POST" else []
    rows = typed + [("", "")] * max(ROWS - len(typed), is_more)
    subjects = ["Mẫu số 01", "Mẫu số 02", *(str(criterion) for criterion in dossier.criteria_set.sheet.criteria)]
    context = {"dossier": dossier, "form": form, "rows": rows, "subjects": subjects, "is_more": is_more}
    return render(request, "dossiers/send_back.html", context)


def refuse(request: HttpRequest, code: str) -> HttpResponse:
    """The page that refuses a dossier on a disqualifier its sheet prints."""
    dossier = visible(request, code)
    require(request.user, "dossier.refuse", dossier)
    form = RefuseForm(dossier, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        fields, proof = form.cleaned_data, stored(request, form, "proof_upload")
        if form.is_valid():
            with said_on(form):
                ground, reason = fields["ground"], fields["reason"]
                actions.refuse(dossier, ground=ground, reason=reason, proof=proof, by=me(request))
                messages.success(request, "Đã loại hồ sơ và báo cho chủ thể.")
                return redirect(dossier)
    return render(request, "dossiers/refuse.html", {"dossier": dossier, "form": form})


@require_POST
def close_overdue(request: HttpRequest, code: str) -> HttpResponse:
    """End a dossier sent back whose day for amending has passed."""
    dossier = visible(request, code)
    actions.close_overdue(dossier, reason=request.POST.get("reason", ""), by=me(request))
    messages.success(request, "Đã đóng hồ sơ và báo cho chủ thể.")
    return redirect(dossier)


@require_POST
def samples(request: HttpRequest, code: str) -> HttpResponse:
    dossier = visible(request, code)
    form = SampleForm(request.POST)
    if not form.is_valid():
        raise Refused("Hãy ghi số mẫu là một số từ 0 đến 1000.")
    actions.count_samples(dossier, form.cleaned_data["count"], by=me(request))
    messages.success(request, "Đã ghi số mẫu.")
    return redirect(dossier)


def _dossier_to_schedule(request: HttpRequest, code: str) -> Dossier:
    """A dossier that may go into a round, or into another one."""
    dossier = visible(request, code)
    if not may_reschedule(request, dossier):
        require(request.user, "dossier.schedule", dossier)
    return dossier


def may_reschedule(request: HttpRequest, dossier: Dossier) -> bool:
    """Whether the person may move the dossier to another round now."""
    return allows(request.user, "dossier.reschedule", dossier) or allows(
        request.user, "dossier.reschedule_in_review", dossier
    )


def schedule(request: HttpRequest, code: str) -> HttpResponse:
    """The page that puts a dossier into a round, or opens an extra round that cites its basis."""
    dossier = _dossier_to_schedule(request, code)
    form = ScheduleForm(dossier, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with said_on(form):
            act = actions.schedule if dossier.state == State.UNDER_CHECK else actions.reschedule
            act(dossier, form.cleaned_data["round"], by=me(request))
            messages.success(request, "Đã xếp hồ sơ vào đợt.")
            return redirect(dossier)
    return _schedule_page(request, dossier, form, ExtraRoundForm())


@require_POST
def extra_round(request: HttpRequest, code: str) -> HttpResponse:
    """Open an extra round at the dossier's desk, on the basis the decision asks for (Điều 5)."""
    dossier = _dossier_to_schedule(request, code)
    form = ExtraRoundForm(request.POST)
    if form.is_valid():
        with said_on(form):
            actions.open_round(dossier, **form.cleaned_data, by=me(request))
            messages.success(request, "Đã mở đợt bổ sung. Bây giờ hãy xếp hồ sơ vào đợt đó.")
            return redirect("dossiers:schedule", dossier.code)
    return _schedule_page(request, dossier, ScheduleForm(dossier), form)


def _schedule_page(request: HttpRequest, dossier: Dossier, form: ScheduleForm, extra: ExtraRoundForm) -> HttpResponse:
    choices = round_choices(dossier)
    context = {
        "dossier": dossier,
        "form": form,
        "extra": extra,
        "shut": [choice for choice in choices if choice.why_not],
        "has_open": any(not choice.why_not for choice in choices),
        "samples_needed": samples_needed(dossier),
    }
    return render(request, "dossiers/schedule.html", context)
