from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ocop.certificates.validity import IN_FORCE, State, latest_start_over
from ocop.core.access import AccessQuerySet
from ocop.core.codes import new_code
from ocop.core.language import stars_in_words
from ocop.dossiers.models import CLOSED, Dossier, Step
from ocop.dossiers.models import State as DossierState
from ocop.files.models import StoredFile
from ocop.places.models import Unit
from ocop.producers import findable
from ocop.producers.models import Product
from ocop.programme.models import Clock, Level, Regime, RevocationGround

LATE_EXTENSION = "late_extension"
"""The regime's clock of QĐ 26/2026/QĐ-TTg, Điều 12.3."""


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
    dossiers = models.ManyToManyField(Dossier, related_name="decisions")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = AccessQuerySet["RecognitionDecision"].as_manager()

    class Meta:
        ordering = ("-signed_on", "-pk")

    def __str__(self) -> str:
        words = {"number": self.number, "day": date_format(self.signed_on)}
        return _("Quyết định số %(number)s ngày %(day)s") % words


class RecognitionQuerySet(AccessQuerySet["Recognition"]):
    """Recognitions, and what each is worth on a day."""

    def current(self) -> Self:
        """The last recognition of each product, whatever it is worth."""
        return self.filter(is_current=True)

    def for_page(self) -> Self:
        """What a page or a row names, in one query."""
        return self.select_related(
            "product__producer__unit__parent__parent",
            "product__producer__organisation_type",
            "product__picture",
            "product__product_class__parent__parent",
            "decision__unit",
            "regime",
            "certificate__file",
            "revocation",
            "replaced_by",
        )

    def with_state(self, day: date) -> Self:
        """The same rows, each with `state`: what validity.state_on says, in SQL. Asks once for the regimes' terms."""
        return self.annotate(state=Case(*_states(day), default=Value(State.EXPIRED), output_field=CharField()))

    def with_forwarded(self) -> Self:
        """The same rows, each with `forwarded_from`: the level whose dossier of it waits for the level above, or None.

        See queries.awaited_stars. Computed from the open dossier, never stored.
        """
        waiting = Dossier.objects.filter(product=OuterRef("product"), state=DossierState.FORWARDED).order_by()
        return self.annotate(forwarded_from=Subquery(waiting.values("level")[:1]))

    def being(self, *states: str) -> Self:
        """Of rows with `state`, those in one of these."""
        return self.filter(state__in=states)

    def in_force(self, day: date) -> Self:
        """Those that count on a day: within their term, or past it while a re-evaluation waits (Điều 12.3)."""
        return self.with_state(day).being(*IN_FORCE)


def _states(day: date) -> list[When]:
    replaced = Q(replaced_by__valid_from__lte=day) | Q(replaced_by__valid_from=None)
    unsure = _surely_over(day)
    return [
        When(valid_from__gt=day, then=Value(State.NOT_YET)),
        When(revocation__revoked_on__lte=day, then=Value(State.REVOKED)),
        When(Q(is_current=False) & replaced, then=Value(State.SUPERSEDED)),
        When(valid_to__gte=day, then=Value(State.VALID)),
        When(_kept_alive(day), then=Value(State.EXTENDED)),
        When(valid_to=None, known_valid_on=day, then=Value(State.VALID)),
        When(Q(valid_to=None) & ~unsure, then=Value(State.UNKNOWN)),
    ]


def _surely_over(day: date) -> Q:
    over = Q(pk__in=[])
    for pk, months in Regime.objects.exclude(validity_months=None).values_list("pk", "validity_months"):
        over |= Q(regime_id=pk, known_valid_on__isnull=False, known_valid_on__lte=latest_start_over(day, months))
    return over


def _kept_alive(day: date) -> Q:
    """A dossier of the kind the regime's late extension is for is waiting, within the days of its own regime."""
    answered = Step.objects.filter(dossier=OuterRef("pk"), to_state__in=CLOSED, at__date__lte=day)
    waiting = Dossier.objects.filter(
        ~Exists(answered),
        product=OuterRef("product"),
        filed_at__date__lte=day,
    )
    kept = Q(pk__in=[])
    extensions = Clock.objects.filter(key=LATE_EXTENSION).values_list(
        "regime", "days", "regime__policy__late_extension__for_kind"
    )
    for regime, days, kind in extensions:
        waits = Exists(waiting.filter(regime=regime, kind__key=kind))
        kept |= Q(waits, valid_to__gte=day - timedelta(days=days))
    return kept


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

    objects = RecognitionQuerySet.as_manager()
    state: str
    """Only on rows of `with_state`."""
    forwarded_from: int | None
    """Only on rows of `with_forwarded`."""

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
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to__isnull=False, valid_to__gt=F("valid_from")),
                name="recognition_from_has_a_to",
            ),
        ]
        indexes = [models.Index(fields=["is_current", "stars", "product"])]

    def __str__(self) -> str:
        return f"{self.product}: {self.rank}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        is_new = self._state.adding
        super().save(*args, **kwargs)
        if is_new:  # from its first recognition a product is public, and stays so
            findable.publish(self.product)

    @property
    def rank(self) -> str:
        """«4 sao» or «Tiềm năng 5 sao»."""
        if self.stars:
            return stars_in_words(self.stars)
        return potential_in_words(self.potential_stars or 0)


def potential_in_words(stars: int) -> str:
    """«Tiềm năng 5 sao»: what a source or a dossier before the higher level says, beside or instead of stars."""
    return _("Tiềm năng %(stars)s") % {"stars": stars_in_words(stars)}


class Certificate(models.Model):
    """Giấy chứng nhận OCOP: the paper of a recognition, with its number and the address its QR code opens.

    What it certifies (product, producer, address) is kept as it was on the day of issue: a producer who moves or takes
    another name does not change a paper that was signed.
    """

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    recognition = models.OneToOneField(Recognition, on_delete=models.PROTECT, related_name="certificate")
    number = models.CharField("số giấy chứng nhận", max_length=60, unique=True)
    issued_on = models.DateField("ngày cấp")
    expires_on = models.DateField("có giá trị đến hết ngày")
    product_name = models.CharField("sản phẩm ghi trên giấy", max_length=300, blank=True)
    producer_name = models.CharField("chủ thể ghi trên giấy", max_length=300, blank=True)
    address = models.CharField("địa chỉ ghi trên giấy", max_length=600, blank=True)
    product_code = models.CharField("mã số sản phẩm", max_length=60, blank=True)
    group = models.CharField("nhóm sản phẩm", max_length=200, blank=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")

    objects = AccessQuerySet["Certificate"].as_manager()

    def __str__(self) -> str:
        return _("Giấy chứng nhận số %(number)s") % {"number": self.number}

    def get_absolute_url(self) -> str:
        return reverse("portal:certificate", args=[self.code])


class Revocation(models.Model):
    """Thu hồi: takes a recognition back on a ground of the regime, by a decision of who may."""

    recognition = models.OneToOneField(Recognition, on_delete=models.PROTECT, related_name="revocation")
    ground = models.ForeignKey(RevocationGround, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(RecognitionDecision, on_delete=models.PROTECT, related_name="revocations")
    concluded_on = models.DateField("ngày có kết luận, xác nhận", help_text="thời hạn thu hồi tính từ ngày này")
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
