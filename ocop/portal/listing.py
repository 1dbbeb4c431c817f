"""The list of products: what was asked for in the address, which rows that is, and how many each other choice holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, overload
from urllib.parse import quote_plus

from django.http import QueryDict

from ocop.core.text import normalise
from ocop.portal.catalogue import SORTS
from ocop.portal.index import Index
from ocop.portal.queries import codes_matching
from ocop.portal.territory import Place
from ocop.producers.models import Producer

CHOICES = ("nhom", "sao", "hieu_luc", "loai_hinh", "nam", "ton_vinh", "du_lich")
"""Dimensions with a menu of choices; the address names a value of each."""
FILTERS = ("q", *CHOICES, "don_vi", "chu_the")
VIEWS = ("", "bang", "sao")
LONGEST = 200
CODE = re.compile(r"[2-9a-z]{12}")


@dataclass(frozen=True)
class Asked:
    """What a visitor asked for; only what was understood. `values` are the address's own words."""

    values: dict[str, str] = field(default_factory=dict)
    place: Place | None = None
    producer: Producer | None = None
    """The one producer whose code was given; a name is in `values` only, and may be of several."""
    sort: str = ""
    view: str = ""

    @property
    def text(self) -> str:
        return self.values.get("q", "")

    @property
    def maker(self) -> str:
        """The producer asked for, by name."""
        return str(self.producer or self.values.get("chu_the", ""))

    @property
    def filters(self) -> list[str]:
        return [name for name in FILTERS if name in self.values]

    def address(self, **changes: str) -> str:
        """The address of this list with something changed; "" leaves a thing out. The page is never kept."""
        pairs = {**self.values, "sap_xep": self.sort, "xem": self.view, **changes}
        query = "&".join(f"{name}={quote_plus(value)}" for name, value in pairs.items() if value)
        return f"?{query}"


def read(query: QueryDict, index: Index) -> Asked:
    """The address as a question. What is not understood is ignored, never an error."""
    values: dict[str, str] = {}
    if text := _squeezed(query.get("q", "")):
        values["q"] = text
    for name in CHOICES:
        value = query.get(name, "")
        if name == "nhom":
            value = index.categories.asked_as(value)
        if index.knows(name, value):
            values[name] = value
    if (place := _place(query, index)) is not None:
        values["don_vi"] = place.key
    producer = None
    if index.has_makers and (maker := _squeezed(query.get("chu_the", ""))):
        producer = _producer(maker)
        if producer is not None or normalise(maker):
            values["chu_the"] = producer.code if producer else maker
    return Asked(values, place, producer, _one_of(SORTS, query.get("sap_xep")), _one_of(VIEWS, query.get("xem")))


def _squeezed(text: str) -> str:
    return " ".join(text.replace("\x00", " ").split())[:LONGEST]


def _place(query: QueryDict, index: Index) -> Place | None:
    """The unit; `xa` is a smaller one within it, or is passed over when another province was chosen since."""
    territory = index.territory
    place = territory.by_key.get(query.get("don_vi", ""))
    smaller = territory.by_key.get(query.get("xa", ""))
    if place is not None and smaller is not None:
        province = territory.at_level(place.pk, "province") or place
        return smaller if smaller.pk in territory.under(province.pk) else place
    return place


def _producer(code: str) -> Producer | None:
    """The producer of a code; None of what is a name or part of one."""
    if not CODE.fullmatch(code):
        return None
    return Producer.objects.allowed(None, "producer.view").filter(code=code).first()


def _one_of(known: Sequence[str], value: str | None) -> str:
    return value if value is not None and value in known else ""


class Found:
    """The rows of a question, and of the question without one of its filters, for the counts beside its choices."""

    def __init__(self, index: Index, asked: Asked) -> None:
        self.index, self.asked = index, asked
        self.parts = {name: self._part(name) for name in asked.filters}

    def _part(self, name: str) -> int:
        if name == "q":
            return self.index.coded(codes_matching(self.index.kind, self.asked.text))
        if name == "don_vi" and self.asked.place is not None:
            return self.index.made_in(self.asked.place.pk)
        if name == "chu_the":
            return self._made_by()
        return self.index.having(name, self.asked.values[name])

    def _made_by(self) -> int:
        """What one producer makes, or all whose names have the words asked for."""
        if self.asked.producer is not None:
            return self.index.having("chu_the", self.asked.producer.pk)
        makers = codes_matching("producer", self.asked.values["chu_the"])
        return self.index.having_any("chu_the", Producer.objects.filter(code__in=makers).values_list("pk", flat=True))

    @cached_property
    def rows(self) -> int:
        """The set of rows that pass every filter."""
        return self.without("")

    def without(self, name: str) -> int:
        """The set of rows that pass every filter but one."""
        rows = self.index.all
        for other, part in self.parts.items():
            if other != name:
                rows &= part
        return rows

    @cached_property
    def count(self) -> int:
        return self.rows.bit_count()

    def counts(self, name: str) -> dict[Any, int]:
        """How many products each value of a dimension holds, with the other filters as they are; none is left out."""
        base = self.without(name) if name in self.parts else self.rows
        counts = {value: (base & rows).bit_count() for value, rows in self.index.values(name).items()}
        return {value: count for value, count in counts.items() if count}

    @property
    def keys(self) -> Keys:
        """The recognitions' keys in the order asked for."""
        return Keys(self)


class Keys(Sequence[int]):
    """The keys of what was found, in order, cut as a page needs them; nothing else is worked out."""

    def __init__(self, found: Found) -> None:
        self._found = found

    def __len__(self) -> int:
        return self._found.count

    @overload
    def __getitem__(self, part: int) -> int: ...
    @overload
    def __getitem__(self, part: slice) -> list[int]: ...
    def __getitem__(self, part: int | slice) -> int | list[int]:
        if isinstance(part, int):
            return self[part : part + 1][0]
        start, stop, _ = part.indices(len(self))
        return self._found.index.in_order(self._found.rows, self._found.asked.sort, start, stop)

    def __iter__(self) -> Iterator[int]:
        return iter(self[:])


def question(index: Index, **values: str) -> Found:
    """What a list with these values in its address would find: for figures that link to it."""
    query = QueryDict(mutable=True)
    query.update(values)
    return Found(index, read(query, index))
