"""Short lists that editors keep: categories, types, fields, issuing bodies."""

from __future__ import annotations

from typing import Any

from django.db import models
from wagtail.admin.panels import FieldPanel

from ocop.core.text import slugify


class Term(models.Model):
    """Mục phân loại: a name with an address and a place in its list. Abstract."""

    name = models.CharField("tên", max_length=160, unique=True)
    name_en = models.CharField("tên tiếng Anh", max_length=160, blank=True)
    slug = models.SlugField("tên trong địa chỉ", max_length=80, unique=True, blank=True, help_text="Để trống: tự đặt.")
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    panels = [FieldPanel("name"), FieldPanel("name_en"), FieldPanel("slug"), FieldPanel("order")]

    class Meta:
        abstract = True
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Give the term its address before it is judged."""
        self.slug = self.slug or slugify(self.name)
        super().full_clean(*args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or slugify(self.name)
        super().save(*args, **kwargs)
