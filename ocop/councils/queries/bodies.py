"""Who may sit where, and which agencies the law names that nobody sits for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from django.db.models import QuerySet

from ocop.accounts.models import Appointment, Role
from ocop.core.text import normalise
from ocop.councils.kinds import sits
from ocop.councils.models import AdvisoryTeam, Council, Evaluation, Meeting
from ocop.places.models import Unit
from ocop.programme.models import Level

_IF_ANY = "(nếu có)"


class Represents(Protocol):
    """Somebody who sits, or is to sit, for an agency."""

    @property
    def agency(self) -> str: ...
    @property
    def stands_for(self) -> str: ...


def named_agencies(level: Level) -> list[str]:
    """The agencies the decision names as members of this level's council (QĐ 26/2026/QĐ-TTg, Điều 7.3b, 7.4b)."""
    return list((level.details.get("council") or {}).get("members", ()))


def named_for(level: Level, agency: str) -> str:
    """The agency of the decision that is written the same way, whatever accents and capitals; "" when none is."""
    same = normalise(agency)
    return next((named for named in named_agencies(level) if normalise(named.replace(_IF_ANY, "")) == same), "")


def missing_agencies(level: Level, people: Iterable[Represents]) -> list[str]:
    """Agencies the decision names without «nếu có» for which nobody sits: one seat stands for one of them."""
    present = {each.stands_for or named_for(level, each.agency) for each in people}
    return [named for named in named_agencies(level) if _IF_ANY not in named and named not in present]


def candidates(unit: Unit, *roles: str) -> QuerySet[Appointment]:
    """Roles held today in a unit by people who may sit: active, and no administrator anywhere."""
    administrators = Appointment.objects.in_force().filter(role=Role.ADMINISTRATOR).values("user")
    return (
        Appointment.objects.in_force()
        .filter(unit=unit, role__in=roles, user__is_active=True)
        .exclude(user__in=administrators)
        .select_related("user")
        .order_by("role", "user__full_name", "pk")
    )


def councils_for(unit: Unit | None, level: Level | None) -> QuerySet[Council]:
    """Councils a dossier at this unit and level may be given to."""
    return Council.objects.filter(unit=unit, level=level, dissolved_on=None)


def teams_for(unit: Unit | None, level: Level | None) -> QuerySet[AdvisoryTeam]:
    """Advisory teams a dossier at this unit and level may be given to."""
    return AdvisoryTeam.objects.filter(unit=unit, level=level, dissolved_on=None)


def meetings_for(evaluation: Evaluation) -> QuerySet[Meeting]:
    """Meetings of the council, not over, in which the dossier may be concluded."""
    rows = Meeting.objects.filter(
        council=evaluation.council, round=evaluation.dossier.round_id, closed_at=None
    ).select_related("round", "council")
    return rows.filter(mode=Council.Mode.MEETING) if sits(evaluation.dossier.kind) else rows


def mode_to_plan(council: Council) -> str:
    """How the next meeting is likely to be held: as the kind of what waits for one asks; else as the Quy chế says."""
    waiting = Evaluation.objects.filter(council=council, meeting=None, concluded_at=None)
    modes = set(waiting.values_list("dossier__kind__council_mode", flat=True))
    return modes.pop() if len(modes) == 1 else council.mode
