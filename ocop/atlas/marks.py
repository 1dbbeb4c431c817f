"""The points of the map as GeoJSON text, one for each row of the catalogue, made once for each version of it.

A filtered layer is then the rows of `portal.listing.Found` put together: the map and the list cannot disagree.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from ocop.atlas.layers import OTHER
from ocop.atlas.spots import WHERE, Placed, Spot, Spots
from ocop.certificates.models import Recognition
from ocop.core.language import is_source, language
from ocop.portal.catalogue import UNKNOWN, Catalogue
from ocop.portal.categories import UNCLASSED
from ocop.portal.index import Index
from ocop.portal.rows import numbers_in

ROOM = 12
"""Answers kept for one catalogue: the whole set, and what visitors filter by most."""


def feature(spot: Spot, properties: dict[str, Any]) -> str:
    """A point as compact GeoJSON; `a` says that it is near only."""
    if spot.is_near:
        properties = {**properties, "a": 1}
    geometry = {"type": "Point", "coordinates": spot.place}
    whole = {"type": "Feature", "geometry": geometry, "properties": properties}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def collection(features: Iterable[str], **more: Any) -> str:
    """Features as a collection, with what else the page wants to know of them."""
    head = json.dumps(more, ensure_ascii=False, separators=(",", ":"))[1:-1]
    return f'{{"type":"FeatureCollection",{head + "," if head else ""}"features":[{",".join(features)}]}}'


class Row(NamedTuple):
    """What the map needs of a recognition, with where its product and its producer were put: one query for all."""

    pk: int
    product: int
    product__code: str
    product__name: str
    product__name_en: str
    product__producer: int
    product__producer__code: str
    product__producer__name: str
    product__producer__organisation_type: int | None
    product__producer__unit: int


@dataclass
class Marks:
    """Of each row of a catalogue: its point as text ("" where nobody knows), where it is, and who makes it."""

    texts: list[str] = field(default_factory=list)
    spots: list[Spot | None] = field(default_factory=list)
    makers: list[int] = field(default_factory=list)
    maker_texts: dict[int, str] = field(default_factory=dict)
    kept: OrderedDict[Any, bytes] = field(default_factory=OrderedDict)

    def products(self, rows: int) -> str:
        """The products of a set of rows."""
        texts = [text for n in numbers_in(rows) if (text := self.texts[n])]
        return collection(texts, count=rows.bit_count(), placed=len(texts))

    def producers(self, rows: int) -> str:
        """Those who make them."""
        makers = dict.fromkeys(self.makers[n] for n in numbers_in(rows))
        texts = [text for pk in makers if (text := self.maker_texts.get(pk))]
        return collection(texts, count=len(makers), placed=len(texts))

    def keep(self, key: Any, make: Callable[[], bytes]) -> bytes:
        """What was made for the key, or made now; the oldest goes when there is no room."""
        if key not in self.kept:
            self.kept[key] = make()
            while len(self.kept) > ROOM:
                self.kept.popitem(last=False)
        return self.kept[key]


_of: WeakKeyDictionary[Catalogue, dict[str, Marks]] = WeakKeyDictionary()


def marks(now: Catalogue) -> Marks:
    """The points of this catalogue in the language of the page."""
    known = _of.setdefault(now, {})
    if language() not in known:
        known[language()] = _read(now)
    return known[language()]


def _read(now: Catalogue) -> Marks:
    """What the products and producers are called and where they are: one query beside those of the units."""
    spots, made = Spots(now.territory), Marks()
    rows = _rows(spots)
    keys = _key_of_each(now)
    kinds = {pk: kind.code for pk, kind in now.organisations.items()}
    for number, key in enumerate(now.keys):
        row = rows[key]
        spot = spots.of_product(row.product, row.product__producer, row.product__producer__unit)
        made.texts.append(_product(row, spot, *keys[number]) if spot else "")
        made.spots.append(spot)
        made.makers.append(row.product__producer)
        if row.product__producer not in made.maker_texts:
            made.maker_texts[row.product__producer] = _producer(row, spots, kinds)
    return made


def _rows(spots: Spots) -> dict[int, Row]:
    """The recognitions by key; on the way the places people gave become known."""
    placed, found = Placed({}, {}), {}
    ways = [f"product__{way}placed__{name}" for way in ("", "producer__") for name in WHERE]
    asked = Recognition.objects.current().order_by().values_list(*Row._fields, *ways)
    for values in asked.iterator(chunk_size=5000):
        row = Row(*values[: len(Row._fields)])
        where = values[len(Row._fields) :]
        placed.add(row.product, None, where[: len(WHERE)])
        placed.add(None, row.product__producer, where[len(WHERE) :])
        found[row.pk] = row
    spots.know(placed)
    return found


def _product(row: Row, spot: Spot, star: str, group: str) -> str:
    called = row.product__name if is_source() else row.product__name_en or row.product__name
    return feature(spot, {"c": row.product__code, "n": called, "k": star, "g": group})


def _producer(row: Row, spots: Spots, kinds: dict[int, str]) -> str:
    spot = spots.of_producer(row.product__producer, row.product__producer__unit)
    if spot is None:
        return ""
    kind = kinds.get(row.product__producer__organisation_type or 0, UNKNOWN)
    return feature(spot, {"c": row.product__producer__code, "n": row.product__producer__name, "k": kind})


def _key_of_each(now: Catalogue) -> list[tuple[str, str]]:
    """The number of stars in force today and the group of goods of every row, as the legends name them."""
    star, group = [OTHER] * now.size, [UNCLASSED] * now.size
    valid = now.having("hieu_luc", "con")
    _write(star, now, "hang", valid)
    for each in now.categories.groups:
        for number in numbers_in(now.having("nhom", each.key)):
            group[number] = each.key
    return list(zip(star, group, strict=True))


def _write(into: list[str], now: Index, dimension: str, within: int) -> None:
    for value, rows in now.values(dimension).items():
        for number in numbers_in(rows & within):
            into[number] = value
