"""Administrative units in memory: what is filed under each, old and new, as `places.queries` says it row by row.

A list of places with a count beside each would ask the database hundreds of times; here each answer is a walk along
two dictionaries. A test holds `filed_under` and `places.queries.with_predecessors` together.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import get_language

from ocop.core.language import place_name
from ocop.places.models import Succession, Unit

STEPS_DOWN = 3


class Place(NamedTuple):
    """One unit, as much of it as a list names."""

    pk: int
    parent: int | None
    level: str
    code: str
    valid_from: date
    valid_to: date | None
    kind: str
    name: str
    order: str

    @property
    def key(self) -> str:
        """How an address names the unit: its code and its first day, since a code may be given twice."""
        return _key_of(self.code, self.valid_from)

    @property
    def is_old(self) -> bool:
        return self.valid_to is not None

    @property
    def title(self) -> str:
        return title_in(self.kind, self.name, get_language())


@lru_cache(maxsize=20_000)
def _key_of(code: str, first: date) -> str:
    return f"{code}-{first:%Y%m%d}"


@lru_cache(maxsize=20_000)
def title_in(kind: str, name: str, language: str | None) -> str:
    """«Xã Mỏ Cày», in English «Mỏ Cày commune»: `language` is that of the page, which menus of hundreds ask once."""
    words = place_name(kind, name)
    return words[:1].upper() + words[1:]


class Territory:
    """All units and what went into what."""

    def __init__(self, places: Iterable[Place], steps: Iterable[tuple[int, int]]) -> None:
        self.places = {place.pk: place for place in places}
        self.by_key = {place.key: place for place in self.places.values()}
        self._paths: dict[tuple[int, str | None], str] = {}
        self.children: dict[int, list[int]] = {}
        self._into: dict[int, set[int]] = {}
        self._from: dict[int, set[int]] = {}
        for place in self.places.values():
            if place.parent is not None:
                self.children.setdefault(place.parent, []).append(place.pk)
        for old, new in steps:
            self._into.setdefault(old, set()).add(new)
            self._from.setdefault(new, set()).add(old)

    @classmethod
    def load(cls) -> Territory:
        """Read from the database: two queries."""
        rows = Unit.objects.order_by().values_list(*Place._fields)
        steps = Succession.objects.order_by().values_list("old", "new")
        return cls((Place(*row) for row in rows), steps)

    def at_level(self, pk: int, level: str) -> Place | None:
        """The unit or the one above it at a level."""
        place = self.places.get(pk)
        while place is not None and place.level != level:
            place = self.places.get(place.parent) if place.parent is not None else None
        return place

    def path(self, pk: int, language: str | None = None) -> str:
        """The address from a unit up to its province, as Unit.path says it; `language` where it is known already."""
        which = pk, language or get_language()
        if which not in self._paths:
            self._paths[which] = self._path(pk)
        return self._paths[which]

    def _path(self, pk: int) -> str:
        names, place = [], self.places.get(pk)
        while place is not None and place.level != Unit.Level.NATION:
            names.append(place_name(place.kind, place.name))
            place = self.places.get(place.parent) if place.parent is not None else None
        return ", ".join(names)

    def under(self, pk: int) -> set[int]:
        """The unit and everything below it."""
        found, frontier = {pk}, [pk]
        for _ in range(STEPS_DOWN):
            frontier = [child for each in frontier for child in self.children.get(each, ())]
            found.update(frontier)
        return found

    def went_into(self, pk: int) -> set[int]:
        """The units that hold today, or held later, what lay in this one."""
        return _reached({pk}, self._into)

    def filed_under(self, pk: int) -> set[int]:
        """Every unit under which things of this place may be filed; see places.queries.with_predecessors."""
        if self.places[pk].level == Unit.Level.NATION:
            return set(self.places)
        inside = self.under(pk)
        before = _reached(inside, self._from)
        for each in [each for each in before if self.places[each].level == Unit.Level.PROVINCE]:
            before |= self.under(each)
        lowest = {each for each in inside if self.places[each].level != Unit.Level.PROVINCE}
        return inside | before | _reached(lowest, self._into)


def _reached(start: set[int], steps: dict[int, set[int]]) -> set[int]:
    """Everything a number of steps leads to, without the start."""
    found: set[int] = set()
    frontier = start
    while frontier:
        frontier = {ahead for each in frontier for ahead in steps.get(each, ())} - found
        found |= frontier
    return found
