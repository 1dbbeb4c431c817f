"""What stands on other pages of trade records. Public rows only."""

from __future__ import annotations

from dataclasses import dataclass

from ocop.producers.models import Product
from ocop.trade.models import CraftVillage, GiftSet, Honour, PointOfSale, ShopLink, TourismSite


@dataclass(frozen=True)
class ForProduct:
    """Everything of trade that a product's page shows."""

    shop_links: list[ShopLink]
    honours: list[Honour]
    points_of_sale: list[PointOfSale]
    gift_sets: list[GiftSet]
    villages: list[CraftVillage]
    tourism: list[TourismSite]


def for_product(product: Product) -> ForProduct:
    """Where a public product is sold, what honours it, where it comes from. Six queries."""
    points = PointOfSale.objects.allowed(None, "pointofsale.view").filter(products=product)
    villages = CraftVillage.objects.allowed(None, "craftvillage.view").filter(producers=product.producer_id)
    sites = TourismSite.objects.allowed(None, "tourismsite.view").filter(product=product)
    sets = GiftSet.objects.allowed(None, "giftset.view").filter(products=product)
    return ForProduct(
        shop_links=list(product.shop_links.filter(channel__is_active=True).select_related("channel")),
        honours=list(product.honours.all()),
        points_of_sale=list(points.select_related("unit__parent__parent")),
        gift_sets=list(sets.select_related("picture")),
        villages=list(villages.select_related("unit__parent__parent")),
        tourism=list(sites.select_related("unit__parent__parent")),
    )
