"""A producer says where her product is sold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from ocop.core.access import require
from ocop.core.errors import Refused
from ocop.journal.actions import record
from ocop.producers.models import Product
from ocop.trade.channels import CHANNELS
from ocop.trade.models import PointOfSale, PointOfSaleProduct, SalesChannel, ShopLink

if TYPE_CHECKING:
    from ocop.accounts.models import User

MOST_LINKS = 20


def ensure_channels() -> None:
    """The channels every installation starts with, where they are missing. What an editor changed stays."""
    for order, (code, name, name_en, domains) in enumerate(CHANNELS):
        defaults = {"name": name, "name_en": name_en, "domains": domains, "order": order}
        SalesChannel.objects.get_or_create(code=code, defaults=defaults)


def add_link(product: Product, channel: SalesChannel, url: str, *, by: User) -> ShopLink:
    """Thêm liên kết mua hàng: a page on the net where the product is sold.

    Raises:
        Refused: the address does not lead where the channel says; there already; more than anybody reads.
    """
    with transaction.atomic():
        row = Product.objects.select_for_update(of=("self",)).get(pk=product.pk)
        require(by, "product.sell", row)
        if row.shop_links.count() >= MOST_LINKS:
            raise Refused(f"Một sản phẩm ghi nhiều nhất {MOST_LINKS} liên kết. Hãy bỏ bớt liên kết cũ.")
        link = ShopLink(product=row, channel=channel, url=url.strip(), added_by=by)
        try:
            link.full_clean()
        except ValidationError as error:
            raise Refused(error.messages[0]) from error
        link.save()
        record("shoplink.add", link, by=by, kenh=channel.name, dia_chi=link.url)
    return link


def remove_link(link: ShopLink, *, by: User) -> None:
    """Bỏ liên kết mua hàng."""
    with transaction.atomic():
        row = ShopLink.objects.select_for_update(of=("self",)).select_related("channel", "product").get(pk=link.pk)
        require(by, "shoplink.remove", row)
        record("shoplink.remove", row, by=by, kenh=row.channel.name, dia_chi=row.url)
        row.delete()


def sell_at(product: Product, point: PointOfSale, *, by: User) -> None:
    """Ghi điểm bán: the product is sold there. Twice is once."""
    with transaction.atomic():
        row = Product.objects.select_for_update(of=("self",)).get(pk=product.pk)
        require(by, "product.sell", row)
        if PointOfSaleProduct.objects.get_or_create(point_of_sale=point, product=row)[1]:
            record("product.sell_at", row, by=by, diem_ban=point.name)


def stop_selling_at(product: Product, point: PointOfSale, *, by: User) -> None:
    """Bỏ điểm bán: the product is no longer sold there."""
    with transaction.atomic():
        row = Product.objects.select_for_update(of=("self",)).get(pk=product.pk)
        require(by, "product.sell", row)
        kept = PointOfSaleProduct.objects.filter(point_of_sale=point, product=row).first()
        if kept is not None:
            kept.delete()
            record("product.stop_selling_at", row, by=by, diem_ban=point.name)
