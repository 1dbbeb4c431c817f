from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from ocop.core.access import AccessQuerySet
from ocop.producers.models import Producer, Product
from ocop.trade.models.records import Record


class GiftSet(Record):
    """Gói quà: several products together for an occasion, sold by one producer."""

    class Occasion(models.TextChoices):
        TET = "tet", _("Tết")
        MID_AUTUMN = "mid-autumn", _("Trung thu")
        EVENT = "event", _("Hội nghị, sự kiện")
        VISIT = "visit", _("Quà du lịch")
        ALWAYS = "always", _("Quanh năm")

    occasion = models.CharField("dịp", max_length=12, choices=Occasion, default=Occasion.ALWAYS)
    price_note = models.CharField("giá tham khảo", max_length=120, blank=True, help_text="Ví dụ: khoảng 350.000 đồng.")
    price_note_en = models.CharField("giá tham khảo, bằng tiếng Anh", max_length=120, blank=True)
    seller = models.ForeignKey(
        Producer, null=True, blank=True, on_delete=models.PROTECT, related_name="gift_sets", verbose_name="nơi bán"
    )
    products = models.ManyToManyField(Product, through="GiftItem", related_name="gift_sets")

    page = "portal:gift_set"
    objects = AccessQuerySet["GiftSet"].as_manager()

    class Meta:
        ordering = ("order", "pk")
        verbose_name = "gói quà"
        verbose_name_plural = "gói quà"


class GiftItem(models.Model):
    """Món trong gói quà: so many of one product."""

    gift_set = ParentalKey(GiftSet, on_delete=models.CASCADE, related_name="items")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="gift_items", verbose_name="sản phẩm")
    quantity = models.PositiveSmallIntegerField("số lượng", default=1, validators=[MinValueValidator(1)])

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["gift_set", "product"], name="gift_item_once")]
