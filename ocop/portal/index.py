"""Rows of a public list as sets in memory: which have which value of each dimension, which lie in which place."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable
from functools import cached_property
from typing import Any

from ocop.places.models import Unit
from ocop.portal.categories import Categories
from ocop.portal.rows import NONE, numbers_in, rows_of
from ocop.portal.territory import Place, Territory
from ocop.programme.models import OrganisationType, StarBand

WIDE = ("chu_the", "unit", "filed")
"""Dimensions of very many values with few rows each: kept as lists, made sets when asked."""
Values = Iterable[tuple[str, Hashable]]


class Lists:
    """The small lists that every index names: units, classes, kinds of organisation, numbers of stars. Five queries."""

    def __init__(self) -> None:
        self.territory = Territory.load()
        self.categories = Categories.load()
        self.organisations = {each.pk: each for each in OrganisationType.objects.all()}
        certified = StarBand.objects.filter(certificate=True).values_list("stars", flat=True)
        self.ranks = sorted(set(certified), reverse=True)


class Index:
    """Things in name order, numbered from 0, and the sets of them."""

    kind = ""
    has_makers = False
    """Whether these are things of producers, so that the list may be asked for those of one."""

    def __init__(self, lists: Lists) -> None:
        self.territory, self.categories, self.organisations = lists.territory, lists.categories, lists.organisations
        self.keys: list[int] = []
        self._codes: dict[str, int] = {}
        self._numbers: dict[str, dict[Any, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._sets: dict[str, dict[Any, int]] = {}
        self._places: dict[int, int | array[int]] = {}  # of thousands of communes only the few numbers
        self.known: dict[str, Collection[str]] = {}

    def add(self, key: int, code: str, values: Values) -> None:
        """The next row, in name order: its primary key, its public code and what it is."""
        number, numbers = len(self.keys), self._numbers
        self.keys.append(key)
        self._codes[code] = number
        for dimension, value in values:
            numbers[dimension][value].append(number)

    def settle(self) -> None:
        """All rows are there: make the sets."""
        self.size = len(self.keys)
        self.all = (1 << self.size) - 1
        for name in [name for name in self._numbers if name not in WIDE]:
            values = self._numbers.pop(name)
            self._sets[name] = {value: rows_of(numbers, self.size) for value, numbers in values.items()}

    def placed(self, unit: int, filed: int | None) -> Values:
        """Where a row lies, today and, where that was an old unit, when it was filed."""
        yield "unit", unit
        then = self.territory.places.get(filed or 0)
        if then is not None and then.is_old:
            yield "filed", then.pk

    # Sets

    def values(self, dimension: str) -> dict[Any, int]:
        """The values of a dimension that any row has, each with its rows."""
        return self._sets.get(dimension, {})

    def knows(self, dimension: str, value: str) -> bool:
        """Whether the list may be asked for this value, were it to find nothing."""
        return value in self.known.get(dimension, ())

    def having(self, dimension: str, value: Hashable) -> int:
        """The rows with one value of a dimension."""
        if dimension in WIDE:
            return rows_of(self._numbers[dimension].get(value, ()), self.size)
        return self._sets.get(dimension, {}).get(value, NONE)

    def having_any(self, dimension: str, values: Iterable[Hashable]) -> int:
        """The rows with any of some values of a wide dimension."""
        numbers = self._numbers[dimension]
        return rows_of((number for value in values for number in numbers.get(value, ())), self.size)

    def coded(self, codes: Iterable[str]) -> int:
        """The rows with these codes; codes of others are passed over."""
        return rows_of((self._codes[code] for code in codes if code in self._codes), self.size)

    def made_in(self, pk: int) -> int:
        """The rows of a place, old or new. Under an old unit: those filed there; without that, where it went."""
        if pk not in self._places:
            rows = self._made_in(pk)
            is_small = self.territory.places[pk].level == Unit.Level.COMMUNE
            self._places[pk] = array("l", numbers_in(rows)) if is_small else rows
        kept = self._places[pk]
        return kept if isinstance(kept, int) else rows_of(kept, self.size)

    def _made_in(self, pk: int) -> int:
        under = self.territory.filed_under(pk)
        here, filed = self._numbers["unit"], self._numbers["filed"]
        now = rows_of((number for each in under if each in here for number in here[each]), self.size)
        if not self.territory.places[pk].is_old:
            return now
        then = rows_of((number for each in under if each in filed for number in filed[each]), self.size)
        return then | (now & ~self._filed_old)

    def in_each_unit(self) -> Counter[int]:
        """How many rows lie in each unit that rows are filed under or that such a unit went into: `made_in` of those
        of today, counted at once."""
        found: Counter[int] = Counter()
        for pk, numbers in self._numbers["unit"].items():
            for each in {pk, *self.territory.went_into(pk)}:
                found[each] += len(numbers)
        return found

    @cached_property
    def _filed_old(self) -> int:
        return rows_of((number for each in self._numbers["filed"].values() for number in each), self.size)

    @cached_property
    def places_used(self) -> set[int]:
        """Units some row was filed under, then or now, and the units above them up to their provinces."""
        found: set[int] = set()
        for pk in [*self._numbers["unit"], *self._numbers["filed"]]:
            place = self.territory.places.get(pk)
            while place is not None and place.level != Unit.Level.NATION and place.pk not in found:
                found.add(place.pk)
                place = self.territory.places.get(place.parent) if place.parent is not None else None
        return found

    @cached_property
    def places_within(self) -> dict[int | None, list[Place]]:
        """The places used below each place, in alphabet order; the provinces under None."""
        found: dict[int | None, list[Place]] = defaultdict(list)
        for place in sorted((self.territory.places[pk] for pk in self.places_used), key=lambda place: place.order):
            found[None if place.level == Unit.Level.PROVINCE else place.parent].append(place)
        return found

    def in_order(self, rows: int, sort: str, start: int, stop: int) -> list[int]:
        """The keys of a part of a set, in an order; by name where an index knows no other."""
        return [self.keys[number] for number in self.numbers(rows, sort, start, stop)]

    def numbers(self, rows: int, sort: str, start: int, stop: int) -> list[int]:
        """The same as row numbers."""
        return list(numbers_in(rows, start, stop))
