"""The points of the map as GeoJSON text, one for each row of the catalogue, made once for each version of it.

A filtered layer is then the rows of `portal.listing.Found` put together: the map and the list cannot disagree.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from ocop.atlas.layers import OTHER
from ocop.atlas.spots import Spot, Spots
from ocop.certificates.models import Recognition
from ocop.core.language import is_source, language
from ocop.portal.catalogue import UNKNOWN, Catalogue
from ocop.portal.categories import UNCLASSED
from ocop.portal.index import Index
from ocop.portal.rows import numbers_in
from ocop.producers.models import Producer

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
    """Three queries beside those of `Spots`: what the products and producers are called."""
    spots, made = Spots(now.territory), Marks()
    keys = _key_of_each(now)
    kinds = {pk: kind.code for pk, kind in now.organisations.items()}
    names = {
        pk: rest
        for pk, *rest in Recognition.objects.current().order_by().values_list(
            "pk", "product", "product__code", "product__name", "product__name_en",
            "product__producer", "product__producer__unit",
        ).iterator(chunk_size=5000)
    }  # fmt: skip
    for number, key in enumerate(now.keys):
        product, code, name, name_en, producer, unit = names[key]
        spot = spots.of_product(product, producer, unit)
        star, group = keys[number]
        called = name if is_source() else name_en or name
        made.texts.append(feature(spot, {"c": code, "n": called, "k": star, "g": group}) if spot else "")
        made.spots.append(spot)
        made.makers.append(producer)
    rows = Producer.objects.filter(pk__in=set(made.makers)) if len(made.makers) < 500 else Producer.objects.all()
    for pk, code, name, kind, unit in rows.order_by().values_list("pk", "code", "name", "organisation_type", "unit"):
        if (at := spots.of_producer(pk, unit)) is not None:
            made.maker_texts[pk] = feature(at, {"c": code, "n": name, "k": kinds.get(kind, UNKNOWN)})
    return made


def _key_of_each(now: Catalogue) -> list[tuple[str, str]]:
    """The number of stars in force today and the group of goods of every row, as the legends name them."""
    star, group = [OTHER] * now.size, [UNCLASSED] * now.size
    valid = now.having("hieu_luc", "con")
    _write(star, now, "sao", valid)
    for each in now.categories.groups:
        for number in numbers_in(now.having("nhom", each.key)):
            group[number] = each.key
    return list(zip(star, group, strict=True))


def _write(into: list[str], now: Index, dimension: str, within: int) -> None:
    for value, rows in now.values(dimension).items():
        for number in numbers_in(rows & within):
            into[number] = value
