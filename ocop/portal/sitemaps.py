"""Every public address, in both languages, for search engines: products, producers, records, pages, screens."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.models import Page, Site

from ocop.certificates.models import Recognition
from ocop.portal.addresses import producer_url, product_url
from ocop.portal.trade import SECTIONS, Section
from ocop.producers.models import Producer, Product

SCREENS = (
    "portal:products",
    "portal:producers",
    "atlas:map",
    "portal:statistics",
    "portal:verify",
    "portal:markets",
    "portal:points_of_sale",
    "portal:craft_villages",
    "portal:tourism",
    "portal:gift_sets",
    "content:questions",
    "content:contact",
)


class OurSitemap(Sitemap[Any]):
    """A part of the map: each address in both languages, under the site's own name whatever the visitor typed."""

    i18n = alternates = x_default = True
    limit = 10_000

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme


class Screens(OurSitemap):
    """The portal's own lists."""

    def items(self) -> list[str]:
        return ["portal:home", *SCREENS]

    def location(self, item: str) -> str:
        return reverse(item)


class Products(OurSitemap):
    """Every product that may be shown."""

    def items(self) -> QuerySet[Product]:
        shown = Recognition.objects.current().allowed(None, "recognition.view").order_by()
        return Product.objects.filter(pk__in=shown.values("product")).only("slug", "code").order_by("pk")

    def location(self, item: Product) -> str:
        return product_url(item)


class Producers(OurSitemap):
    """Every producer that may be shown."""

    def items(self) -> QuerySet[Producer]:
        return Producer.objects.allowed(None, "producer.view").only("name", "code").order_by("pk")

    def location(self, item: Producer) -> str:
        return producer_url(item)


class Pages(OurSitemap):
    """Everything editors have published, but the home page."""

    def items(self) -> QuerySet[Page]:
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        if site is None:
            return Page.objects.none()
        return Page.objects.descendant_of(site.root_page).live().public().order_by("path")

    def location(self, item: Page) -> str:
        return item.get_url() or "/"

    def lastmod(self, item: Page) -> datetime | date | None:
        return item.last_published_at


class Records(OurSitemap):
    """The records of one of the trade lists."""

    def __init__(self, section: Section) -> None:
        self.section = section

    def items(self) -> QuerySet[Any]:
        return self.section.public().only("slug", "code").order_by("pk")

    def location(self, item: Any) -> str:
        return str(item.get_absolute_url())


SITEMAPS: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {
    "man-hinh": Screens,
    "san-pham": Products,
    "chu-the": Producers,
    "trang": Pages,
    **{section.kind: Records(section) for section in SECTIONS},
}
