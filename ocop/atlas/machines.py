"""The public lists of the map for machines: what `gis` offers under /ogc/ by the same rules as the pages."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from ocop.atlas import areas
from ocop.atlas.layers import AREAS, LAYERS, PRODUCERS, PRODUCTS, UNITS
from ocop.atlas.marks import marks
from ocop.atlas.spots import Spot, Spots
from ocop.atlas.visits import SECTIONS, spot_of
from ocop.certificates.models import Recognition
from ocop.core.language import language, said, term
from ocop.gis.collections import Item, register
from ocop.gis.queries import unit_features
from ocop.growing.queries import open_areas_seen_by
from ocop.places.models import Unit
from ocop.portal.catalogue import Catalogue, catalogue
from ocop.portal.rows import numbers_in
from ocop.portal.territory import Territory
from ocop.producers.models import Producer

if TYPE_CHECKING:
    from ocop.core.access import Person

PRODUCT = ("name", "producer", "unit", "stars", "state", "group", "is_near_only", "url")
PRODUCER = ("name", "kind", "unit", "products", "products_in_force", "is_near_only", "url")
RECORD = ("name", "kind", "unit", "is_near_only", "url")
AREA = ("area_code", "name", "crop", "unit", "area_ha", "households", "standard", "owner", "is_near_only", "url")
UNIT = ("name", "level", "products_in_force", "has_boundary")
_kept: WeakKeyDictionary[Catalogue, dict[tuple[str, str], list[Item]]] = WeakKeyDictionary()


def offer() -> None:
    """Register the lists; the app does so once."""
    register(PRODUCTS, _("Sản phẩm OCOP được công nhận"), products, columns=PRODUCT)
    register(PRODUCERS, _("Chủ thể có sản phẩm được công nhận"), producers, columns=PRODUCER)
    register(AREAS, _("Vùng trồng, vùng nguyên liệu"), growing_areas, columns=AREA)
    register(UNITS, _("Tỉnh, xã hôm nay và số sản phẩm còn hiệu lực"), units, columns=UNIT)
    for name in SECTIONS:
        register(name, str(LAYERS[name].title), _section(name), columns=RECORD)


def products(_person: Person | None) -> Iterable[Item]:
    """Every public product with a place; `stars` are those in force today."""
    return _once("products", _products)


def producers(_person: Person | None) -> Iterable[Item]:
    """Those who make them."""
    return _once("producers", _producers)


def _once(name: str, make: Callable[[Catalogue], Iterator[Item]]) -> list[Item]:
    """The items of a catalogue, made when first asked for: a program reads one page after another."""
    now = catalogue()
    known = _kept.setdefault(now, {})
    key = (name, language())
    if key not in known:
        known[key] = list(make(now))
    return known[key]


def _products(now: Catalogue) -> Iterator[Item]:
    columns = ("code", "name", "name_en", "slug", "producer__name", "producer__unit")
    asked = (
        Recognition.objects.current().order_by().values_list("pk", "stars", *(f"product__{each}" for each in columns))
    )
    rows = {pk: row for pk, *row in asked.iterator(chunk_size=5000)}
    groups, valid = _groups(now), now.having("hieu_luc", "con")
    in_force = set(numbers_in(valid))
    for number, (key, spot) in enumerate(zip(now.keys, marks(now).spots, strict=True)):
        if spot is None:
            continue
        stars, code, name, name_en, slug, producer, unit = rows[key]
        called = name if language() == settings.LANGUAGE_CODE else name_en or name
        values = (
            called, producer, now.territory.path(unit), stars if number in in_force else None,
            str(now.state_of(key).label), groups.get(number), spot.is_near,
            _url("portal:product", slug=slug or "san-pham", code=code),
        )  # fmt: skip
        yield _item(code, spot, values)


def _groups(now: Catalogue) -> dict[int, str]:
    """The group of goods of each row that has one."""
    return {n: each.name for each in now.categories.groups for n in numbers_in(now.having("nhom", each.key))}


def _producers(now: Catalogue) -> Iterator[Item]:
    makers = {pk: count for pk in dict.fromkeys(marks(now).makers) for count in [now.counts_of([pk])[pk]]}
    spots = Spots(now.territory)
    rows = Producer.objects.filter(pk__in=makers).order_by("name", "pk")
    for pk, code, name, slug, unit, kind in rows.values_list("pk", "code", "name", "slug", "unit", "organisation_type"):
        if (spot := spots.of_producer(pk, unit)) is None:
            continue
        words = term(now.organisations[kind].label) if kind else None
        url = _url("portal:producer", slug=slug or "chu-the", code=code)
        yield _item(code, spot, (name, words, now.territory.path(unit), *makers[pk], spot.is_near, url))


def growing_areas(person: Person | None) -> Iterable[Item]:
    """The growing areas a person sees that are in use, with their outlines."""
    spots = Spots(Territory.load())
    for area in open_areas_seen_by(person):
        spot = areas.spot_of(area, spots)
        if spot is None:
            continue
        hectares = float(area.area_ha) if area.area_ha is not None else None
        values = (
            area.area_code, area.name, area.crop, area.unit.path, hectares, area.households, area.standard,
            area.owner, spot.is_near, f"{settings.SITE_URL}{area.get_absolute_url()}",
        )  # fmt: skip
        yield _item(area.code, spot, values, json.loads(area.geometry) if area.geometry else None)


def units(_person: Person | None) -> Iterable[Item]:
    """Today's provinces, and the communes of ours: boundaries where they were imported, else points."""
    now = catalogue()
    valid = now.having("hieu_luc", "con")
    home = Unit.objects.current().filter(level=Unit.Level.PROVINCE, code=settings.HOME_PROVINCE).first()
    found = unit_features(Unit.Level.PROVINCE, None)
    found += unit_features(Unit.Level.COMMUNE, home) if home else []
    for each in found:
        known = each["properties"]
        count = (valid & now.made_in(each["id"])).bit_count() if each["id"] in now.territory.places else 0
        values = (known["name"], known["level"], count, known["has_shape"])
        geometry = each["geometry"] if known["has_shape"] else None
        yield Item(known["code"], known["lat"], known["lon"], values, geometry)


def _section(name: str) -> Callable[[Person | None], Iterable[Item]]:
    def rows(_person: Person | None) -> Iterable[Item]:
        section, territory = SECTIONS[name], Territory.load()
        spots = Spots(territory)
        for row in section.model._default_manager.filter(pk__in=section.shown().values("pk")):
            if (spot := spot_of(row, spots)) is not None:
                unit = territory.path(row.unit_id) if row.unit_id else None
                url = f"{settings.SITE_URL}{row.get_absolute_url()}"
                values = (str(said(row, "name")), str(row.get_kind_display()), unit, spot.is_near, url)
                yield _item(row.code, spot, values)

    return rows


def _item(code: str, spot: Spot, values: tuple[Any, ...], geometry: dict[str, Any] | None = None) -> Item:
    longitude, latitude = spot.place
    return Item(code, latitude, longitude, values, geometry)


def _url(name: str, **words: str) -> str:
    return f"{settings.SITE_URL}{reverse(name, kwargs=words)}"
