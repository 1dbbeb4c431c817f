"""One recognised product."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ocop.certificates.models import Recognition, potential_in_words
from ocop.certificates.queries import standing_of
from ocop.certificates.validity import Standing
from ocop.core.access import get_visible_or_404
from ocop.core.kept_pages import page_cache
from ocop.growing.queries import areas_of_product
from ocop.portal.addresses import instead_of, producer_url, product_url
from ocop.portal.catalogue import catalogue
from ocop.portal.related import related
from ocop.producers.models import Product
from ocop.trade.queries import for_product, takes_enquiries

JOINS = (
    "producer__unit__parent__parent",
    "producer__unit_as_filed__parent__parent__parent",
    "producer__organisation_type",
    "product_class__parent__parent",
    "picture",
)


@require_safe
@login_not_required
@page_cache
def product(request: HttpRequest, code: str, slug: str = "") -> HttpResponse:
    try:
        thing = get_visible_or_404(Product.objects.select_related(*JOINS), None, code=code)
    except Http404:
        if (kept_record := instead_of(Product, code)) is None:
            raise
        return redirect(product_url(kept_record), permanent=True)
    if request.path != (url := product_url(thing)):
        return redirect(url, permanent=False)
    history = list(Recognition.objects.for_page().filter(product=thing).order_by("-is_current", "-valid_from", "-pk"))
    told = [(each, standing_of(each)) for each in history]
    latest, standing = told[0]
    now = catalogue()
    category = now.categories.of_class.get(thing.product_class_id or 0)
    context = {
        "product": thing,
        "recognition": latest,
        "standing": standing,
        "potential": potential_in_words(potential) if (potential := now.potential_of(latest.pk)) else "",
        "history": [_told(each, what) for each, what in told],
        "pictures": _pictures(thing),
        "categories": category.trail if category else [],
        "trade": for_product(thing),
        "areas": list(areas_of_product(thing)),
        "related": related(now, thing),
        "producer_url": producer_url(thing.producer),
        "products_url": reverse("portal:products"),
        "takes_enquiries": takes_enquiries(thing),
        "enquire_url": reverse("portal:enquire", kwargs={"slug": thing.slug or "san-pham", "code": thing.code}),
        "url": url,
        "whole_url": request.build_absolute_uri(url),
    }
    return render(request, "portal/product.html", context)


def _pictures(thing: Product) -> list[tuple[Any, str]]:
    """The main picture, then the others, each with its words."""
    main = [(thing.picture, "")] if thing.picture is not None else []
    return main + [(each.file, each.caption) for each in thing.pictures.select_related("file")]


def _told(recognition: Recognition, standing: Standing) -> dict[str, Any]:
    """One recognition as a step of the product's history."""
    certificate = getattr(recognition, "certificate", None)
    source = _("Nguồn: %(source)s") % {"source": recognition.provenance}
    said = [str(recognition.decision) if recognition.decision else source]
    if certificate is not None:
        said.append(_("Giấy chứng nhận số %(number)s") % {"number": certificate.number})
    return {
        "title": f"{recognition.rank}: {standing.label.lower()}",
        "when": date_format(recognition.valid_from) if recognition.valid_from else "",
        "note": f"{'. '.join(said)}. {standing.sentence}",
        "tone": standing.tone,
        "icon": standing.icon,
        "href": certificate.get_absolute_url() if certificate else "",
    }
