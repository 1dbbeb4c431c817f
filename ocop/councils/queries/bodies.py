"""Who may sit where, and which agencies the law names that nobody sits for."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from ocop.accounts.models import Appointment, Role
from ocop.core.text import normalise
from ocop.councils.models import AdvisoryTeam, Council, Meeting
from ocop.places.models import Unit
from ocop.programme.models import Level

_IF_ANY = "(nếu có)"


def named_agencies(level: Level) -> list[str]:
    """The agencies the decision names as members of this level's council (QĐ 26/2026/QĐ-TTg, Điều 7.3b, 7.4b)."""
    return list((level.details.get("council") or {}).get("members", ()))


def missing_agencies(level: Level, agencies: Iterable[str]) -> list[str]:
    """Agencies the decision names without «nếu có» for which nobody sits."""
    present = [normalise(agency) for agency in agencies if agency.strip()]
    return [
        named
        for named in named_agencies(level)
        if _IF_ANY not in named and not any(_same(normalise(named), agency) for agency in present)
    ]


def _same(named: str, agency: str) -> bool:
    return named in agency or agency in named


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


def meetings_for(council: Council, round_id: int | None) -> QuerySet[Meeting]:
    """Meetings of a council in a round."""
    return Meeting.objects.filter(council=council, round=round_id).select_related("round", "council")
