"""Where the producer's products are sold, as she keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ocop.core.access import get_visible_or_404, require
from ocop.core.errors import Refused
from ocop.producers.models import Product
from ocop.trade import actions
from ocop.trade.forms import PointForm, ShopLinkForm
from ocop.trade.models import PointOfSale, ShopLink

if TYPE_CHECKING:
    from ocop.accounts.models import User


@require_safe
def products(request: HttpRequest) -> HttpResponse:
    """The person's own products, all of them, each with how many links and points of sale it has."""
    mine = Product.objects.allowed(request.user, "product.sell").select_related("producer")
    counted = mine.annotate(
        links=Count("shop_links", distinct=True), points=Count("points_of_sale", distinct=True)
    ).order_by("order", "pk")
    return render(request, "trade/products.html", {"products": list(counted)})


@require_safe
def selling(request: HttpRequest, code: str) -> HttpResponse:
    """Where one product is sold."""
    return _page(request, _own(request, code))


@require_POST
def link_add(request: HttpRequest, code: str) -> HttpResponse:
    product = _own(request, code)
    form = ShopLinkForm(request.POST)
    if not form.is_valid():
        return _page(request, product, links=form)
    try:
        actions.add_link(product, form.cleaned_data["channel"], form.cleaned_data["url"], by=_person(request))
    except Refused as refused:
        form.add_error("url", str(refused))
        return _page(request, product, links=form)
    messages.success(request, "Đã thêm liên kết mua hàng.")
    return redirect("trade:selling", product.code)


@require_POST
def link_remove(request: HttpRequest, code: str) -> HttpResponse:
    """The number of the link is in the body, so it stands in no address."""
    product = _own(request, code)
    rows = ShopLink.objects.filter(product=product)
    actions.remove_link(get_visible_or_404(rows, request.user, pk=request.POST.get("link")), by=_person(request))
    messages.success(request, "Đã bỏ liên kết.")
    return redirect("trade:selling", product.code)


@require_POST
def point_add(request: HttpRequest, code: str) -> HttpResponse:
    product = _own(request, code)
    form = PointForm(request.POST, product=product)
    if not form.is_valid():
        return _page(request, product, points=form)
    actions.sell_at(product, form.cleaned_data["point"], by=_person(request))
    messages.success(request, "Đã ghi điểm bán.")
    return redirect("trade:selling", product.code)


@require_POST
def point_remove(request: HttpRequest, code: str) -> HttpResponse:
    product = _own(request, code)
    point = get_visible_or_404(PointOfSale.objects.all(), request.user, code=request.POST.get("point"))
    actions.stop_selling_at(product, point, by=_person(request))
    messages.success(request, "Đã bỏ điểm bán.")
    return redirect("trade:selling", product.code)


def _own(request: HttpRequest, code: str) -> Product:
    product = get_visible_or_404(Product.objects.select_related("producer"), request.user, code=code)
    require(request.user, "product.sell", product)
    return product


def _person(request: HttpRequest) -> User:
    return cast("User", request.user)


def _page(
    request: HttpRequest, product: Product, links: ShopLinkForm | None = None, points: PointForm | None = None
) -> HttpResponse:
    """The page, with the form that was not accepted, if any, as it was typed."""
    context = {
        "product": product,
        "links": product.shop_links.select_related("channel"),
        "points": product.points_of_sale.filter(is_public=True),
        "link_form": links or ShopLinkForm(),
        "point_form": points or PointForm(product=product),
    }
    return render(request, "trade/selling.html", context)
