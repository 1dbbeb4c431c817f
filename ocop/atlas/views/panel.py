"""What opens beside the map when something is chosen: a piece of a page."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ocop.atlas import areas
from ocop.atlas.spots import Spot, Spots, words_of
from ocop.atlas.visits import SECTIONS, layer_of, spot_of
from ocop.core.access import get_visible_or_404
from ocop.core.kept_pages import page_cache
from ocop.core.language import term
from ocop.growing.models import GrowingArea
from ocop.portal.addresses import producer_url, product_url
from ocop.portal.cards import cards_of
from ocop.portal.catalogue import catalogue
from ocop.producers.models import Producer, Product

MOST = 6


@require_safe
@login_not_required
@page_cache
def panel(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    context = _chosen(kind, code)
    spot: Spot | None = context["spot"]
    context["provenance"] = words_of(spot) if spot else ""
    return render(request, "atlas/panel.html", context)


@require_safe
@login_not_required
@page_cache
def place(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Only where it is, for a small map."""
    spot: Spot | None = _chosen(kind, code)["spot"]
    if spot is None:
        return JsonResponse({"place": None, "near": False})
    return JsonResponse({"place": spot.place, "near": spot.is_near, "known": words_of(spot)})


def _chosen(kind: str, code: str) -> dict[str, Any]:
    make = {"product": _product, "producer": _producer, "growingarea": _area}.get(kind)
    if make is None and layer_of(kind) is None:
        raise Http404(kind)
    return make(code) if make is not None else _record(kind, code)


def _product(code: str) -> dict[str, Any]:
    product = get_visible_or_404(Product.objects.select_related("producer"), None, code=code)
    now = catalogue()
    keys = now.in_order(now.coded([code]), "", 0, 1)
    spot = Spots(now.territory).of_product(product.pk, product.producer_id, product.producer.unit_id)
    card = cards_of(now, keys)[0]
    return {"card": card, "url": card.url, "spot": spot, "maker_url": producer_url(product.producer)}


def _producer(code: str) -> dict[str, Any]:
    producer = get_visible_or_404(Producer.objects.select_related("organisation_type"), None, code=code)
    now = catalogue()
    made = now.having("chu_the", producer.pk)
    count, in_force = now.counts_of([producer.pk])[producer.pk]
    return {
        "producer": producer,
        "kind": term(producer.organisation_type.label) if producer.organisation_type else "",
        "place": now.territory.path(producer.unit_id),
        "count": count,
        "in_force": in_force,
        "cards": cards_of(now, now.in_order(made, "sao", 0, MOST)),
        "url": producer_url(producer),
        "spot": Spots(now.territory).of_producer(producer.pk, producer.unit_id),
    }


def _area(code: str) -> dict[str, Any]:
    rows = GrowingArea.objects.select_related("unit__parent__parent")
    area = get_visible_or_404(rows, None, code=code)
    products = Product.objects.allowed(None, "product.view").filter(growing_areas=area).select_related("producer")
    return {
        "area": area,
        "products": [(product, product_url(product)) for product in products.order_by("order", "pk")[:MOST]],
        "url": "",
        "spot": areas.spot_of(area, Spots(catalogue().territory)),
    }


def _record(kind: str, code: str) -> dict[str, Any]:
    layer = layer_of(kind)
    assert layer is not None
    section = SECTIONS[layer.id]
    record = get_visible_or_404(section.shown(), None, code=code)
    return {
        "record": record,
        "section": section,
        "url": record.get_absolute_url(),
        "spot": spot_of(record, Spots(catalogue().territory)),
    }
