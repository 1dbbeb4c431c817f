from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.urls import reverse
from modelcluster.models import ClusterableModel

from ocop.producers.models import Named
from ocop.trade import findable

OUTSIDE = "Tọa độ nằm ngoài Việt Nam. Hãy xem lại: vĩ độ từ 6 đến 24, kinh độ từ 102 đến 118."


class Record(Named, ClusterableModel):
    """A record of the trade pages: drafted by an editor, public when it says so, in Vietnamese and perhaps English."""

    name_en = models.CharField("tên tiếng Anh", max_length=200, blank=True)
    description = models.TextField("giới thiệu", blank=True)
    description_en = models.TextField("giới thiệu bằng tiếng Anh", blank=True)
    picture = models.ForeignKey(
        "wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="ảnh"
    )
    is_public = models.BooleanField("công khai", default=False, help_text="Bỏ chọn: bản nháp, chỉ biên tập viên thấy.")
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    page = ""
    """Name of the address of its public page, with the code and the slug as arguments."""

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return reverse(self.page, kwargs={"slug": self.slug, "code": self.code})

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            findable.renew(self)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            findable.forget(self)
            return super().delete(*args, **kwargs)


class Located(models.Model):
    """Where on the map a thing is; both numbers or neither."""

    latitude = models.DecimalField(
        "vĩ độ", max_digits=9, decimal_places=6, null=True, blank=True, help_text="Ví dụ 10,241500.",
        validators=[MinValueValidator(Decimal(6), OUTSIDE), MaxValueValidator(Decimal(24), OUTSIDE)],
    )  # fmt: skip
    longitude = models.DecimalField(
        "kinh độ", max_digits=9, decimal_places=6, null=True, blank=True, help_text="Ví dụ 106,375300.",
        validators=[MinValueValidator(Decimal(102), OUTSIDE), MaxValueValidator(Decimal(118), OUTSIDE)],
    )  # fmt: skip

    class Meta:
        abstract = True

    def clean(self, *args: Any, **kwargs: Any) -> None:
        super().clean(*args, **kwargs)
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError("Hãy ghi cả vĩ độ và kinh độ, hoặc để trống cả hai.")
