from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from ocop.core.access import AccessQuerySet
from ocop.core.language import place_name
from ocop.core.text import normalise, sort_key
from ocop.places.renaming import tell_renamed


class UnitQuerySet(AccessQuerySet["Unit"]):
    """Administrative units, chosen by date and place."""

    def on(self, day: date) -> Self:
        """The units that existed on a day."""
        return self.filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gte=day))

    def current(self) -> Self:
        """The units that have not been closed."""
        return self.filter(valid_to=None)

    def within(self, unit: Unit) -> Self:
        """The unit itself and everything below it, three steps deep at most."""
        return self.filter(Q(pk=unit.pk) | Q(parent=unit) | Q(parent__parent=unit) | Q(parent__parent__parent=unit))


class Unit(models.Model):
    """Đơn vị hành chính: a province, district or commune for as long as it existed; closed rather than edited.

    `code` is official (QĐ 124/2004, QĐ 19/2025), text with leading zeros; the same code may name different units at
    different times, so the key is (level, code, valid_from). The whole country is the root, code "00".
    """

    class Level(models.TextChoices):
        NATION = "nation", "Trung ương"
        PROVINCE = "province", "Cấp tỉnh"
        DISTRICT = "district", "Cấp huyện"
        COMMUNE = "commune", "Cấp xã"

    level = models.CharField(max_length=10, choices=Level)
    code = models.CharField(max_length=5)
    name = models.CharField(max_length=80)
    kind = models.CharField("loại", max_length=40, help_text="tỉnh, thành phố, huyện, xã, phường, thị trấn, đặc khu…")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True, help_text="ngày cuối cùng còn tồn tại")
    search = models.CharField(max_length=160, editable=False)
    order = models.CharField(max_length=380, editable=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ("order",)
        constraints = [
            models.UniqueConstraint(fields=["level", "code", "valid_from"], name="unit_once_an_epoch"),
            models.UniqueConstraint(fields=["level", "code"], condition=Q(valid_to=None), name="unit_one_current"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="unit_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["parent", "level"]), models.Index(fields=["search"])]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: object, **kwargs: object) -> None:
        self.search, self.order = normalise(f"{self.kind} {self.name}")[:160], sort_key(self.name)
        called = Unit.objects.filter(pk=self.pk).values_list("kind", "name").first()
        super().save(*args, **kwargs)  # type: ignore[arg-type]
        if called is not None and called != (self.kind, self.name):
            tell_renamed(self)

    @property
    def full_name(self) -> str:
        """Kind and name as written in an address: «xã Hòa Lộc», on an English page «Hòa Lộc commune»."""
        return place_name(self.kind, self.name)

    @property
    def title(self) -> str:
        """The full name with a capital: «Xã Hòa Lộc»."""
        return self.full_name[:1].upper() + self.full_name[1:]

    @property
    def path(self) -> str:
        """The address from this unit up to the province: «xã Hưng Khánh Trung, tỉnh Vĩnh Long»."""
        names, unit = [], self
        while unit is not None and unit.level != self.Level.NATION:
            names.append(unit.full_name)
            unit = unit.parent  # type: ignore[assignment]
        return ", ".join(names)

    def is_within(self, other: Unit) -> bool:
        """Whether this unit is the other or lies below it."""
        unit: Unit | None = self
        while unit is not None:
            if unit.pk == other.pk:
                return True
            unit = unit.parent
        return False

    def at_level(self, level: str) -> Unit | None:
        """This unit or the one above it at a level; None when there is none."""
        unit: Unit | None = self
        while unit is not None and unit.level != level:
            unit = unit.parent
        return unit


class Succession(models.Model):
    """Kế thừa đơn vị: an old unit went, whole or in part, into a new one on a day."""

    old = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    new = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="predecessions")
    on = models.DateField()
    is_whole = models.BooleanField(help_text="toàn bộ đơn vị cũ nhập vào đơn vị mới")
    is_main = models.BooleanField(help_text="đơn vị mới nhận phần chính khi đơn vị cũ bị chia")
    source = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old", "new", "on"], name="succession_once")]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"
