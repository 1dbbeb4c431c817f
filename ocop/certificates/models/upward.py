from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.core.access import AccessQuerySet
from ocop.core.codes import new_code
from ocop.dossiers.models import Dossier
from ocop.files.models import StoredFile


class UpwardFile(models.Model):
    """Hồ sơ gửi cấp trên: what goes to the next level with a dossier whose points reach it (Điều 6.3).

    Which parts it has is the regime's (`sends` of the level). Once sent it is not changed any more.
    """

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="upward_file")
    samples = models.PositiveSmallIntegerField("số sản phẩm mẫu gửi kèm", null=True)
    sent_at = models.DateTimeField("gửi lúc", null=True)

    objects = AccessQuerySet["UpwardFile"].as_manager()

    def __str__(self) -> str:
        return f"Hồ sơ gửi cấp trên: {self.dossier}"


class UpwardPaper(models.Model):
    """Văn bản trong hồ sơ gửi cấp trên: a signed scan attached to a part, or what the system made when it was sent."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    upward = models.ForeignKey(UpwardFile, on_delete=models.PROTECT, related_name="papers")
    part = models.CharField("phần", max_length=20)
    title = models.CharField("tên văn bản", max_length=200)
    number = models.CharField("số", max_length=60, blank=True)
    signed_on = models.DateField("ngày ký", null=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    is_generated = models.BooleanField("do hệ thống lập khi gửi", default=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)

    objects = AccessQuerySet["UpwardPaper"].as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(condition=Q(is_generated=False) | Q(removed_at=None), name="upward_paper_made_stays")
        ]

    def __str__(self) -> str:
        return self.title
