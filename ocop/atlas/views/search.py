"""The search box of the map: products, producers, places to go, units old and new, coordinates; accents or not.

What offices drew is searched at `gis:find`, which the script asks beside this: its rows depend on the person.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ocop.atlas.areas import spot_of as area_spot
from ocop.atlas.layers import AREAS, LAYERS, UNITS
from ocop.atlas.spots import Spot, Spots
from ocop.atlas.visits import SECTIONS, spot_of
from ocop.core.errors import Refused
from ocop.core.text import normalise
from ocop.core.versions import cached
from ocop.gis import coordinates
from ocop.growing.queries import public_areas
from ocop.portal.catalogue import Catalogue, catalogue
from ocop.portal.territory import Place
from ocop.producers.models import Producer, Product
from ocop.search import index
from ocop.search.words import words_of

MOST = 8
FEW_PLACES = 4
LONGEST = 100
LEVELS = ("province", "district", "commune")
KINDS = [layer.kind for layer in LAYERS.values() if layer.id not in (AREAS, UNITS)]


@require_safe
@login_not_required
def search(request: HttpRequest) -> JsonResponse:
    text = request.GET.get("q", "").replace("\x00", "")[:LONGEST]
    now = catalogue()
    if not text.strip():
        return JsonResponse({"found": []})
    units = [*_units(text, now), *_former_units(text, now)]
    return JsonResponse({"found": [*_coordinates(text), *units, *_things(text, now), *_areas(text, now)]})


def _hit(kind: str, code: str, title: str, note: str, spot: Spot, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "code": code, "title": title, "note": note, "place": spot.place, **more}


def _coordinates(text: str) -> list[dict[str, Any]]:
    """The place itself, when what was typed is one."""
    if not any(letter.isdigit() for letter in text):
        return []
    try:
        found = coordinates.parse(text)
    except Refused:
        return []
    return [_hit("place", "", text, _("Tọa độ"), Spot(found.latitude, found.longitude, "pin"), zoom=15)]


def _units(text: str, now: Catalogue) -> list[dict[str, Any]]:
    """Units of today whose name has all the words, the larger first."""
    spots, found = Spots(now.territory), []
    for place in _named(text, now, is_old=False):
        if (spot := spots.of_unit(place.pk)) is not None:
            zoom = 9 if place.level == "province" else 12
            found.append(_hit("unit", place.key, place.title, now.territory.path(place.pk), spot, zoom=zoom))
    return found


def _former_units(text: str, now: Catalogue) -> list[dict[str, Any]]:
    """Provinces, districts and communes that are no more, where what became of them lies."""
    spots, found = Spots(now.territory), []
    for place in _named(text, now, is_old=True):
        if (spot := spots.of_former(place.pk)) is not None:
            title = _("%(place)s (trước sắp xếp)") % {"place": place.title}
            found.append(_hit("unit", place.key, title, now.territory.path(place.pk), spot, zoom=10))
    return found


def _named(text: str, now: Catalogue, *, is_old: bool) -> list[Place]:
    """The first units whose name has all the words, or whose code is the word."""
    words, names = words_of(text), cached("atlas.unit_names", lambda: _names(now))
    places = [place for place in now.territory.places.values() if place.is_old is is_old and place.pk in names]
    found = [p for p in places if words and all(word in names[p.pk] or word == p.code for word in words)]
    return sorted(found, key=lambda place: (LEVELS.index(place.level), place.order))[:FEW_PLACES]


def _names(now: Catalogue) -> dict[int, frozenset[str]]:
    """The words of every unit's name."""
    places = now.territory.places.values()
    return {place.pk: frozenset(normalise(place.title).split()) for place in places if place.level in LEVELS}


def _areas(text: str, now: Catalogue) -> list[dict[str, Any]]:
    """Growing areas by code, name, crop or owner."""
    rows = public_areas()
    for word in words_of(text):
        rows = rows.filter(search__contains=word)
    spots = Spots(now.territory)
    return [
        _hit("growingarea", area.code, str(area), now.territory.path(area.unit_id), spot)
        for area in rows.order_by("name")[:FEW_PLACES]
        if (spot := area_spot(area, spots)) is not None
    ]


def _things(text: str, now: Catalogue) -> list[dict[str, Any]]:
    """What the site's search finds, of the kinds that stand on the map."""
    hits = index.find(text, kinds=KINDS, limit=MOST).hits
    spots = Spots(now.territory)
    codes: dict[str, list[str]] = {}
    for hit in hits:
        codes.setdefault(hit.kind, []).append(hit.key)
    places: dict[tuple[str, str], tuple[Spot | None, str]] = {}
    for kind, keys in codes.items():
        places |= {(kind, code): known for code, known in _places(kind, keys, spots, now).items()}
    return [
        _hit(hit.kind, hit.key, hit.title, note, spot)
        for hit in hits
        for spot, note in [places.get((hit.kind, hit.key), (None, ""))]
        if spot is not None
    ]


def _places(kind: str, codes: list[str], spots: Spots, now: Catalogue) -> dict[str, tuple[Spot | None, str]]:
    if kind == "product":
        products = Product.objects.filter(code__in=codes).values_list("code", "pk", "producer", "producer__unit")
        return {c: (spots.of_product(pk, maker, unit), now.territory.path(unit)) for c, pk, maker, unit in products}
    if kind == "producer":
        makers = Producer.objects.filter(code__in=codes).values_list("code", "pk", "unit")
        return {code: (spots.of_producer(pk, unit), now.territory.path(unit)) for code, pk, unit in makers}
    section = next(each for each in SECTIONS.values() if each.kind == kind)
    rows = section.model._default_manager.filter(code__in=codes)
    return {row.code: (spot_of(row, spots), now.territory.path(row.unit_id)) for row in rows}
