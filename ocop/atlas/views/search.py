"""The search box of the map: products, producers, places to go, units, coordinates; accents or not."""

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
from ocop.gis import coordinates
from ocop.growing.queries import public_areas
from ocop.portal.catalogue import Catalogue, catalogue
from ocop.producers.models import Producer, Product
from ocop.search import index
from ocop.search.words import words_of

MOST = 8
FEW_PLACES = 4
LONGEST = 100
KINDS = [layer.kind for layer in LAYERS.values() if layer.id not in (AREAS, UNITS)]


@require_safe
@login_not_required
def search(request: HttpRequest) -> JsonResponse:
    text = request.GET.get("q", "").replace("\x00", "")[:LONGEST]
    now = catalogue()
    found = [*_coordinates(text), *_units(text, now), *_things(text, now), *_areas(text, now)] if text.strip() else []
    return JsonResponse({"found": found[: MOST + FEW_PLACES]})


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
    words = words_of(text)
    places = [p for p in now.territory.places.values() if not p.is_old and p.level in ("province", "commune")]
    named = [p for p in places if all(word in normalise(p.title).split() or p.code == word for word in words)]
    spots, found = Spots(now.territory), []
    for place in sorted(named, key=lambda p: (p.level != "province", p.order))[:FEW_PLACES]:
        if (spot := spots.of_unit(place.pk)) is not None:
            zoom = 9 if place.level == "province" else 12
            found.append(_hit("unit", place.key, place.title, now.territory.path(place.pk), spot, zoom=zoom))
    return found


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
