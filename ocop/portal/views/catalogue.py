"""Recognised products and their producers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ocop.certificates.models import Recognition
from ocop.certificates.queries import standing_of
from ocop.certificates.validity import State
from ocop.core.access import get_visible_or_404
from ocop.portal import queries
from ocop.portal.addresses import producer_url, product_url
from ocop.portal.forms import ProducerFilter, ProductFilter
from ocop.producers.models import Producer, Product

if TYPE_CHECKING:
    from collections.abc import Iterable

A_PAGE = 24


def cards(rows: Iterable[Recognition]) -> list[dict[str, Any]]:
    """Recognitions as a list shows them: with the state of today and the address of the product."""
    return [{"row": row, "state": State(row.state), "url": product_url(row.product)} for row in rows]


@require_safe
@login_not_required
def products(request: HttpRequest) -> HttpResponse:
    form = ProductFilter(request.GET)
    page = Paginator(queries.products(form.search()), A_PAGE).get_page(request.GET.get("trang"))
    context = {"form": form, "page": page, "cards": cards(page), "chips": form.chips()}
    return render(request, "portal/products.html", context)


@require_safe
@login_not_required
def product(request: HttpRequest, code: str, slug: str = "") -> HttpResponse:
    rows = Product.objects.select_related(
        "producer__unit__parent__parent",
        "producer__unit_as_filed__parent__parent__parent",
        "producer__organisation_type",
        "product_class__parent__parent",
        "picture",
    )
    thing = get_visible_or_404(rows, None, code=code)
    if request.path != (url := product_url(thing)):
        return redirect(url, permanent=False)
    history = list(Recognition.objects.for_page().filter(product=thing).order_by("-is_current", "-valid_from", "-pk"))
    told = [(each, standing_of(each)) for each in history]
    latest, standing = told[0]
    context = {
        "product": thing,
        "recognition": latest,
        "standing": standing,
        "history": [_told(each, what) for each, what in told],
        "producer_url": producer_url(thing.producer),
        "url": url,
    }
    return render(request, "portal/product.html", context)


def _told(recognition: Recognition, standing: Any) -> dict[str, Any]:
    """One recognition as a step of the product's history."""
    certificate = getattr(recognition, "certificate", None)
    said = [str(recognition.decision) if recognition.decision else f"Nguồn: {recognition.provenance}"]
    if certificate is not None:
        said.append(f"Giấy chứng nhận số {certificate.number}")
    return {
        "title": f"{recognition.rank}: {standing.label.lower()}",
        "when": f"{recognition.valid_from:%d/%m/%Y}" if recognition.valid_from else "",
        "note": f"{'. '.join(said)}. {standing.sentence}",
        "tone": standing.tone,
        "icon": standing.icon,
        "href": certificate.get_absolute_url() if certificate else "",
    }


@require_safe
@login_not_required
def producers(request: HttpRequest) -> HttpResponse:
    form = ProducerFilter(request.GET)
    rows = queries.producers(form.cleaned("q"), form.unit, form.cleaned("loai_hinh"))
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("trang"))
    counts = queries.counts_of(list(page))
    shown = [(each, producer_url(each), *counts.get(each.pk, (0, 0))) for each in page]
    context = {"form": form, "page": page, "producers": shown, "chips": form.chips()}
    return render(request, "portal/producers.html", context)


@require_safe
@login_not_required
def producer(request: HttpRequest, code: str, slug: str = "") -> HttpResponse:
    rows = Producer.objects.select_related(
        "unit__parent__parent", "unit_as_filed__parent__parent__parent", "organisation_type"
    )
    thing = get_visible_or_404(rows, None, code=code)
    if request.path != (url := producer_url(thing)):
        return redirect(url, permanent=False)
    made = queries.showcase().filter(product__producer=thing).order_by("product__order", "pk")
    return render(request, "portal/producer.html", {"producer": thing, "cards": cards(made), "url": url})
