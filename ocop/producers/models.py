from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ocop.core.access import AccessQuerySet
from ocop.core.codes import new_code
from ocop.core.dates import today
from ocop.core.text import normalise, slugify, sort_key
from ocop.files.models import StoredFile
from ocop.gis.models import Placed
from ocop.places.models import Unit
from ocop.producers import findable
from ocop.programme.models import OrganisationType, ProductClass


class Named(models.Model):
    """A thing with a public code, a name that is searched without accents and sorted in Vietnamese order."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    name = models.CharField("tên", max_length=200)
    slug = models.SlugField(max_length=80, editable=False)
    search = models.CharField(max_length=600, editable=False)
    order = models.CharField(max_length=380, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def searched(self) -> str:
        """The text a search looks at."""
        return self.name

    def derive(self) -> None:
        """Work out what follows from the name; saving does it, rows written in bulk ask for it."""
        self.slug = slugify(self.name) or "san-pham"
        self.search = normalise(self.searched())[:600]
        self.order = sort_key(self.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive()
        if (fields := kwargs.get("update_fields")) is not None and "name" in fields:
            kwargs["update_fields"] = {*fields, "slug", "search", "order"}
        is_new = self._state.adding
        super().save(*args, **kwargs)
        if isinstance(self, Producer | Product) and not is_new:
            findable.renew(self)


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
    provenance = models.CharField("nguồn", max_length=200, blank=True)
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccessQuerySet["Producer"].as_manager()

    class Meta:
        ordering = ("order", "pk")
        indexes = [models.Index(fields=["order"])]

    @property
    def public_address(self) -> str:
        """The address as everybody may read it: a household's is a home, so only where its contact was made public."""
        kind = self.organisation_type
        is_home = kind is not None and kind.is_household and not self.is_contact_public
        return "" if is_home else self.address


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


class Product(Named):
    """Sản phẩm OCOP or one that applies to be."""

    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="products", verbose_name="chủ thể")
    product_class = models.ForeignKey(
        ProductClass, null=True, on_delete=models.PROTECT, related_name="products", verbose_name="phân nhóm sản phẩm"
    )
    official_code = models.CharField("mã số sản phẩm", max_length=40, blank=True, db_index=True)
    description = models.TextField("mô tả, quy cách", blank=True)
    story = models.TextField("câu chuyện sản phẩm", blank=True)
    production_process = models.TextField("quy trình sản xuất", blank=True)
    sales_process = models.TextField("quy trình bán hàng", blank=True)
    name_en = models.CharField("tên bằng tiếng Anh", max_length=200, blank=True)
    description_en = models.TextField("mô tả, quy cách, bằng tiếng Anh", blank=True)
    story_en = models.TextField("câu chuyện sản phẩm, bằng tiếng Anh", blank=True)
    production_process_en = models.TextField("quy trình sản xuất, bằng tiếng Anh", blank=True)
    sales_process_en = models.TextField("quy trình bán hàng, bằng tiếng Anh", blank=True)
    picture = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="pictured")
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccessQuerySet["Product"].as_manager()

    class Meta:
        ordering = ("order", "pk")
        indexes = [models.Index(fields=["order"])]

    def searched(self) -> str:
        return f"{self.name} {self.producer.name} {self.official_code}"


class ProductPicture(models.Model):
    """Ảnh thêm của sản phẩm: one more photo beside the main one, in the order the producer gave."""

    MOST = 8

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="pictures")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    caption = models.CharField("chú thích", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    objects = AccessQuerySet["ProductPicture"].as_manager()

    class Meta:
        ordering = ("order", "pk")
        constraints = [models.UniqueConstraint(fields=["product", "file"], name="product_picture_once")]

    def __str__(self) -> str:
        return self.caption or f"Ảnh của {self.product}"


class Position(Placed):
    """Vị trí trên bản đồ: where a producer works or one product is made. Public."""

    producer = models.OneToOneField(Producer, null=True, on_delete=models.CASCADE, related_name="placed")
    product = models.OneToOneField(Product, null=True, on_delete=models.CASCADE, related_name="placed")

    objects = AccessQuerySet["Position"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(producer__isnull=False, product__isnull=True)
                | Q(producer__isnull=True, product__isnull=False),
                name="position_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"Vị trí của {self.producer or self.product}"


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

    objects = AccessQuerySet["DoubtfulPair"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="doubtful_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="doubtful_pair_ordered"),
        ]

    def __str__(self) -> str:
        return f"{self.first} / {self.second}"
