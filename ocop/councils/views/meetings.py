"""The secretary's page: who has declared and sent, who is absent, what keeps a dossier open, closing the meeting."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ocop.core.access import allows
from ocop.core.errors import Refused
from ocop.councils import actions
from ocop.councils.access import not_declared_by_me
from ocop.councils.models import Absence, Evaluation, Seat
from ocop.councils.queries.meetings import agenda_of
from ocop.councils.views.fetch import meeting_or_404, person


@require_safe
def meeting(request: HttpRequest, code: str) -> HttpResponse:
    """One meeting: its dossiers with each member's progress, absences, what is left, the papers."""
    found = meeting_or_404(request, code)
    agenda = agenda_of(found, person(request))
    context = {
        "meeting": found,
        "agenda": agenda,
        "absences": found.absences.select_related("seat__user"),
        "seats": found.council.seats.filter(ended_on=None, is_scoring=True).select_related("user"),
        "may_prepare": allows(request.user, "meeting.prepare", found),
        "may_close": allows(request.user, "meeting.close", found),
        "is_open": any(line.evaluation.concluded_at is None for line in agenda),
        "to_declare": Evaluation.objects.filter(not_declared_by_me(person(request)), meeting=found).count(),
    }
    return render(request, "councils/meeting.html", context)


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
def close(request: HttpRequest, code: str) -> HttpResponse:
    found = meeting_or_404(request, code)
    concluded, waiting = actions.conclude_all(found, by=person(request))
    messages.success(request, f"Đã kết luận {len(concluded)} hồ sơ.")
    for each in waiting[:5]:
        messages.warning(request, f"{each.evaluation.dossier}: {each.sentence}")
    return redirect("councils:meeting", found.code)
