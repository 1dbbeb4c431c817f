from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.core.access import AccessQuerySet
from ocop.core.dates import today
from ocop.producers.models.makers import Producer


class MembershipQuerySet(AccessQuerySet["Membership"]):
    """Who acts for a producer."""

    def in_force(self) -> Self:
        """Those that hold today."""
        return self.filter(starts__lte=today()).filter(Q(ends=None) | Q(ends__gte=today()))


class Membership(models.Model):
    """Thành viên chủ thể: a person acts for a producer from a day, to a day or until further notice."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="memberships")
    starts = models.DateField(default=today)
    ends = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "producer"], condition=Q(ends=None), name="membership_open_once")
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.producer}"
