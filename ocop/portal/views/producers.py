"""The producers of recognised products."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ocop.certificates.models import Recognition
from ocop.core.access import get_visible_or_404
from ocop.core.kept_pages import page_cache
from ocop.core.paging import page_of
from ocop.growing.queries import areas_of_producer
from ocop.portal.addresses import instead_of, producer_url, product_url
from ocop.portal.cards import Card
from ocop.portal.catalogue import Catalogue, catalogue
from ocop.portal.facets import chips, kept, kinds_of_producer, provinces, within_province
from ocop.portal.listing import Found, read
from ocop.producers.models import Producer

A_PAGE = 24
MOST = 100
"""Of a producer with more products than this, the page shows the first and leads to the list."""


@require_safe
@login_not_required
@page_cache
def producers(request: HttpRequest) -> HttpResponse:
    now = catalogue()
    found = Found(now.makers, read(request.GET, now.makers))
    asked = found.asked
    page = page_of(Paginator(found.keys, A_PAGE), request.GET.get("trang"))
    rows = Producer.objects.select_related("organisation_type").defer("introduction", "introduction_en")
    some, counts = rows.in_bulk(list(page)), now.counts_of(page)
    path = now.territory.path
    shown = [(some[pk], producer_url(some[pk]), path(some[pk].unit_id), *counts[pk]) for pk in page if pk in some]
    context = {
        "found": found,
        "page": page,
        "producers": shown,
        "kinds": kinds_of_producer(found),
        "chips": chips(found),
        "provinces": provinces(found),
        "within": within_province(found),
        "kept_by_search": kept(found, "q"),
        "kept_by_places": kept(found, "don_vi"),
        "views": [
            (_("Thẻ"), asked.address(xem=""), asked.view != "bang"),
            (_("Bảng"), asked.address(xem="bang"), asked.view == "bang"),
        ],
    }
    return render(request, "portal/producers.html", context)


@require_safe
@login_not_required
@page_cache
def producer(request: HttpRequest, code: str, slug: str = "") -> HttpResponse:
    rows = Producer.objects.select_related(
        "unit__parent__parent", "unit_as_filed__parent__parent__parent", "organisation_type"
    )
    try:
        thing = get_visible_or_404(rows, None, code=code)
    except Http404:
        if (kept_record := instead_of(Producer, code)) is None:
            raise
        return redirect(producer_url(kept_record), permanent=True)
    if request.path != (url := producer_url(thing)):
        return redirect(url, permanent=False)
    now = catalogue()
    made = now.having("chu_the", thing.pk)
    shown = _cards(now, now.in_order(made, "", 0, MOST))
    products = [card.row.product for card in shown]
    context = {
        "producer": thing,
        "cards": shown,
        "count": made.bit_count(),
        "with_production": [product for product in products if product.production_process],
        "with_sales": [product for product in products if product.sales_process],
        "areas": list(areas_of_producer(thing)),
        "url": url,
        "all_url": f"{reverse('portal:products')}?chu_the={thing.code}",
    }
    return render(request, "portal/producer.html", context)


def _cards(now: Catalogue, keys: list[int]) -> list[Card]:
    """Cards with their papers and with how each product is made and sold: one query."""
    rows = Recognition.objects.select_related("product__producer", "product__picture", "certificate", "decision")
    some, path = rows.in_bulk(keys), now.territory.path
    return [
        Card(
            row,
            now.state_of(row.pk),
            product_url(row.product),
            path(row.product.producer.unit_id),
            now.potential_of(row.pk),
        )
        for row in (some[key] for key in keys if key in some)
    ]
