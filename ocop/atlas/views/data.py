"""The layers as GeoJSON: what the map draws, exactly what the lists hold."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ocop.atlas import areas, places, visits
from ocop.atlas.answers import geojson, pack
from ocop.atlas.asked import asked_on_map
from ocop.atlas.layers import LAYERS
from ocop.atlas.marks import marks
from ocop.core.versions import cached


@require_safe
@login_not_required
def products(request: HttpRequest) -> HttpResponse:
    now, found = asked_on_map(request.GET)
    made = marks(now)
    return geojson(request, made.keep(("products", found.rows), lambda: pack(made.products(found.rows))))


@require_safe
@login_not_required
def producers(request: HttpRequest) -> HttpResponse:
    now, found = asked_on_map(request.GET)
    made = marks(now)
    return geojson(request, made.keep(("producers", found.rows), lambda: pack(made.producers(found.rows))))


@require_safe
@login_not_required
def units(request: HttpRequest) -> HttpResponse:
    now, found = asked_on_map(request.GET)
    key = ("atlas.units", found.without("don_vi"))
    return geojson(request, cached(key, lambda: pack(places.counted(now, found))))


@require_safe
@login_not_required
def points_of_sale(request: HttpRequest) -> HttpResponse:
    return _records(request, "diem-ban")


@require_safe
@login_not_required
def craft_villages(request: HttpRequest) -> HttpResponse:
    return _records(request, "lang-nghe")


@require_safe
@login_not_required
def tourism(request: HttpRequest) -> HttpResponse:
    return _records(request, "du-lich")


@require_safe
@login_not_required
def growing_areas(request: HttpRequest) -> HttpResponse:
    return geojson(request, cached(("atlas", "areas"), lambda: pack(areas.drawn())))


def _records(request: HttpRequest, layer: str) -> HttpResponse:
    return geojson(request, cached(("atlas", layer), lambda: pack(visits.records(LAYERS[layer]))))
