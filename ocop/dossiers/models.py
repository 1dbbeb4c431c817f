from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from ocop.core.access import AccessQuerySet
from ocop.core.codes import new_code
from ocop.files.models import StoredFile
from ocop.places.models import Unit
from ocop.producers.models import Product
from ocop.programme.models import CriteriaSet, DossierKind, EvidenceKind, Level, Regime, Round


class State(models.TextChoices):
    """How a dossier is. Where it is, is its desk."""

    DRAFT = "draft", "Đang soạn"
    SUBMITTED = "submitted", "Đã nộp, chờ tiếp nhận"
    UNDER_CHECK = "under_check", "Đang kiểm tra"
    RETURNED = "returned", "Trả lại để bổ sung"
    REFUSED = "refused", "Bị loại"
    WITHDRAWN = "withdrawn", "Đã rút"
    SCHEDULED = "scheduled", "Đã xếp đợt, chờ đánh giá"
    IN_REVIEW = "in_review", "Tổ tư vấn đang xem xét"
    IN_SCORING = "in_scoring", "Hội đồng đang chấm"
    CONCLUDED = "concluded", "Có kết quả, chờ quyết định"
    FORWARDED = "forwarded", "Đã chuyển cấp trên"
    RECOGNISED = "recognised", "Đã công nhận"
    NOT_RECOGNISED = "not_recognised", "Không công nhận"
    LAPSED = "lapsed", "Đã đóng vì quá hạn bổ sung"


CLOSED = (State.REFUSED, State.WITHDRAWN, State.RECOGNISED, State.NOT_RECOGNISED, State.LAPSED)


class DossierQuerySet(AccessQuerySet["Dossier"]):
    """Dossiers with what a page shows."""

    def for_list(self) -> DossierQuerySet:
        """What one line of a list names and its deadline needs, without the forms and the law's long texts."""
        return self.select_related(
            "product__producer__unit", "product__product_class", "kind", "desk", "level", "round"
        ).defer("form01", "form02")

    def for_page(self) -> DossierQuerySet:
        """Everything a dossier's page names, in one query."""
        return self.select_related(
            "product__producer__unit__parent__parent",
            "product__producer__organisation_type",
            "product__product_class__parent__parent",
            "regime",
            "criteria_set",
            "kind",
            "desk__parent",
            "level",
            "round",
        )

    def open(self) -> DossierQuerySet:
        """Those still on their way."""
        return self.exclude(state__in=CLOSED)


class Dossier(models.Model):
    """Hồ sơ: a product's application, bound to the regime and sheet it is filed under."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="dossiers")
    kind = models.ForeignKey(DossierKind, on_delete=models.PROTECT, related_name="dossiers")
    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="dossiers")
    criteria_set = models.ForeignKey(CriteriaSet, on_delete=models.PROTECT, related_name="dossiers")
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    desk = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="desk_dossiers", help_text="đơn vị đang giữ hồ sơ"
    )
    level = models.ForeignKey(Level, null=True, on_delete=models.PROTECT, related_name="dossiers")
    round = models.ForeignKey(Round, null=True, on_delete=models.PROTECT, related_name="dossiers")
    form01 = models.JSONField(default=dict, help_text="Mẫu số 01, theo mã trường")
    form02 = models.JSONField(default=dict, help_text="Mẫu số 02, theo mã trường")
    version = models.PositiveIntegerField(default=0, help_text="tăng mỗi lần sửa; chống ghi đè giữa hai cửa sổ")
    samples = models.PositiveSmallIntegerField("số mẫu đã nhận", null=True)
    samples_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    filed_at = models.DateTimeField("nộp lần đầu", null=True)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = DossierQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["product"],
                condition=~Q(state__in=["refused", "withdrawn", "recognised", "not_recognised", "lapsed"]),
                name="dossier_one_open_a_product",
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="dossier_state_known"),
        ]
        indexes = [models.Index(fields=["state", "desk"])]

    def __str__(self) -> str:
        return self.product.name

    def get_absolute_url(self) -> str:
        return reverse("workspace:dossier", args=[self.code])

    @property
    def is_closed(self) -> bool:
        return self.state in CLOSED


class SelfScore(models.Model):
    """Tự chấm: the producer's answer to one criterion, with the written justification.

    `option` is an option id, "" when nothing is ticked. Whether a conditional criterion applies follows from the
    others and is not stored.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="self_scores")
    criterion = models.CharField(max_length=20)
    option = models.CharField(max_length=20, blank=True)
    is_answered = models.BooleanField(default=False, help_text="đã chọn (kể cả chọn «không đạt mức nào»)")
    justification = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "criterion"], name="self_score_once")]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.option or '–'}"


class Evidence(models.Model):
    """Minh chứng: one paper of a kind, for a criterion or the whole dossier, with its own dates."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="evidence")
    kind = models.ForeignKey(EvidenceKind, on_delete=models.PROTECT, related_name="+", verbose_name="loại minh chứng")
    criterion = models.CharField("tiêu chí", max_length=20, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="evidence")
    title = models.CharField("tên giấy tờ", max_length=200)
    number = models.CharField("số", max_length=80, blank=True)
    issuer = models.CharField("nơi cấp", max_length=160, blank=True)
    issued_on = models.DateField("ngày cấp", null=True, blank=True)
    expires_on = models.DateField("ngày hết hạn", null=True, blank=True)
    proves = models.PositiveSmallIntegerField(
        "minh chứng cho thay đổi", null=True, blank=True, help_text="mục phải nêu của loại hồ sơ, đếm từ 0"
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, help_text="gỡ khỏi hồ sơ; tệp vẫn giữ nếu đã nằm trong bản đã nộp")

    class Meta:
        ordering = ("kind__order", "pk")

    def __str__(self) -> str:
        return self.title


class FrozenQuerySet(AccessQuerySet[Any]):
    """Rows that are written once."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("what was filed is never edited")

    def delete(self) -> NoReturn:
        raise TypeError("what was filed is never deleted")


class Snapshot(models.Model):
    """Bản đã nộp: the dossier as it was filed, frozen. It has the force of paper (QĐ 26/2026/QĐ-TTg, Điều 7.1)."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="snapshots")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    files = models.ManyToManyField(StoredFile, related_name="snapshots")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(max_length=120)

    objects = FrozenQuerySet.as_manager()

    class Meta:
        ordering = ("dossier", "number")
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="snapshot_once")]

    def __str__(self) -> str:
        return f"Bản {self.number}: {self.reason}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("what was filed is never edited")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("what was filed is never deleted")


class Step(models.Model):
    """Bước đi: one transition of a dossier: who, when, from what to what, why. Never edited."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="steps")
    transition = models.CharField(max_length=40)
    label = models.CharField(max_length=120)
    from_state = models.CharField(max_length=20, choices=State)
    to_state = models.CharField(max_length=20, choices=State)
    from_desk = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    to_desk = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(blank=True)

    objects = AccessQuerySet["Step"].as_manager()

    class Meta:
        ordering = ("pk",)
        indexes = [models.Index(fields=["dossier", "transition"])]

    def __str__(self) -> str:
        return f"{self.label} ({self.at:%d/%m/%Y})"


class Receipt(models.Model):
    """Phiếu tiếp nhận: a level's receipt on Form 01, numbered per unit and year (`pattern` is the regime's)."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="receipts")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField("phiếu số", max_length=60)
    received_on = models.DateField("ngày nhận")
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "serial"], name="receipt_serial_once"),
            models.UniqueConstraint(fields=["dossier", "level"], name="receipt_once_a_level"),
        ]

    def __str__(self) -> str:
        return self.number


class AmendmentRequest(models.Model):
    """Yêu cầu bổ sung: itemised reasons and a date; with a dossier sent back, or alone while the team reviews it."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="amendment_requests")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    due_on = models.DateField("bổ sung đến hết ngày")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=Q(closed_at=None), name="amendment_one_open")
        ]

    def __str__(self) -> str:
        return f"Bổ sung đến hết ngày {self.due_on:%d/%m/%Y}"


class AmendmentItem(models.Model):
    """Nội dung cần bổ sung: one thing to mend, its reason, and the producer's answer."""

    request = models.ForeignKey(AmendmentRequest, on_delete=models.CASCADE, related_name="items")
    subject = models.CharField("mục", max_length=200)
    reason = models.TextField("lý do, cách bổ sung")
    answer = models.TextField("trả lời", blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.subject


class ScreeningReport(models.Model):
    """Mẫu số 03: the first level's report on the topics of the regime, its meeting if any, and its letter."""

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="screening_report")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    topics = models.JSONField(default=dict, help_text="theo mã mục của Mẫu số 03")
    met_on = models.DateField("ngày họp", null=True, blank=True)
    meeting_members = models.TextField("thành phần họp", blank=True)
    meeting_notes = models.TextField("ý kiến tại cuộc họp", blank=True)
    letter_number = models.CharField("số văn bản đề nghị", max_length=60, blank=True)
    letter_date = models.DateField("ngày văn bản", null=True, blank=True)
    letter = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    signed_report = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"Mẫu số 03: {self.dossier}"


class Refusal(models.Model):
    """Hồ sơ bị loại: the disqualifier of the sheet that was found, with the reason and its proof."""

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="refusal")
    ground = models.CharField("căn cứ loại", max_length=300)
    reason = models.TextField("lý do")
    proof = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.ground


class Serial(models.Model):
    """Số thứ tự: the last receipt or product number a unit gave in a year; locked while the next is taken."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(max_length=20, help_text="receipt | product")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "scope", "year"], name="serial_once")]

    def __str__(self) -> str:
        return f"{self.unit} {self.scope} {self.year}: {self.last}"
