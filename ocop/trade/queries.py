"""What of trade stands on a product's page (public rows only), and a producer's enquiries."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from ocop.accounts.models import User
from ocop.core.access import AccessQuerySet
from ocop.core.memo import remembered
from ocop.producers.members import people_of
from ocop.producers.models import Producer, Product
from ocop.trade.models import CraftVillage, Enquiry, GiftSet, Honour, PointOfSale, ShopLink, TourismSite


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


def takes_enquiries(product: Product) -> bool:
    """Whether somebody of the producer can answer here: it is active and a person acts for it. One query."""
    producer = product.producer
    return producer.status == Producer.Status.ACTIVE and people_of(producer).exists()


def inbox(user: User, state: str = "") -> AccessQuerySet[Enquiry]:
    """The enquiries a person may read, those of one state or all, the newest first."""
    rows = Enquiry.objects.allowed(user, "enquiry.view").select_related("product", "producer")
    return rows.filter(state=state) if state in Enquiry.State.values else rows


def counts_by_state(user: User) -> dict[str, int]:
    """How many of them there are in each state; asked once a request, for the menu and the page."""
    rows = Enquiry.objects.allowed(user, "enquiry.view").order_by().values_list("state").annotate(Count("pk"))
    return remembered(user, "enquiries", lambda: dict(rows))


def new_count(user: User) -> int:
    """How many nobody has read yet."""
    return counts_by_state(user).get(Enquiry.State.NEW, 0)
