"""Councils and advisory teams: the list, setting up, who sits, planning a meeting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ocop.core.access import allows, get_visible_or_404, require
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.councils import actions
from ocop.councils.forms import (
    AmendForm,
    BodyForm,
    CouncilForm,
    DissolveForm,
    MeetingForm,
    SeatForm,
    TeamMemberForm,
    adviser_rows,
    people_rows,
)
from ocop.councils.models import AdvisoryTeam, Council, Evaluation, Meeting, Seat, TeamMember
from ocop.councils.queries.bodies import missing_agencies, named_agencies
from ocop.councils.queries.tasks import deciding_places
from ocop.councils.views.fetch import person, stored
from ocop.programme.rounds import ensure_rounds


@require_safe
def council_list(request: HttpRequest) -> HttpResponse:
    """Hội đồng: the councils, teams and meetings I see, and the dossiers before them."""
    context = {
        "councils": Council.objects.allowed(request.user, "council.view").select_related("unit", "level"),
        "teams": AdvisoryTeam.objects.allowed(request.user, "advisoryteam.view").select_related("unit", "level"),
        "meetings": Meeting.objects.allowed(request.user, "meeting.view").select_related("council", "round")[:30],
        "evaluations": Evaluation.objects.allowed(request.user, "evaluation.view")
        .filter(concluded_at=None)
        .select_related("dossier__product__producer", "council", "meeting")[:100],
        "may_set_up": bool(deciding_places(person(request))),
    }
    return render(request, "councils/list.html", context)


def council_set_up(request: HttpRequest) -> HttpResponse:
    """Lập hội đồng: the decision, the Quy chế, the people, in one page."""
    places = deciding_places(person(request))
    if not places:
        raise PermissionDenied("unit.set_up_council")
    usual = {"spread_limit": places[0][1].regime.reading_or("members_spread_limit", None)}
    form = CouncilForm(places, request.POST or None, request.FILES or None, initial=usual)
    unit, level = form.chosen if form.is_bound and form.is_valid() else places[0]
    rows = people_rows(unit, level, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and all(row.is_valid() for row in rows):
        try:
            seats = [row.seat(stored(request, row, "delegation_upload")) for row in rows if row.sits]
            council = actions.set_up_council(
                unit,
                level,
                form.decision(stored(request, form, "decision_upload")),
                form.regulation(stored(request, form, "regulation_upload")),
                seats,
                by=person(request),
                confirmed=form.cleaned_data["confirmed"],
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Đã lập {council.name}.")
            return redirect(council)
    context = {"form": form, "rows": rows, "named": named_agencies(level), "unit": unit, "level": level}
    return render(request, "councils/set_up.html", context)


def team_set_up(request: HttpRequest) -> HttpResponse:
    """Lập tổ tư vấn."""
    places = deciding_places(person(request))
    if not places:
        raise PermissionDenied("unit.set_up_council")
    form = BodyForm(places, request.POST or None, request.FILES or None)
    unit, level = form.chosen if form.is_bound and form.is_valid() else places[0]
    rows = adviser_rows(unit, request.POST or None)
    if request.method == "POST" and form.is_valid() and all(row.is_valid() for row in rows):
        lead = request.POST.get("lead", "")
        try:
            members = [member for row in rows if (member := row.member(lead))]
            file = stored(request, form, "decision_upload")
            team = actions.set_up_team(unit, level, form.decision(file), members, by=person(request))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Đã lập {team.name}.")
            return redirect("councils:team", team.code)
    return render(request, "councils/team_set_up.html", {"form": form, "rows": rows, "unit": unit})


def _council(request: HttpRequest, code: str) -> Council:
    return get_visible_or_404(Council.objects.select_related("unit", "level__regime"), request.user, code=code)


@require_safe
def council(request: HttpRequest, code: str) -> HttpResponse:
    """One council: its decision and Quy chế, who sits, its meetings."""
    return _council_page(request, _council(request, code))


def _council_page(request: HttpRequest, found: Council, status: int = 200, **forms: Any) -> HttpResponse:
    seats = list(found.seats.exclude(ended_on__lte=today()).select_related("user", "delegation_file"))
    may_edit = allows(request.user, "council.edit", found)
    if may_edit:
        ensure_rounds(found.level, found.unit)
    context = {
        "council": found,
        "seats": seats,
        "left": found.seats.filter(ended_on__lte=today()).select_related("user"),
        "missing": missing_agencies(found.level, seats),
        "earlier": found.past_regulations.select_related("file"),
        "meetings": found.meetings.select_related("round"),
        "may_edit": may_edit,
        "seat_form": SeatForm(found) if may_edit else None,
        "meeting_form": MeetingForm(found) if may_edit else None,
    }
    return render(request, "councils/council.html", {**context, **forms}, status=status)


@require_POST
def seat_add(request: HttpRequest, code: str) -> HttpResponse:
    found = _council(request, code)
    require(request.user, "council.edit", found)
    form = SeatForm(found, request.POST, request.FILES)
    if not form.is_valid():
        return _council_page(request, found, 422, seat_form=form)
    try:
        seat = actions.add_seat(found, form.seat(stored(request, form, "delegation_upload")), by=person(request))
    except Refused as refused:
        form.add_error(None, str(refused))
        return _council_page(request, found, 422, seat_form=form)
    messages.success(request, f"Đã thêm {seat.user}.")
    return redirect(found)


@require_POST
def seat_end(request: HttpRequest, code: str) -> HttpResponse:
    found = _council(request, code)
    seat = Seat.objects.filter(council=found, code=request.POST.get("seat", "")).first()
    if seat is None:
        raise Refused("Không còn thành viên này trong hội đồng. Hãy tải lại trang.")
    actions.end_seat(seat, by=person(request))
    messages.success(request, f"{seat.user} thôi tham gia hội đồng từ hôm nay.")
    return redirect(found)


@require_POST
def plan_meeting(request: HttpRequest, code: str) -> HttpResponse:
    found = _council(request, code)
    form = MeetingForm(found, request.POST)
    if not form.is_valid():
        return _council_page(request, found, 422, meeting_form=form)
    try:
        planned = actions.plan_meeting(found, **form.cleaned_data, by=person(request))
    except Refused as refused:
        form.add_error(None, str(refused))
        return _council_page(request, found, 422, meeting_form=form)
    messages.success(request, "Đã xếp phiên và báo cho các thành viên.")
    return redirect("councils:meeting", planned.code)


def amend(request: HttpRequest, code: str) -> HttpResponse:
    """Sửa quy chế: the new parameters, and what they were before."""
    found = _council(request, code)
    require(request.user, "council.edit", found)
    form = AmendForm(found, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.regulation(stored(request, form, "regulation_upload"))
            day = form.cleaned_data["in_force_from"]
            actions.amend_regulation(found, given, in_force_from=day, by=person(request))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã ghi quy chế mới và báo cho các thành viên.")
            return redirect(found)
    status = 422 if form.is_bound else 200
    return render(request, "councils/amend.html", {"council": found, "form": form}, status=status)


def dissolve(request: HttpRequest, code: str) -> HttpResponse:
    """Giải thể hội đồng."""
    found = _council(request, code)
    require(request.user, "council.edit", found)
    form = DissolveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.dissolve_council(found, **form.cleaned_data, by=person(request))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Đã ghi {found.name} giải thể.")
            return redirect(found)
    context = {"body": found, "form": form, "back": found.get_absolute_url()}
    return render(request, "councils/dissolve.html", context, status=422 if form.is_bound else 200)


def team_dissolve(request: HttpRequest, code: str) -> HttpResponse:
    """Giải thể tổ tư vấn."""
    found = _team(request, code)
    require(request.user, "advisoryteam.edit", found)
    form = DissolveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.dissolve_team(found, **form.cleaned_data, by=person(request))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Đã ghi {found.name} giải thể.")
            return redirect("councils:team", found.code)
    context = {"body": found, "form": form, "back": reverse("councils:team", args=[found.code])}
    return render(request, "councils/dissolve.html", context, status=422 if form.is_bound else 200)


def _team(request: HttpRequest, code: str) -> AdvisoryTeam:
    return get_visible_or_404(AdvisoryTeam.objects.select_related("unit", "level"), request.user, code=code)


@require_safe
def team(request: HttpRequest, code: str) -> HttpResponse:
    """One advisory team and its members."""
    return _team_page(request, _team(request, code))


def _team_page(
    request: HttpRequest, found: AdvisoryTeam, status: int = 200, form: TeamMemberForm | None = None
) -> HttpResponse:
    may_edit = allows(request.user, "advisoryteam.edit", found)
    context = {
        "team": found,
        "members": found.members.exclude(ended_on__lte=today()).select_related("user"),
        "may_edit": may_edit,
        "form": form or (TeamMemberForm(found) if may_edit else None),
    }
    return render(request, "councils/team.html", context, status=status)


@require_POST
def team_add(request: HttpRequest, code: str) -> HttpResponse:
    found = _team(request, code)
    require(request.user, "advisoryteam.edit", found)
    form = TeamMemberForm(found, request.POST)
    if not form.is_valid():
        return _team_page(request, found, 422, form)
    given = actions.TeamInput(form.cleaned_data["person"].user, form.cleaned_data["agency"])
    try:
        member = actions.add_team_member(found, given, by=person(request))
    except Refused as refused:
        form.add_error(None, str(refused))
        return _team_page(request, found, 422, form)
    messages.success(request, f"Đã thêm {member.user}.")
    return redirect("councils:team", found.code)


@require_POST
def team_end(request: HttpRequest, code: str) -> HttpResponse:
    found = _team(request, code)
    given = request.POST.get("member", "")
    member = TeamMember.objects.filter(team=found, pk=given if given.isdigit() else 0).first()
    if member is None:
        raise Refused("Không còn người này trong tổ. Hãy tải lại trang.")
    actions.end_team_member(member, by=person(request))
    messages.success(request, f"{member.user} thôi tham gia tổ tư vấn từ hôm nay.")
    return redirect("councils:team", found.code)
