"""Markets, points of sale, craft villages, tourism, gift sets; and the form that asks a producer."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page, Paginator
from django.core.signing import BadSignature, Signer
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ocop.core.access import get_visible_or_404
from ocop.core.errors import Refused
from ocop.core.guard import too_many
from ocop.core.kept_pages import page_cache
from ocop.core.paging import page_of
from ocop.portal.addresses import producer_url, product_url
from ocop.portal.cards import cards, cards_of
from ocop.portal.trade import (
    CRAFT_VILLAGES,
    GIFT_SETS,
    MARKETS,
    POINTS_OF_SALE,
    TOURISM,
    Section,
    TradeFilter,
    products_where,
    tourism_products,
)
from ocop.producers.models import Producer, Product
from ocop.trade.actions import ask
from ocop.trade.forms import EnquiryForm
from ocop.trade.models import Record
from ocop.trade.queries import takes_enquiries

A_PAGE = 24
AN_HOUR = 3600
AN_HOUR_AN_ADDRESS = 6
"""More enquiries than this in an hour from one address are refused."""
_sent = Signer(salt="ocop.portal.enquiry")


# Lists


@require_safe
@login_not_required
@page_cache
def markets(request: HttpRequest) -> HttpResponse:
    return _list(request, MARKETS)


@require_safe
@login_not_required
@page_cache
def points_of_sale(request: HttpRequest) -> HttpResponse:
    return _list(request, POINTS_OF_SALE)


@require_safe
@login_not_required
@page_cache
def craft_villages(request: HttpRequest) -> HttpResponse:
    return _list(request, CRAFT_VILLAGES)


@require_safe
@login_not_required
@page_cache
def gift_sets(request: HttpRequest) -> HttpResponse:
    return _list(request, GIFT_SETS)


@require_safe
@login_not_required
@page_cache
def tourism(request: HttpRequest) -> HttpResponse:
    """Places to visit, and the recognised products that are services."""
    now, found = tourism_products(request.GET)
    context = {
        "cards": cards_of(now, list(found.keys[:A_PAGE])),
        "total": found.count,
        "products_url": reverse("portal:products") + found.asked.address(),
    }
    return _list(request, TOURISM, "portal/trade/tourism.html", context)


def _list(
    request: HttpRequest,
    section: Section,
    template: str = "portal/trade/list.html",
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    form = TradeFilter(request.GET, section)
    page = page_of(Paginator(form.rows(), A_PAGE), request.GET.get("trang"))
    context = {"section": section, "form": form, "page": page, "chips": form.chips()}
    return render(request, template, context | {"all_url": reverse(section.url_name)} | (more or {}))


# One record


@require_safe
@login_not_required
@page_cache
def market(request: HttpRequest, code: str, slug: str = "") -> HttpResponse:
    thing, answer = _thing(request, MARKETS, code)
    return answer or _detail(request, MARKETS, thing, Q(product__markets=thing))


@require_safe
@login_not_required
@page_cache
def point_of_sale(request: HttpRequest, code: str, slug: str = "") -> HttpResponse:
    thing, answer = _thing(request, POINTS_OF_SALE, code)
    return answer or _detail(request, POINTS_OF_SALE, thing, Q(product__points_of_sale=thing))


@require_safe
@login_not_required
@page_cache
def craft_village(request: HttpRequest, code: str, slug: str = "") -> HttpResponse:
    thing, answer = _thing(request, CRAFT_VILLAGES, code)
    if answer:
        return answer
    makers = Producer.objects.allowed(None, "producer.view").filter(craft_villages=thing)
    makers = makers.select_related("unit__parent__parent").order_by("order", "pk")
    context = {"makers": [(each, producer_url(each)) for each in makers]}
    return _detail(request, CRAFT_VILLAGES, thing, Q(product__producer__craft_villages=thing), context)


@require_safe
@login_not_required
@page_cache
def tourism_site(request: HttpRequest, code: str, slug: str = "") -> HttpResponse:
    thing, answer = _thing(request, TOURISM, code)
    return answer or _detail(request, TOURISM, thing, Q(product=thing.product_id))


@require_safe
@login_not_required
@page_cache
def gift_set(request: HttpRequest, code: str, slug: str = "") -> HttpResponse:
    thing, answer = _thing(request, GIFT_SETS, code)
    if answer:
        return answer
    items = thing.items.select_related("product").order_by("pk")
    public = set(Product.objects.allowed(None, "product.view").filter(gift_sets=thing).values_list("pk", flat=True))
    inside = [(each, product_url(each.product) if each.product_id in public else "") for each in items]
    seller = Producer.objects.allowed(None, "producer.view").filter(pk=thing.seller_id).first()
    context = {"inside": inside, "seller_url": producer_url(seller) if seller else ""}
    return _detail(request, GIFT_SETS, thing, Q(product__gift_sets=thing), context)


def _thing(request: HttpRequest, section: Section, code: str) -> tuple[Any, HttpResponse | None]:
    """The record of an address, and the way to its right address where this is an old one."""
    thing: Record = get_visible_or_404(section.shown(), None, code=code)
    url = thing.get_absolute_url()
    return thing, redirect(url, permanent=False) if request.path != url else None


def _detail(
    request: HttpRequest, section: Section, thing: Any, products: Q, more: dict[str, Any] | None = None
) -> HttpResponse:
    page: Page[Any] = page_of(Paginator(products_where(products), A_PAGE), request.GET.get("trang"))
    context = {"section": section, "thing": thing, "page": page, "cards": cards(page), "url": request.path}
    return render(
        request, f"portal/trade/{section.kind}.html", context | {"list_url": reverse(section.url_name)} | (more or {})
    )


# Asking


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def enquire(request: HttpRequest, code: str, slug: str = "") -> HttpResponse:
    """Hỏi mua: what is typed goes to the producer; when it is refused, all of it stays on the page."""
    product = get_visible_or_404(Product.objects.select_related("producer__unit__parent__parent"), None, code=code)
    is_open = takes_enquiries(product)
    form = EnquiryForm(request.POST or None)
    status = 200
    if request.method == "POST" and is_open and form.is_valid():
        if too_many(request, "hoi-mua", AN_HOUR_AN_ADDRESS, AN_HOUR):
            form.add_error(None, _("Bạn đã gửi nhiều câu hỏi. Nội dung vẫn còn đây: hãy gửi lại sau một giờ."))
            status = 429
        else:
            try:
                enquiry = ask(product, form.asked(), language=get_language() or settings.LANGUAGE_CODE)
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                sent = reverse("portal:enquiry_sent", kwargs={"slug": product.slug, "code": product.code})
                return redirect(f"{sent}?ma={_sent.sign(enquiry.reference)}")
    context = {
        "form": form,
        "product": product,
        "is_open": is_open,
        "product_url": product_url(product),
        "keep_months": settings.ENQUIRY_KEEP_MONTHS,
    }
    return render(request, "portal/trade/enquire.html", context, status=status)


@require_safe
@never_cache
@login_not_required
def enquiry_sent(request: HttpRequest, code: str, slug: str = "") -> HttpResponse:
    """Thank the asker and say the reference. The number in the address is signed: nobody tries others."""
    product = get_visible_or_404(Product.objects.select_related("producer"), None, code=code)
    try:
        reference = _sent.unsign(request.GET.get("ma", ""))
    except BadSignature as error:
        raise Http404("ma") from error
    context = {"product": product, "reference": reference, "product_url": product_url(product)}
    return render(request, "portal/trade/enquiry_sent.html", context)
