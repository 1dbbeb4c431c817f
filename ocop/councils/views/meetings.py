"""The secretary's page: who has declared and sent, who is absent, what keeps a dossier open, closing the meeting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ocop.core.access import allows, require
from ocop.core.errors import Refused
from ocop.councils import actions
from ocop.councils.access import not_declared_by_me
from ocop.councils.forms import CloseForm
from ocop.councils.models import Absence, Evaluation, Meeting, Seat
from ocop.councils.queries.meetings import agenda_of
from ocop.councils.views.fetch import meeting_or_404, person


@require_safe
def meeting(request: HttpRequest, code: str) -> HttpResponse:
    """One meeting: its dossiers with each member's progress, absences, what is left, the papers."""
    return _page(request, meeting_or_404(request, code))


def _page(request: HttpRequest, found: Meeting, status: int = 200, **forms: Any) -> HttpResponse:
    agenda = agenda_of(found, person(request))
    context = {
        "meeting": found,
        "agenda": agenda,
        "absences": found.absences.select_related("seat__user"),
        "seats": found.council.seats.held().select_related("user"),
        "may_prepare": allows(request.user, "meeting.prepare", found),
        "may_close": allows(request.user, "meeting.close", found),
        "is_open": any(line.evaluation.concluded_at is None for line in agenda),
        "has_conclusion": any(line.evaluation.concluded_at for line in agenda),
        "close_form": CloseForm(found),
        "to_declare": Evaluation.objects.filter(not_declared_by_me(person(request)), meeting=found).count(),
    }
    return render(request, "councils/meeting.html", {**context, **forms}, status=status)


@require_POST
def absent(request: HttpRequest, code: str) -> HttpResponse:
    found = meeting_or_404(request, code)
    seats = list(
        Seat.objects.filter(council=found.council, code__in=request.POST.getlist("seat")).select_related("user")
    )
    if not seats:
        raise Refused("Hãy chọn người vắng mặt.")
    actions.mark_absent(found, seats, reason=request.POST.get("reason", ""), by=person(request))
    messages.success(request, "Đã ghi vắng mặt.")
    return redirect("councils:meeting", found.code)


@require_POST
def present(request: HttpRequest, code: str) -> HttpResponse:
    found = meeting_or_404(request, code)
    absence = Absence.objects.filter(meeting=found, seat__code=request.POST.get("seat", "")).select_related(
        "seat__user"
    )
    for each in absence:
        actions.mark_present(found, each.seat, by=person(request))
    messages.success(request, "Đã bỏ ghi vắng mặt.")
    return redirect("councils:meeting", found.code)


@require_POST
def discussion(request: HttpRequest, code: str) -> HttpResponse:
    found = meeting_or_404(request, code)
    actions.write_discussion(found, request.POST.get("discussion", ""), by=person(request))
    messages.success(request, "Đã lưu nội dung thảo luận.")
    return redirect("councils:meeting", found.code)


@require_POST
def conclude_all(request: HttpRequest, code: str) -> HttpResponse:
    """Conclude what is ready, and say what is not."""
    found = meeting_or_404(request, code)
    concluded, waiting = actions.conclude_all(found, by=person(request))
    messages.success(request, f"Đã kết luận {len(concluded)} hồ sơ.")
    for each in waiting[:5]:
        messages.warning(request, f"{each.evaluation.dossier}: {each.sentence}")
    return redirect("councils:meeting", found.code)


@require_POST
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Kết thúc phiên, khóa biên bản; a refusal keeps the times given."""
    found = meeting_or_404(request, code)
    require(request.user, "meeting.close", found)
    form = CloseForm(found, request.POST)
    if form.is_valid():
        try:
            actions.close_meeting(found, **form.times(), by=person(request))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã kết thúc phiên và khóa biên bản.")
            return redirect("councils:meeting", found.code)
    return _page(request, found, 422, close_form=form)
