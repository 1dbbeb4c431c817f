"""When a person leaves: seats and team memberships move to the successor, what was scored stays with who scored it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from ocop.accounts.models import Appointment, Role
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.councils.models import Seat, TeamMember
from ocop.journal.actions import record

if TYPE_CHECKING:
    from ocop.accounts.models import User


@transaction.atomic
def hand_over_seats(person: User, to: User, *, by: User, on: date) -> None:
    """Bàn giao: the person's open seats in councils and teams go to the successor from a day.

    Sheets already sent stay with the old seat and count; drafts are not carried over: nobody scores for another. A
    plain member of the same council takes over the chair's, the vice chair's or the secretary's part.

    Raises:
        Refused: the successor sits there already and cannot hold both seats, or may not take the chair.
    """
    seats = Seat.objects.select_for_update(of=("self",)).select_related("council__unit")
    for seat in seats.filter(user=person, ended_on=None).order_by("pk"):
        seat.ended_on = max(on, seat.started_on) if seat.started_on else on
        seat.save(update_fields=["ended_on"])
        if seat.council.dissolved_on is None:
            _succeed(seat, to, on)
        record("council.hand_over", seat.council, by=by, tu=str(person), cho=str(to), vai_tro=seat.get_part_display())
    members = TeamMember.objects.select_for_update(of=("self",)).select_related("team")
    for member in members.filter(user=person, ended_on=None).order_by("pk"):
        member.ended_on = max(on, member.started_on) if member.started_on else on
        member.save(update_fields=["ended_on"])
        _succeed_in_team(member, to, on)
        record("advisoryteam.hand_over", member.team, by=by, tu=str(person), cho=str(to))


def _succeed(leaving: Seat, to: User, on: date) -> None:
    held = Seat.objects.select_for_update().filter(council=leaving.council_id, user=to, ended_on=None).first()
    if leaving.part == Seat.Part.CHAIR:
        _check_chair(leaving, to, on)
    if held is None:
        Seat.objects.create(
            council_id=leaving.council_id,
            user=to,
            part=leaving.part,
            agency=leaving.agency,
            stands_for=leaving.stands_for,
            is_scoring=leaving.is_scoring,
            started_on=on,
            predecessor=leaving,
        )
    elif held.part == Seat.Part.MEMBER and leaving.part != Seat.Part.MEMBER and on <= today():
        held.part = leaving.part
        held.save(update_fields=["part"])
    else:
        raise Refused(
            f"{to} đã là {held.get_part_display()} của {leaving.council}, không giữ thêm ghế "
            f"{leaving.get_part_display()} của {leaving.user}. Hãy vào trang hội đồng thêm người khác và cho "
            f"{leaving.user} thôi tham gia, rồi bàn giao."
        )


def _check_chair(leaving: Seat, to: User, on: date) -> None:
    """Whoever chairs is a leader of the unit or delegated in writing, by name (QĐ 26/2026/QĐ-TTg, Điều 7.3b)."""
    leads = Appointment.objects.not_over(on).filter(user=to, unit=leaving.council.unit, role=Role.LEADER)
    if not leads.exists():
        raise Refused(
            f"{leaving.user} là Chủ tịch của {leaving.council}, còn {to} không phải lãnh đạo {leaving.council.unit}. "
            f"Hãy vào trang hội đồng cho {leaving.user} thôi tham gia, thêm Chủ tịch mới kèm văn bản ủy quyền, rồi bàn "
            "giao."
        )


def _succeed_in_team(leaving: TeamMember, to: User, on: date) -> None:
    held = TeamMember.objects.select_for_update().filter(team=leaving.team_id, user=to, ended_on=None).first()
    if held is None:
        leaving.team.members.create(user=to, agency=leaving.agency, is_lead=leaving.is_lead, started_on=on)
    elif leaving.is_lead and not held.is_lead:
        held.is_lead = True
        held.save(update_fields=["is_lead"])
