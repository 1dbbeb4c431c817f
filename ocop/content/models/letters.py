"""What visitors write to those who run the portal."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ocop.core.access import AccessQuerySet
from ocop.core.codes import new_code


class ContactMessage(models.Model):
    """Thư liên hệ, góp ý: from a visitor to the administrators, under a reference number, answered by e-mail."""

    class State(models.TextChoices):
        """Where a message stands."""

        NEW = "new", "Mới"
        IN_PROGRESS = "in_progress", "Đang xử lý"
        ANSWERED = "answered", "Đã trả lời"
        CLOSED = "closed", "Đã đóng"

    class About(models.TextChoices):
        """What a message is about."""

        SUGGESTION = "suggestion", _("Góp ý")
        REPORT = "report", _("Phản ánh sản phẩm, chủ thể, tem giả")
        HELP = "help", _("Cần hướng dẫn sử dụng hệ thống")
        COOPERATION = "cooperation", _("Hợp tác, mua hàng số lượng lớn")
        OTHER = "other", _("Việc khác")

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    number = models.CharField("số tham chiếu", max_length=20, unique=True)
    about = models.CharField(_("Về việc"), max_length=12, choices=About)
    text = models.TextField(_("Nội dung"), max_length=4000)
    name = models.CharField(_("Họ và tên"), max_length=120)
    email = models.EmailField(_("E-mail"))
    phone = models.CharField(_("Điện thoại"), max_length=20, blank=True)
    language = models.CharField(max_length=5, default="vi")
    state = models.CharField("trạng thái", max_length=12, choices=State, default=State.NEW)
    written_at = models.DateTimeField("gửi lúc", auto_now_add=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reply = models.TextField("trả lời", max_length=5000, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    mailed_at = models.DateTimeField(null=True, blank=True)
    closing_note = models.CharField("lý do đóng", max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)
    """When the sender's name, address and words were wiped."""

    objects = AccessQuerySet["ContactMessage"].as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]
        verbose_name = "thư liên hệ"
        verbose_name_plural = "thư liên hệ"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="answered") | Q(replied_at__isnull=False), name="contactmessage_answered_has_reply"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("letters:message", args=(self.code,))
