"""Who holds which role where, today: the relations that grants everywhere are made of."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from ocop.accounts.models import Appointment, User
from ocop.core.memo import remembered
from ocop.places.models import Unit


def _held(user: User) -> list[tuple[str, int, str]]:
    """Role, unit and its level of each appointment in force today; asked once a request."""
    rows = Appointment.objects.in_force().filter(user=user)
    return remembered(user, "held", lambda: list(rows.values_list("role", "unit", "unit__level")))


def _unit_ids(user: User, roles: Collection[str]) -> list[int]:
    return sorted({unit for role, unit, _level in _held(user) if role in roles})


def units_where(user: User, *roles: str) -> QuerySet[Unit]:
    """The units in which the person holds one of the roles today."""
    ids = _unit_ids(user, roles)
    return Unit.objects.filter(pk__in=ids) if ids else Unit.objects.none()


def units_under(user: User, *roles: str) -> QuerySet[Unit]:
    """Those units and every unit below them."""
    ids = _unit_ids(user, roles)
    if not ids:
        return Unit.objects.none()
    below = Q(parent__in=ids) | Q(parent__parent__in=ids) | Q(parent__parent__parent__in=ids)
    return Unit.objects.filter(Q(pk__in=ids) | below)


def holds(user: User, *roles: str) -> bool:
    """Whether the person holds one of the roles anywhere today."""
    return bool(_unit_ids(user, roles))


def holds_at(user: User, level: str, *roles: str) -> bool:
    """Whether the person holds one of the roles today in a unit of this level."""
    return any(role in roles and at == level for role, _unit, at in _held(user))


def people_at(unit: Unit, *roles: str) -> QuerySet[User]:
    """The active people who hold one of the roles in exactly this unit today."""
    held = Appointment.objects.in_force().filter(unit=unit, role__in=roles)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk")
