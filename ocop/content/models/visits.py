"""How much the public pages are read: numbers only. Nobody can be found in them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class SectionViews(models.Model):
    """Lượt xem: how many pages of a section were looked at on a day."""

    day = models.DateField("ngày")
    section = models.CharField("mục", max_length=60, blank=True)
    views = models.PositiveIntegerField("lượt xem", default=0)

    objects: ClassVar[models.Manager[SectionViews]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "section"], name="sectionviews_once_a_day")]
        verbose_name = "lượt xem"
        verbose_name_plural = "lượt xem"

    def __str__(self) -> str:
        return f"{self.day} {self.section or '/'}: {self.views}"


class DayVisitors(models.Model):
    """Số người xem: how many different visitors a day had, once it is over."""

    day = models.DateField("ngày", unique=True)
    visitors = models.PositiveIntegerField("người xem", default=0)

    objects: ClassVar[models.Manager[DayVisitors]] = models.Manager()

    class Meta:
        verbose_name = "số người xem"
        verbose_name_plural = "số người xem"

    def __str__(self) -> str:
        return f"{self.day}: {self.visitors}"


class VisitorMark(models.Model):
    """Dấu người xem: a keyed digest by which today's visitors are told apart. Gone when the day is over.

    The key is another one every day, so no mark can be followed to the next.
    """

    day = models.DateField("ngày")
    mark = models.CharField("dấu", max_length=24)

    objects: ClassVar[models.Manager[VisitorMark]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "mark"], name="visitormark_once_a_day")]
        verbose_name = "dấu người xem"
        verbose_name_plural = "dấu người xem"

    def __str__(self) -> str:
        return self.mark
