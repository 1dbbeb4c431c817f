"""Who holds which role where, today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Prefetch, QuerySet, prefetch_related_objects

from ocop.accounts.models import Appointment, AppointmentQuerySet, Role, User
from ocop.accounts.roles import holds, people_at, units_under, units_where
from ocop.core.text import normalise, sort_key
from ocop.places.models import Unit

__all__ = [
    "DemoGroup",
    "attach_roles",
    "demo_groups",
    "find_people",
    "holds",
    "people_at",
    "people_seen_by",
    "roles_of",
    "units_to_appoint_in",
    "units_under",
    "units_where",
]

ROLES_FOR_PAGE = Appointment.objects.select_related("unit__parent__parent").order_by("unit__order", "role", "starts")


def units_to_appoint_in(user: User) -> QuerySet[Unit]:
    """The units in which the person may give roles, ready to be named with the unit above."""
    return Unit.objects.allowed(user, "unit.appoint").select_related("parent__parent")


def people_seen_by(user: User) -> QuerySet[User]:
    """The people whose accounts the person sees, by name."""
    return User.objects.allowed(user, "user.view").order_by("full_name", "pk")


def roles_of(user: User) -> AppointmentQuerySet:
    """All the person's roles, the current ones first, with their units."""
    return ROLES_FOR_PAGE.filter(user=user).order_by(F("ends").desc(nulls_first=True), "-starts", "pk")


def find_people(user: User, *, q: str = "", role: str = "", unit: Unit | None = None) -> list[User]:
    """Those of them who match, in Vietnamese order.

    Neither database searches without accents or sorts Vietnamese, and an administrator sees some hundreds: in Python.
    """
    people = people_seen_by(user)
    if role or unit is not None:
        held = Appointment.objects.not_over()
        held = held.filter(role=role) if role else held
        people = people.filter(pk__in=(held.filter(unit=unit) if unit is not None else held).values("user"))
    words = normalise(q).split()
    found = [each for each in people if all(word in normalise(f"{each.full_name} {each.email}") for word in words)]
    return sorted(found, key=lambda each: sort_key(each.full_name))


def attach_roles(people: Sequence[User]) -> Sequence[User]:
    """Give each the roles held now or later as `current_roles`: one query for all."""
    prefetch_related_objects(
        people, Prefetch("appointments", queryset=ROLES_FOR_PAGE.not_over(), to_attr="current_roles")
    )
    return people


@dataclass(frozen=True)
class DemoGroup:
    """Demo accounts of one role, for the sign-in page."""

    label: str
    people: list[tuple[User, str]]


def demo_groups(producers: str = "Chủ thể OCOP") -> list[DemoGroup]:
    """Demo accounts by the first role they hold, each with where; those without a role come first."""
    people = User.objects.filter(is_demo=True, is_active=True).order_by("pk")
    people = people.prefetch_related(
        Prefetch("appointments", queryset=ROLES_FOR_PAGE.in_force(), to_attr="current_roles")
    )
    groups: dict[str, list[tuple[User, str]]] = {label: [] for label in (producers, *Role.labels)}
    for person in people:
        roles: list[Appointment] = person.current_roles
        label = roles[0].get_role_display() if roles else producers
        groups[label].append((person, roles[0].unit.title if roles else ""))
    return [DemoGroup(label, members) for label, members in groups.items() if members]
