from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from ocop.core.access import AccessQuerySet
from ocop.core.codes import new_code
from ocop.dossiers.models import Dossier
from ocop.files.models import StoredFile
from ocop.places.models import Unit
from ocop.producers.models import Product
from ocop.programme.models import Level, Regime, RevocationGround


class RecognitionDecision(models.Model):
    """Quyết định: a signed paper about results, with its number, date, signer and scan."""

    class Kind(models.TextChoices):
        RECOGNITION = "recognition", "Công nhận và phân hạng sản phẩm"
        FORWARDING = "forwarding", "Phê duyệt kết quả, đề nghị cấp trên"
        HIGHER_RESULT = "higher_result", "Kết quả của cấp trên"
        REVOCATION = "revocation", "Thu hồi công nhận"

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="decisions")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="decisions")
    number = models.CharField("số", max_length=60)
    signed_on = models.DateField("ngày ký")
    signer_name = models.CharField("người ký", max_length=120)
    signer_title = models.CharField("chức vụ", max_length=120)
    scan = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name="bản ký số hóa")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = AccessQuerySet["RecognitionDecision"].as_manager()

    class Meta:
        ordering = ("-signed_on", "-pk")

    def __str__(self) -> str:
        return f"Quyết định số {self.number} ngày {self.signed_on:%d/%m/%Y}"


class Recognition(models.Model):
    """Công nhận: a product has stars from a day to a day. What it is worth today is computed, never stored.

    Imported rows keep unknown what their source does not say: no decision, no dates, only `known_valid_on`.
    `potential_stars` without `stars`: the source calls it potential for that many stars, and says no more.
    """

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="recognitions")
    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="recognitions")
    decision = models.ForeignKey(RecognitionDecision, null=True, on_delete=models.PROTECT, related_name="recognitions")
    dossier = models.OneToOneField(Dossier, null=True, on_delete=models.PROTECT, related_name="recognition")
    stars = models.PositiveSmallIntegerField("sao", null=True)
    potential_stars = models.PositiveSmallIntegerField("tiềm năng", null=True)
    score = models.DecimalField("điểm", max_digits=8, decimal_places=4, null=True)
    valid_from = models.DateField("cấp ngày", null=True)
    valid_to = models.DateField("có giá trị đến hết ngày", null=True)
    known_valid_on = models.DateField("còn hiệu lực vào ngày", null=True)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    is_current = models.BooleanField(default=True, help_text="chưa bị thay bằng lần công nhận sau")
    provenance = models.CharField("nguồn", max_length=200, blank=True)
    source_row = models.CharField(max_length=60, blank=True, help_text="tệp:dòng")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccessQuerySet["Recognition"].as_manager()

    class Meta:
        ordering = ("-valid_from", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["product"], condition=Q(is_current=True), name="recognition_one_current_a_product"
            ),
            models.UniqueConstraint(
                fields=["source_row"], condition=~Q(source_row=""), name="recognition_source_row_once"
            ),
            models.CheckConstraint(
                condition=Q(stars__isnull=True) | (Q(stars__gte=1) & Q(stars__lte=5)), name="recognition_stars_1_to_5"
            ),
            models.CheckConstraint(
                condition=Q(stars__isnull=False) | Q(potential_stars__isnull=False), name="recognition_has_a_rank"
            ),
            models.CheckConstraint(
                condition=Q(decision__isnull=False) | ~Q(provenance=""), name="recognition_has_a_source"
            ),
        ]
        indexes = [models.Index(fields=["is_current", "stars", "product"])]

    def __str__(self) -> str:
        return f"{self.product}: {self.rank}"

    @property
    def rank(self) -> str:
        """«4 sao» or «Tiềm năng 5 sao»."""
        return f"{self.stars} sao" if self.stars else f"Tiềm năng {self.potential_stars} sao"


class Certificate(models.Model):
    """Giấy chứng nhận OCOP: the paper of a recognition, with its number and the address its QR code opens."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    recognition = models.OneToOneField(Recognition, on_delete=models.PROTECT, related_name="certificate")
    number = models.CharField("số giấy chứng nhận", max_length=60, unique=True)
    issued_on = models.DateField("ngày cấp")
    expires_on = models.DateField("có giá trị đến hết ngày")
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")

    objects = AccessQuerySet["Certificate"].as_manager()

    def __str__(self) -> str:
        return f"Giấy chứng nhận số {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("portal:certificate", args=[self.code])


class Revocation(models.Model):
    """Thu hồi: takes a recognition back on a ground of the regime, by a decision of who may."""

    recognition = models.OneToOneField(Recognition, on_delete=models.PROTECT, related_name="revocation")
    ground = models.ForeignKey(RevocationGround, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(RecognitionDecision, on_delete=models.PROTECT, related_name="revocations")
    revoked_on = models.DateField("ngày thu hồi")
    reason = models.TextField("kết luận, lý do")

    def __str__(self) -> str:
        return f"Thu hồi {self.recognition}"


class HigherResult(models.Model):
    """Kết quả của cấp trên: points and stars a higher level gave a forwarded dossier, as its paper says."""

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="higher_result")
    decision = models.ForeignKey(RecognitionDecision, on_delete=models.PROTECT, related_name="higher_results")
    points = models.DecimalField("điểm", max_digits=8, decimal_places=4)
    stars = models.PositiveSmallIntegerField("sao", null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.dossier}: {self.points} điểm"
