from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ocop.core.access import AccessQuerySet
from ocop.core.codes import new_code
from ocop.core.text import normalise
from ocop.gis.models import Bounded
from ocop.places.models import Unit
from ocop.producers.models import Producer, Product


class GrowingArea(Bounded):
    """Vùng trồng, vùng nguyên liệu: land where a crop is grown to a standard, with its production unit code."""

    class Origin(models.TextChoices):
        SURVEYED = "surveyed", _("đo đạc")
        DRAWN = "drawn", _("vẽ trên bản đồ")
        IMPORTED = "imported", _("nhập từ tệp")
        TYPED = "typed", _("nhập tọa độ")

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    area_code = models.CharField(
        "mã số vùng trồng", max_length=40, blank=True, help_text="Do cơ quan bảo vệ thực vật cấp, nếu có."
    )
    name = models.CharField("tên vùng", max_length=160)
    crop = models.CharField("cây trồng, vật nuôi", max_length=120)
    crop_en = models.CharField("tên tiếng Anh", max_length=120, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="growing_areas", verbose_name="xã, phường")
    area_ha = models.DecimalField(
        "diện tích (ha)",
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    standard = models.CharField("tiêu chuẩn", max_length=120, blank=True, help_text="Ví dụ: VietGAP, hữu cơ.")
    standard_until = models.DateField("tiêu chuẩn có giá trị đến", null=True, blank=True)
    owner = models.CharField("người đại diện, tổ chức quản lý", max_length=160, blank=True)
    households = models.PositiveIntegerField("số hộ", null=True, blank=True)
    output = models.CharField("sản lượng", max_length=80, blank=True, help_text="Ví dụ: 120 tấn mỗi năm.")
    geometry = models.TextField("hình", blank=True, help_text="GeoJSON, độ WGS-84")
    origin = models.CharField("nguồn hình", max_length=10, choices=Origin, blank=True)
    producers = models.ManyToManyField(Producer, blank=True, related_name="growing_areas", verbose_name="chủ thể")
    products = models.ManyToManyField(Product, blank=True, related_name="growing_areas", verbose_name="sản phẩm")
    is_public = models.BooleanField("hiện trên bản đồ công khai", default=False)
    closed_on = models.DateField("thôi từ ngày", null=True, blank=True)
    is_demo = models.BooleanField(default=False, editable=False)
    search = models.CharField(max_length=500, editable=False, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccessQuerySet["GrowingArea"].as_manager()

    class Meta:
        ordering = ("name", "pk")
        indexes = [models.Index(fields=["min_lon", "max_lon"], name="growing_area_in_view")]
        constraints = [
            models.UniqueConstraint(
                fields=["area_code"],
                condition=~models.Q(area_code="") & models.Q(closed_on=None),
                name="growing_area_code_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.area_code})" if self.area_code else self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.search = normalise(f"{self.area_code} {self.name} {self.crop} {self.owner} {self.standard}")[:500]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("growing:area", args=[self.code])


class PastOutline(models.Model):
    """Hình trước đây: an outline an area had until somebody gave it another; kept, so that it can be taken up again."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    area = models.ForeignKey(GrowingArea, on_delete=models.CASCADE, related_name="past_outlines")
    geometry = models.TextField("hình")
    origin = models.CharField("nguồn hình", max_length=10, choices=GrowingArea.Origin, blank=True)
    replaced_at = models.DateTimeField("thay lúc", auto_now_add=True)
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người thay"
    )

    objects = AccessQuerySet["PastOutline"].as_manager()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"Hình trước đây của {self.area}"
