from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from ocop.core.access import AccessQuerySet
from ocop.core.codes import new_code
from ocop.producers.models import Producer, Product


class Enquiry(models.Model):
    """Hỏi mua: somebody would like to buy a product and left a way to be answered, for this producer alone."""

    class State(models.TextChoices):
        NEW = "new", "Mới"
        SEEN = "seen", "Đã xem"
        ANSWERED = "answered", "Đã trả lời"
        CLOSED = "closed", "Đã đóng"

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    reference = models.CharField("mã hỏi mua", max_length=20, unique=True)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="enquiries")
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="enquiries")
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.NEW)
    name = models.CharField("tên người hỏi", max_length=120, blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    email = models.EmailField("e-mail", blank=True)
    quantity = models.CharField("số lượng", max_length=80, blank=True)
    message = models.TextField("nội dung", blank=True)
    language = models.CharField(max_length=5, default="vi")
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)
    anonymised_at = models.DateTimeField(null=True)

    objects = AccessQuerySet["Enquiry"].as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        indexes = [
            models.Index(fields=["producer", "state"]),
            models.Index(fields=["closed_at"], condition=Q(anonymised_at=None), name="enquiry_to_anonymise"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(email="") | Q(anonymised_at__isnull=False), name="enquiry_can_be_answered"
            )
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("trade:enquiry", args=[self.code])


class EnquiryReply(models.Model):
    """Trả lời hỏi mua: what the producer wrote, or noted of a call."""

    class Way(models.TextChoices):
        EMAIL = "email", "Gửi e-mail"
        PHONE = "phone", "Đã trả lời qua điện thoại"

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="replies")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=10, choices=Way)
    text = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    mailed_at = models.DateTimeField(null=True)

    objects = AccessQuerySet["EnquiryReply"].as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.enquiry}: {self.by}"
