"""Places as lists, and where a unit went or came from."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from ocop.places.models import Succession, Unit, UnitQuerySet


def nation() -> Unit:
    """The root of all units: the whole country."""
    return Unit.objects.get(level=Unit.Level.NATION)


def provinces(on: date | None = None) -> UnitQuerySet:
    """The provinces of a day (today's when no day is given), in alphabet order."""
    return _in_force(Unit.objects.filter(level=Unit.Level.PROVINCE), on)


def communes_of(province: Unit, on: date | None = None) -> UnitQuerySet:
    """The communes of a province on a day; without a day today's, or the last ones of a province that is closed."""
    communes = Unit.objects.within(province).filter(level=Unit.Level.COMMUNE)
    return _in_force(communes, on or province.valid_to)


def districts_of(province: Unit, on: date | None = None) -> UnitQuerySet:
    """The districts a province had; there are none after 30/6/2025."""
    return _in_force(province.children.filter(level=Unit.Level.DISTRICT), on or province.valid_to)


def _in_force(units: UnitQuerySet, on: date | None) -> UnitQuerySet:
    return units.on(on) if on else units.current()


@dataclass(frozen=True)
class Heir:
    """A unit that received another one, and whether it received its main part."""

    unit: Unit
    is_main: bool


def heirs(unit: Unit, on: date | None = None) -> list[Heir]:
    """The units in force on a day (today's when none is given) that a unit went into, the main one first.

    A unit in force is its own heir. Empty when the source knows no successor: a district, or a day before the unit.
    """
    found: dict[int, Heir] = {}
    frontier = [Heir(unit, is_main=True)]
    while frontier:
        for heir in frontier:
            if _is_in_force(heir.unit, on) and not (heir.unit.pk in found and found[heir.unit.pk].is_main):
                found[heir.unit.pk] = heir
        ahead = {heir.unit.pk: heir for heir in frontier if not _is_in_force(heir.unit, on)}
        steps = Succession.objects.filter(old__in=ahead).select_related("new__parent").order_by("new__order")
        frontier = [Heir(step.new, step.is_main and ahead[step.old_id].is_main) for step in steps]
    return sorted(found.values(), key=lambda heir: not heir.is_main)


def _is_in_force(unit: Unit, on: date | None) -> bool:
    if on is None:
        return unit.valid_to is None
    return unit.valid_from <= on and (unit.valid_to is None or unit.valid_to >= on)


def successors(unit: Unit, on: date | None = None) -> list[Unit]:
    """The units of `heirs`, the main one first."""
    return [heir.unit for heir in heirs(unit, on)]


def current_unit(unit: Unit) -> Unit | None:
    """Today's unit; None when the old one was divided or has no successor: then a person must choose."""
    units = successors(unit)
    return units[0] if len(units) == 1 else None


def main_unit(unit: Unit) -> Unit | None:
    """Today's unit or, of a divided one, the unit that received the main part; None when there is none."""
    return next((heir.unit for heir in heirs(unit) if heir.is_main), None)


def predecessors(unit: Unit) -> UnitQuerySet:
    """Every unit that went, whole or in part, into this one, however long ago; in alphabet order, the oldest first."""
    return Unit.objects.filter(pk__in=_came_from({unit.pk})).order_by("order", "valid_from")


def with_predecessors(unit: Unit) -> QuerySet[Unit, Any]:
    """Ids of every unit under which things of this place may be filed: for `filter(unit__in=…)`, old and new alike.

    The unit and all in it; the units that went into those; and, of an old unit, today's communes its communes went
    into. Such a commune may hold more than the old unit did, and is still counted: nothing of the old unit is lost.
    """
    if unit.level == Unit.Level.NATION:
        return Unit.objects.values("pk")
    inside = dict(Unit.objects.within(unit).values_list("pk", "level"))
    before = _came_from(set(inside))
    old_provinces = Unit.objects.filter(pk__in=before, level=Unit.Level.PROVINCE)
    for province in old_provinces:
        before |= set(Unit.objects.within(province).values_list("pk", flat=True))
    lowest = {pk for pk, level in inside.items() if level != Unit.Level.PROVINCE}
    return Unit.objects.filter(pk__in=set(inside) | before | _went_into(lowest)).order_by().values("pk")


def _came_from(ids: set[int]) -> set[int]:
    found: set[int] = set()
    while ids:
        ids = set(Succession.objects.filter(new__in=ids).values_list("old", flat=True)) - found
        found |= ids
    return found


def _went_into(ids: set[int]) -> set[int]:
    found: set[int] = set()
    while ids:
        ids = set(Succession.objects.filter(old__in=ids).values_list("new", flat=True)) - found
        found |= ids
    return found
