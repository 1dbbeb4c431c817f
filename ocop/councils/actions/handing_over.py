"""When a person leaves: seats and team memberships move to the successor, what was scored stays with who scored it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from ocop.councils.models import Seat, TeamMember
from ocop.journal.actions import record

if TYPE_CHECKING:
    from ocop.accounts.models import User


@transaction.atomic
def hand_over_seats(person: User, to: User, *, by: User, on: date) -> None:
    """Bàn giao: the person's open seats in councils and teams go to the successor from a day.

    Sheets already sent stay with the old seat and count; drafts are not carried over: nobody scores for another.
    """
    for seat in Seat.objects.select_for_update().filter(user=person, ended_on=None).order_by("pk"):
        seat.ended_on = on
        seat.save(update_fields=["ended_on"])
        if not Seat.objects.filter(council=seat.council_id, user=to, ended_on=None).exists():
            Seat.objects.create(
                council_id=seat.council_id,
                user=to,
                part=seat.part,
                agency=seat.agency,
                is_scoring=seat.is_scoring,
                delegation_number=seat.delegation_number,
                delegation_date=seat.delegation_date,
                delegation_file=seat.delegation_file,
                predecessor=seat,
            )
        record("council.hand_over", seat.council, by=by, tu=str(person), cho=str(to))
    for member in TeamMember.objects.select_for_update().filter(user=person, ended_on=None).order_by("pk"):
        member.ended_on = on
        member.save(update_fields=["ended_on"])
        if not TeamMember.objects.filter(team=member.team_id, user=to, ended_on=None).exists():
            member.team.members.create(user=to, agency=member.agency, is_lead=member.is_lead)
        record("advisoryteam.hand_over", member.team, by=by, tu=str(person), cho=str(to))
