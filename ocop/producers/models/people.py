from __future__ import annotations

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from ocop.core.access import AccessQuerySet
from ocop.core.codes import new_code
from ocop.core.dates import today
from ocop.producers.models.makers import Producer


class MembershipQuerySet(AccessQuerySet["Membership"]):
    """Who acts for a producer."""

    def in_force(self) -> Self:
        """Those that hold now: one that was ended holds no longer that day."""
        rows = self.filter(starts__lte=today(), ended_at=None)
        return rows.filter(Q(ends=None) | Q(ends__gte=today()))


class Membership(models.Model):
    """Thành viên chủ thể: a person acts for a producer from a day, to a day or until further notice."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="memberships")
    starts = models.DateField(default=today)
    ends = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, editable=False, help_text="lúc thôi, có hiệu lực ngay")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "producer"], condition=Q(ends=None), name="membership_open_once")
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.producer}"


class InvitationQuerySet(AccessQuerySet["Invitation"]):
    """Invitations to act for a producer."""

    def waiting(self) -> Self:
        """Those still to be answered, and not too old."""
        return self.filter(state=Invitation.State.OPEN, asked_at__gt=timezone.now() - Invitation.LASTS)


class Invitation(models.Model):
    """Lời mời làm người phụ trách: an e-mail is asked to act for a producer; it counts when its owner takes it.

    Nobody becomes a member unasked: whoever acts for a producer may handle none of its dossiers on the other side.
    """

    LASTS = timedelta(days=30)

    class State(models.TextChoices):
        OPEN = "open", "Chờ trả lời"
        ACCEPTED = "accepted", "Đã nhận"
        DECLINED = "declined", "Không nhận"
        WITHDRAWN = "withdrawn", "Đã thu hồi"

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField("e-mail")
    is_hand_over = models.BooleanField("bàn giao", default=False, help_text="người mời thôi khi người kia nhận")
    reason = models.CharField("lý do, căn cứ", max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["producer", "email"], condition=Q(state="open"), name="invitation_open_once"
            )
        ]
        indexes = [models.Index(fields=["email", "state"])]

    def __str__(self) -> str:
        return f"Lời mời phụ trách {self.producer}"

    def get_absolute_url(self) -> str:
        return reverse("producers:invitation", args=[self.code])

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.OPEN and self.asked_at > timezone.now() - self.LASTS
