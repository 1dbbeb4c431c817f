from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from ocop.core.access import AccessQuerySet
from ocop.places.models import Unit
from ocop.producers.models import Producer, Product
from ocop.trade.models.records import Located, Record


class CraftVillage(Located, Record):
    """Làng nghề, nghề truyền thống: a village that lives by a craft, recognised by the province."""

    class Kind(models.TextChoices):  # Nghị định 52/2018/NĐ-CP, Điều 3
        CRAFT = "craft", _("Nghề truyền thống")
        VILLAGE = "village", _("Làng nghề")
        TRADITIONAL = "traditional", _("Làng nghề truyền thống")

    kind = models.CharField("loại", max_length=12, choices=Kind, default=Kind.VILLAGE)
    trade = models.CharField("nghề", max_length=120, help_text="Ví dụ: dệt chiếu, chằm lá, nấu kẹo dừa.")
    trade_en = models.CharField("nghề, bằng tiếng Anh", max_length=120, blank=True)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="craft_villages", verbose_name="xã, phường, đặc khu"
    )
    address = models.CharField("ấp, khu phố", max_length=300, blank=True)
    recognised_on = models.DateField("ngày công nhận", null=True, blank=True)
    decision_number = models.CharField("số quyết định công nhận", max_length=60, blank=True)
    producers = models.ManyToManyField(Producer, through="CraftVillageProducer", related_name="craft_villages")

    page = "portal:craft_village"
    objects = AccessQuerySet["CraftVillage"].as_manager()

    class Meta:
        ordering = ("order", "pk")
        verbose_name = "làng nghề"
        verbose_name_plural = "làng nghề"

    def searched(self) -> str:
        return f"{self.name} {self.trade} {self.address}"


class CraftVillageProducer(models.Model):
    """Chủ thể ở làng nghề: one producer of the village."""

    craft_village = ParentalKey(CraftVillage, on_delete=models.CASCADE, related_name="items")
    producer = models.ForeignKey(Producer, on_delete=models.CASCADE, related_name="+", verbose_name="chủ thể")

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["craft_village", "producer"], name="craft_village_once")]


class TourismSite(Located, Record):
    """Điểm du lịch, dịch vụ du lịch: a place to visit; perhaps an OCOP product itself."""

    class Kind(models.TextChoices):
        COMMUNITY = "community", _("Du lịch cộng đồng")
        ECO = "eco", _("Du lịch sinh thái")
        DESTINATION = "destination", _("Điểm du lịch")
        SERVICE = "service", _("Lưu trú, ăn uống, dịch vụ")

    kind = models.CharField("loại", max_length=12, choices=Kind, default=Kind.DESTINATION)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="tourism_sites", verbose_name="xã, phường, đặc khu"
    )
    address = models.CharField("địa chỉ", max_length=300, blank=True)
    phone = models.CharField("điện thoại của điểm đến", max_length=40, blank=True)
    product = models.ForeignKey(
        Product, null=True, blank=True, on_delete=models.PROTECT, related_name="tourism_sites",
        verbose_name="sản phẩm OCOP", help_text="Khi điểm đến chính là một sản phẩm OCOP.",
    )  # fmt: skip

    page = "portal:tourism_site"
    objects = AccessQuerySet["TourismSite"].as_manager()

    class Meta:
        ordering = ("order", "pk")
        verbose_name = "điểm du lịch"
        verbose_name_plural = "điểm du lịch"

    def searched(self) -> str:
        return f"{self.name} {self.address}"
