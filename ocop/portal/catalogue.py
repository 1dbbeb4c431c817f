"""All public products, and their producers, as indexes in memory: which rows have which stars, class, place, state.

Read from the database in one scan for each version of what is public (core.versions) and each day; a filter is then
the meeting of a few sets, a count beside a choice the size of another. So a list costs about the same with twenty
thousand products as with twenty, and every figure is the size of the set that its link opens. The rows a page shows
are fetched by key. See docs/decisions/0013-catalogue-in-memory.md.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from threading import Lock
from typing import Any, Generic, NamedTuple, TypeVar

import structlog
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Value

from ocop.certificates.models import Recognition
from ocop.certificates.queries import asked_above, awaited_stars
from ocop.certificates.validity import State
from ocop.core import versions
from ocop.core.dates import today
from ocop.portal.categories import UNCLASSED
from ocop.portal.index import Index, Lists, Values
from ocop.portal.rows import numbers_in
from ocop.producers.models import Producer
from ocop.trade.models import Honour, TourismSite

T = TypeVar("T")
log = structlog.get_logger("ocop.catalogue")
POTENTIAL = "tiem-nang"
STOPPED = "ngung"
"""Beside what a product is worth: its producer stopped producing. That alone ends no certificate (Điều 8.1đ)."""
UNKNOWN = "khong-ro"
YES = "1"
STATES: dict[str, tuple[State, ...]] = {
    "con": (State.VALID, State.EXTENDED),
    "het": (State.EXPIRED,),
    "thu-hoi": (State.REVOKED, State.SUPERSEDED),
    "chua-ro": (State.UNKNOWN,),
    "chua-den": (State.NOT_YET,),
}
"""What a product may be worth today, as addresses and statistics name it; every product is exactly one of these."""
_STATES = {str(state): state for state in State}
_STATE_KEYS = {str(state): key for key, states in STATES.items() for state in states}
SORTS = ("", "sao", "moi")
FEW = 2000
FIRST_YEAR = 2000


class Row(NamedTuple):
    """What the index needs of one recognition; the names are those of the query."""

    pk: int
    product__code: str
    product_id: int
    stars: int | None
    potential_stars: int | None
    forwarded_from: int | None
    state: str
    valid_from: date | None
    product__product_class: int | None
    product__producer: int
    product__producer__unit: int
    product__producer__unit_as_filed: int | None
    product__producer__organisation_type: int | None
    product__producer__status: str


class Catalogue(Index):
    """The public products, each by its latest recognition."""

    kind = "product"
    has_makers = True

    def __init__(self, lists: Lists, rows: Iterable[Row], honoured: set[int], visited: set[int]) -> None:
        super().__init__(lists)
        self.lists = lists
        self._states: dict[int, State] = {}
        self._potentials: dict[int, int] = {}
        self._newest: list[tuple[int, int]] = []
        for number, row in enumerate(rows):
            self._states[row.pk] = _STATES[row.state]
            if potential := self._awaited(row) or row.potential_stars:
                self._potentials[row.pk] = potential
            self._newest.append((-row.valid_from.toordinal() if row.valid_from else 1, number))
            self.add(row.pk, row.product__code, self._values(row, honoured, visited))
        self.settle()
        self.ranks = lists.ranks
        self.known = {
            "nhom": {*self.categories.by_key, UNCLASSED},
            "sao": {*map(str, self.ranks), POTENTIAL, *self.values("sao")},
            "hieu_luc": {*STATES, STOPPED},
            "loai_hinh": {*(each.code for each in self.organisations.values()), UNKNOWN},
            "nam": {*map(str, range(FIRST_YEAR, 10_000)), UNKNOWN},
            "ton_vinh": {YES},
            "du_lich": {YES},
        }

    @classmethod
    def read(cls, day: date, lists: Lists) -> Catalogue:
        """One scan of the recognitions, and the honours."""
        rows = Recognition.objects.current().allowed(None, "recognition.view").with_state(day).with_forwarded()
        found = rows.order_by("product__order", "pk").values_list(*Row._fields)
        sites = TourismSite.objects.allowed(None, "tourismsite.view").filter(product__isnull=False).order_by()
        honours = Honour.objects.order_by().annotate(of=Value("honour")).values_list("product", "of")
        marked: dict[str, set[int]] = {"honour": set(), "visit": set()}
        for product, mark in honours.union(sites.annotate(of=Value("visit")).values_list("product", "of")):
            marked[mark].add(product)
        each = (Row(*row) for row in found.iterator(chunk_size=5000))
        return cls(lists, each, marked["honour"], marked["visit"])

    def _values(self, row: Row, honoured: set[int], visited: set[int]) -> Values:
        """Everything one row is, as pairs (dimension, value).

        `sao` may have two: the stars it has and those it waits for; `hang` has one of each row, so its counts add up.
        """
        yield "hang", str(row.stars) if row.stars else POTENTIAL
        if row.stars:
            yield "sao", str(row.stars)
        if row.pk in self._potentials:
            yield "sao", POTENTIAL
        yield "rank", row.stars or row.potential_stars
        yield "hieu_luc", _STATE_KEYS[row.state]
        if row.product__producer__status == Producer.Status.STOPPED:
            yield "hieu_luc", STOPPED
        yield "loai_hinh", self._kinds.get(row.product__producer__organisation_type, UNKNOWN)
        yield "nam", str(row.valid_from.year) if row.valid_from else UNKNOWN
        yield "chu_the", row.product__producer
        yield from self.placed(row.product__producer__unit, row.product__producer__unit_as_filed)
        if row.product_id in honoured:
            yield "ton_vinh", YES
        keys, is_tourism = self._classes.get(row.product__product_class, ((UNCLASSED,), False))
        for key in keys:
            yield "nhom", key
        if is_tourism or row.product_id in visited:
            yield "du_lich", YES

    def _awaited(self, row: Row) -> int | None:
        return awaited_stars(row.stars, row.forwarded_from, self._asked_above) if row.forwarded_from else None

    @cached_property
    def _asked_above(self) -> dict[int, int]:
        """Asked for only where a product's dossier is with a higher level."""
        return asked_above()

    @cached_property
    def _kinds(self) -> dict[int | None, str]:
        return {pk: kind.code for pk, kind in self.organisations.items()}

    @cached_property
    def _classes(self) -> dict[int | None, tuple[tuple[str, ...], bool]]:
        """Of each class of the law: the keys from its group down, and whether it is a service."""
        of_class = self.categories.of_class.items()
        return {pk: (tuple(each.key for each in node.trail), node.is_tourism) for pk, node in of_class}

    def state_of(self, key: int) -> State:
        """What the recognition of this key is worth today."""
        return self._states[key]

    def potential_of(self, key: int) -> int | None:
        """The stars this one is called potential for: by a source, or by a dossier before the higher level."""
        return self._potentials.get(key)

    def numbers(self, rows: int, sort: str, start: int, stop: int) -> list[int]:
        """By name, by stars or by the day of recognition."""
        if sort == "sao":
            return self._by_rank(rows, start, stop)
        if sort == "moi":
            return self._by_day(rows, start, stop)
        return super().numbers(rows, sort, start, stop)

    def _by_rank(self, rows: int, start: int, stop: int) -> list[int]:
        found: list[int] = []
        before = 0
        for _, ranked in sorted(self.values("rank").items(), reverse=True):
            some = rows & ranked
            count = some.bit_count()
            if before < stop and before + count > start:
                found += numbers_in(some, max(0, start - before), stop - before)
            before += count
        return found

    def _by_day(self, rows: int, start: int, stop: int) -> list[int]:
        if rows.bit_count() <= FEW:
            return sorted(numbers_in(rows), key=self._newest.__getitem__)[start:stop]
        marks, found = rows.to_bytes(self.size // 8 + 1, "little"), []
        for number in self._newest_first:
            if marks[number >> 3] >> (number & 7) & 1:
                found.append(number)
                if len(found) >= stop:
                    break
        return found[start:]

    @cached_property
    def _newest_first(self) -> array[int]:
        return array("l", sorted(range(self.size), key=self._newest.__getitem__))

    @cached_property
    def makers(self) -> Makers:
        """The producers of these products, read when first asked for."""
        return Makers.read(self.lists)

    def counts_of(self, producers: Iterable[int]) -> dict[int, tuple[int, int]]:
        """Of each producer: products recognised, and those in force today."""
        valid = self.having("hieu_luc", "con")
        made = {pk: self.having("chu_the", pk) for pk in producers}
        return {pk: (rows.bit_count(), (rows & valid).bit_count()) for pk, rows in made.items()}


class Makers(Index):
    """The producers of public products."""

    kind = "producer"

    @classmethod
    def read(cls, lists: Lists) -> Makers:
        """One scan of the producers."""
        makers = cls(lists)
        rows = Producer.objects.allowed(None, "producer.view").order_by("order", "pk")
        for pk, code, unit, filed, kind in rows.values_list(
            "pk", "code", "unit", "unit_as_filed", "organisation_type"
        ).iterator(chunk_size=5000):
            makers.add(pk, code, makers._values(unit, filed, kind))
        makers.settle()
        makers.known = {"loai_hinh": {*(each.code for each in lists.organisations.values()), UNKNOWN}}
        return makers

    def _values(self, unit: int, filed: int | None, kind: int | None) -> Values:
        organisation = self.organisations.get(kind or 0)
        return [("loai_hinh", organisation.code if organisation else UNKNOWN), *self.placed(unit, filed)]


@dataclass(frozen=True)
class _Kept(Generic[T]):
    stamp: tuple[Any, ...]
    thing: T


_lock = Lock()
_lists: _Kept[Lists] | None = None
_catalogue: _Kept[Catalogue] | None = None


def catalogue() -> Catalogue:
    """The catalogue of now: kept until the register changes or the day ends; read anew in an open transaction."""
    global _catalogue
    version, day = versions.version(versions.Reach.REGISTER), today()
    if not version:
        return Catalogue.read(day, Lists())
    stamp = (version, day, settings.DEMO)
    with _lock:  # one reader at a time: the others wait for what it reads
        if _catalogue is None or _catalogue.stamp != stamp:
            _catalogue = _Kept(stamp, Catalogue.read(day, _lists_of_now()))
        return _catalogue.thing


def warm() -> None:
    """Read it as a server process starts, so that no visitor waits for units and classes."""
    try:
        catalogue()
    except DatabaseError:  # without tables yet, the pages will say so
        log.warning("no catalogue at start")
    finally:
        connection.close()


def _lists_of_now() -> Lists:
    """Units and classes of the law, which change with a new law or a new map of the country."""
    global _lists
    version = versions.version(versions.Reach.GROUND)
    if _lists is None or _lists.stamp != (version,):
        _lists = _Kept((version,), Lists())
    return _lists.thing
