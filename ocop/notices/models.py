from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.core.access import AccessQuerySet


class Notice(models.Model):
    """Thông báo: one sentence to one person, with the page where they can act; also sent by e-mail."""

    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    text = models.CharField(max_length=500)
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = AccessQuerySet["Notice"].as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = [models.Index(fields=["to"], condition=Q(read_at=None), name="notice_unread")]

    def __str__(self) -> str:
        return self.text
