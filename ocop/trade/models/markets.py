from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from ocop.core.access import AccessQuerySet
from ocop.places.models import Unit
from ocop.producers.models import Product
from ocop.trade.models.records import Located, Record


class Market(Record):
    """Thị trường tiêu thụ: a country, or a province of ours, where products are sold."""

    HOME = "Việt Nam"

    country = models.CharField("nước", max_length=80, default=HOME)
    country_en = models.CharField("tên nước bằng tiếng Anh", max_length=80, blank=True)
    province = models.ForeignKey(
        Unit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="markets",
        verbose_name="tỉnh, thành phố",
        limit_choices_to={"level": Unit.Level.PROVINCE, "valid_to": None},
    )
    products = models.ManyToManyField(Product, through="MarketProduct", related_name="markets")

    page = "portal:market"
    objects = AccessQuerySet["Market"].as_manager()

    class Meta:
        ordering = ("order", "pk")
        verbose_name = "thị trường tiêu thụ"
        verbose_name_plural = "thị trường tiêu thụ"

    def searched(self) -> str:
        return f"{self.name} {self.country}"

    @property
    def is_abroad(self) -> bool:
        return self.country != self.HOME


class MarketProduct(models.Model):
    """Sản phẩm có ở thị trường: one product sold in a market."""

    market = ParentalKey(Market, on_delete=models.CASCADE, related_name="items")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+", verbose_name="sản phẩm")

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["market", "product"], name="market_product_once")]


class PointOfSale(Located, Record):
    """Điểm bán: a shop or showroom one can go to."""

    class Kind(models.TextChoices):
        SHOWROOM = "showroom", _("Gian trưng bày, giới thiệu")
        SHOP = "shop", _("Cửa hàng")
        STOP = "stop", _("Trạm dừng chân")
        SUPERMARKET = "supermarket", _("Siêu thị, chợ")

    kind = models.CharField("loại", max_length=12, choices=Kind, default=Kind.SHOP)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="points_of_sale", verbose_name="xã, phường, đặc khu"
    )
    address = models.CharField("địa chỉ", max_length=300)
    phone = models.CharField("điện thoại của điểm bán", max_length=40, blank=True)
    hours = models.CharField("giờ mở cửa", max_length=120, blank=True)
    hours_en = models.CharField("giờ mở cửa bằng tiếng Anh", max_length=120, blank=True)
    products = models.ManyToManyField(Product, through="PointOfSaleProduct", related_name="points_of_sale")

    page = "portal:point_of_sale"
    objects = AccessQuerySet["PointOfSale"].as_manager()

    class Meta:
        ordering = ("order", "pk")
        verbose_name = "điểm bán"
        verbose_name_plural = "điểm bán"

    def searched(self) -> str:
        return f"{self.name} {self.address}"


class PointOfSaleProduct(models.Model):
    """Sản phẩm có ở điểm bán: one product sold there."""

    point_of_sale = ParentalKey(PointOfSale, on_delete=models.CASCADE, related_name="items")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+", verbose_name="sản phẩm")

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["point_of_sale", "product"], name="point_of_sale_product_once")]
