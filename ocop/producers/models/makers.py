from __future__ import annotations

from typing import Self

from django.db import models

from ocop.core.access import AccessQuerySet
from ocop.places.models import Unit
from ocop.producers.models.named import Named
from ocop.programme.models import OrganisationType


class ProducerQuerySet(AccessQuerySet["Producer"]):
    """Producers."""

    def in_doubt(self) -> Self:
        """Those whose commune of today a person has still to name."""
        return self.exclude(place_problem="").filter(place_settled_at=None, joined_to=None)


class Producer(Named):
    """Chủ thể OCOP: who makes and owns the product. Personal fields are private unless marked public."""

    class Status(models.TextChoices):
        ACTIVE = "active", "Đang hoạt động"
        STOPPED = "stopped", "Ngừng sản xuất"

    class Gender(models.TextChoices):
        MALE = "male", "Nam"
        FEMALE = "female", "Nữ"

    organisation_type = models.ForeignKey(
        OrganisationType, null=True, on_delete=models.PROTECT, verbose_name="loại hình tổ chức"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="producers", verbose_name="xã, phường")
    unit_as_filed = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", help_text="đơn vị theo địa chỉ lúc ghi nhận"
    )
    place_problem = models.CharField("điều chưa rõ về địa bàn", max_length=300, blank=True, editable=False)
    place_choices = models.ManyToManyField(
        Unit, related_name="+", editable=False, help_text="các xã hôm nay mà nơi cũ đã chia vào, để chọn"
    )
    place_settled_at = models.DateTimeField(null=True, editable=False)
    address = models.CharField("địa chỉ", max_length=300)
    representative = models.CharField("người đại diện pháp luật", max_length=120, blank=True)
    position = models.CharField("chức vụ", max_length=80, blank=True)
    gender = models.CharField("giới tính", max_length=10, choices=Gender, blank=True)
    ethnicity = models.CharField("dân tộc", max_length=40, blank=True)
    permanent_address = models.CharField("địa chỉ thường trú", max_length=300, blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    email = models.EmailField("e-mail", blank=True)
    is_contact_public = models.BooleanField("công khai điện thoại và e-mail", default=False)
    founded_on = models.DateField("ngày thành lập, đăng ký kinh doanh", null=True, blank=True)
    registration_number = models.CharField("số giấy đăng ký", max_length=60, blank=True)
    introduction = models.TextField("giới thiệu", blank=True)
    introduction_en = models.TextField("giới thiệu, bằng tiếng Anh", blank=True)
    website = models.URLField("trang web", max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    stopped_on = models.DateField("ngừng sản xuất từ ngày", null=True, blank=True, editable=False)
    status_reason = models.CharField("lý do, căn cứ xác nhận", max_length=300, blank=True, editable=False)
    joined_to = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="joined", help_text="đã gộp vào"
    )
    provenance = models.CharField("nguồn", max_length=200, blank=True)
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    is_found = True
    objects = ProducerQuerySet.as_manager()

    class Meta:
        ordering = ("order", "pk")
        indexes = [models.Index(fields=["order"])]

    @property
    def has_open_place(self) -> bool:
        """Whether a person has still to say in which commune of today it is; `in_doubt` asks it of many."""
        return bool(self.place_problem) and self.place_settled_at is None

    @property
    def public_address(self) -> str:
        """The address as everybody may read it: a household's is a home, so only where its contact was made public."""
        kind = self.organisation_type
        is_home = kind is not None and kind.is_household and not self.is_contact_public
        return "" if is_home else self.address
