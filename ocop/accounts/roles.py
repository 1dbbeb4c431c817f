"""Who holds which role where, today: the relations that grants everywhere are made of."""

from django.db.models import QuerySet

from ocop.accounts.models import Appointment, User
from ocop.places.models import Unit


def units_where(user: User, *roles: str) -> QuerySet[Unit]:
    """The units in which the person holds one of the roles today (a subquery, not a list)."""
    held = Appointment.objects.in_force().filter(user=user, role__in=roles)
    return Unit.objects.filter(pk__in=held.values("unit"))


def units_under(user: User, *roles: str) -> QuerySet[Unit]:
    """Those units and every unit below them."""
    own = units_where(user, *roles).values("pk")
    return (
        Unit.objects.filter(pk__in=own)
        | Unit.objects.filter(parent__in=own)
        | Unit.objects.filter(parent__parent__in=own)
        | Unit.objects.filter(parent__parent__parent__in=own)
    )


def holds(user: User, *roles: str) -> bool:
    """Whether the person holds one of the roles anywhere today."""
    return Appointment.objects.in_force().filter(user=user, role__in=roles).exists()


def people_at(unit: Unit, *roles: str) -> QuerySet[User]:
    """The active people who hold one of the roles in exactly this unit today."""
    held = Appointment.objects.in_force().filter(unit=unit, role__in=roles)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk")
