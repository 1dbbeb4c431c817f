from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ocop.core.access import AccessQuerySet
from ocop.places.models import Unit
from ocop.producers.models.makers import Producer
from ocop.producers.models.named import Named
from ocop.programme.models import OrganisationType


class PotentialProduct(Named):
    """Sản phẩm tiềm năng: on a plan, not recognised, kept apart and never public."""

    producer_name = models.CharField("chủ thể", max_length=200, blank=True)
    organisation_type = models.ForeignKey(OrganisationType, null=True, on_delete=models.PROTECT)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="potential_products")
    unit_as_filed = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=300, blank=True)
    group_code = models.CharField("nhóm", max_length=10, blank=True)
    planned_year = models.PositiveSmallIntegerField("năm dự kiến", null=True)
    provenance = models.CharField("nguồn", max_length=200)
    source_row = models.CharField(max_length=60, unique=True, help_text="tệp:dòng, để nạp lại không trùng")
    problem = models.CharField("điều còn chưa rõ", max_length=300, blank=True)

    objects = AccessQuerySet["PotentialProduct"].as_manager()

    class Meta:
        ordering = ("order", "pk")

    def searched(self) -> str:
        return f"{self.name} {self.producer_name}"


class DoubtfulPairQuerySet(AccessQuerySet["DoubtfulPair"]):
    """Doubtful pairs."""

    def open(self) -> Self:
        """Those a person has still to decide; not where one record was joined to a third meanwhile."""
        return self.filter(state=DoubtfulPair.State.OPEN, first__joined_to=None, second__joined_to=None)

    def to_show(self) -> Self:
        """The open ones, and those decided."""
        return self.filter(~Q(state=DoubtfulPair.State.OPEN) | Q(first__joined_to=None, second__joined_to=None))


class DoubtfulPair(models.Model):
    """Cặp nghi trùng: two producers that may be one; a person decides, nothing is merged silently."""

    class State(models.TextChoices):
        OPEN = "open", "Chờ xem"
        SAME = "same", "Cùng một chủ thể"
        DIFFERENT = "different", "Hai chủ thể khác nhau"

    first = models.ForeignKey(Producer, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Producer, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = DoubtfulPairQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="doubtful_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="doubtful_pair_ordered"),
        ]

    def __str__(self) -> str:
        return f"{self.first} / {self.second}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def waits_to_join(self) -> bool:
        """Whether it was called one producer before records could be joined: they still are two."""
        apart = self.first.joined_to_id is None and self.second.joined_to_id is None
        return self.state == self.State.SAME and apart
