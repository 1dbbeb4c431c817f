from __future__ import annotations

from datetime import date
from typing import Any, NoReturn, Self

from django.db import models
from django.db.models import F, Q
from django.utils import translation

from ocop.core.access import AccessQuerySet
from ocop.core.codes import new_code
from ocop.places.models import Unit
from ocop.programme.sheets import Sheet, cached_sheet


class LawQuerySet(AccessQuerySet[Any]):
    """Rows of the law: loaded once, never changed."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("published law is not changed; a new decision is new rows")

    def delete(self) -> NoReturn:
        raise TypeError("published law is not deleted")


class Law(models.Model):
    """A published row of a decision. It cites its article and cannot be changed or deleted."""

    article = models.CharField("căn cứ", max_length=160, blank=True)

    objects = LawQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("published law is not changed; a new decision is new rows")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("published law is not deleted")


class RegimeQuerySet(LawQuerySet):
    """Which decision rules a day."""

    def accepting(self, day: date) -> Self:
        """Regimes under which a dossier may be filed on a day."""
        return self.filter(has_sheets=True, effective_from__lte=day).filter(
            Q(effective_to=None) | Q(effective_to__gte=day)
        )


class Regime(Law):
    """Văn bản làm căn cứ: one decision's rules as data, from a day to a day; a dossier keeps its own.

    `policy` holds the rest of law/<code>/regime.yaml as loaded; the parts the system refers to are rows of their own.
    """

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    decision_number = models.CharField(max_length=40)
    decision_date = models.DateField()
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True)
    has_sheets = models.BooleanField(help_text="có phiếu chấm điểm, nhận hồ sơ mới được")
    validity_months = models.PositiveSmallIntegerField(null=True)
    policy = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    published_at = models.DateTimeField(auto_now_add=True)

    objects = RegimeQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ("-effective_from",)

    def __str__(self) -> str:
        return self.name

    @property
    def citation(self) -> str:
        """«Quyết định số 26/2026/QĐ-TTg ngày 22/05/2026»."""
        return f"Quyết định số {self.decision_number} ngày {self.decision_date:%d/%m/%Y}"

    def reading(self, key: str) -> Any:
        """The value of a documented setting where the decision is silent. KeyError when there is none."""
        for reading in self.policy.get("readings", ()):  # the rows say the same; this asks nothing
            if reading["key"] == key:
                return reading["value"]
        raise KeyError(f"{self.code}: {key}")

    def reading_or(self, key: str, default: Any) -> Any:
        """The same, or what holds under decisions that say nothing of it."""
        try:
            return self.reading(key)
        except KeyError:
            return default


class Level(Law):
    """Cấp của trình tự: a stop on a dossier's route, with its task; which stars it decides is said here only."""

    class Task(models.TextChoices):
        SCREEN = "screen", "Kiểm tra, đề nghị"
        DECIDE = "decide", "Đánh giá, phân hạng"

    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="levels")
    key = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    order = models.PositiveSmallIntegerField()
    unit_level = models.CharField(max_length=10, choices=Unit.Level)
    task = models.CharField(max_length=10, choices=Task)
    decides_stars = models.JSONField(default=list)
    decider = models.CharField("người quyết định", max_length=120, blank=True)
    forward_from = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    details = models.JSONField(default=dict, help_text="hội đồng, tổ tư vấn, nội dung kiểm tra")

    class Meta:
        ordering = ("regime", "order")
        constraints = [
            models.UniqueConstraint(fields=["regime", "order"], name="level_order_once"),
            models.UniqueConstraint(fields=["regime", "key"], name="level_key_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def screens(self) -> bool:
        return self.task == self.Task.SCREEN

    def _named(self, what: str, unit: Unit, default: str) -> str:
        with translation.override("vi"):  # papers of offices are in Vietnamese, whatever the page's language
            return str(self.details.get("names", {}).get(what, default)).format(unit=unit.full_name)

    def body_at(self, unit: Unit) -> str:
        """The office of this level at a unit, as its papers print it: «Ủy ban nhân dân tỉnh Vĩnh Long»."""
        return self._named("body", unit, "{unit}")

    def head_at(self, unit: Unit) -> str:
        """Who decides there: «Chủ tịch Ủy ban nhân dân tỉnh Vĩnh Long»; as the decision says where no name is given."""
        return self._named("head", unit, self.decider)

    def symbol_of(self, paper: str) -> str:
        """What follows the number of the office's papers: «QĐ-UBND»."""
        return "-".join(part for part in (paper, self.details.get("names", {}).get("symbol", "")) if part)

    def name_of(self, what: str) -> str:
        """Another name of the level's offices: `plural` for all of them, `chief` for who signs; "" where none."""
        return str(self.details.get("names", {}).get(what, ""))

    def next(self) -> Level | None:
        """The level a dossier goes to after this one."""
        return Level.objects.filter(regime=self.regime_id, order__gt=self.order).order_by("order").first()


class StarBand(Law):
    """Khung điểm: mean points from `lower` (included) to `upper` (excluded, but for the top) make `stars`."""

    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="bands")
    stars = models.PositiveSmallIntegerField()
    lower = models.DecimalField(max_digits=5, decimal_places=2)
    upper = models.DecimalField(max_digits=5, decimal_places=2)
    certificate = models.BooleanField(help_text="được cấp giấy chứng nhận")

    class Meta:
        ordering = ("regime", "-stars")
        constraints = [models.UniqueConstraint(fields=["regime", "stars"], name="band_once")]

    def __str__(self) -> str:
        return f"{self.stars} sao"


class Clock(Law):
    """Thời hạn: so many days, of working or calendar kind, from an event, at a level or for a dossier kind."""

    class Kind(models.TextChoices):
        WORKING = "working", "ngày làm việc"
        CALENDAR = "calendar", "ngày"

    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="clocks")
    key = models.CharField(max_length=40, help_text="screening, re_evaluation, revocation, late_extension…")
    level = models.ForeignKey(Level, null=True, on_delete=models.PROTECT, related_name="clocks")
    days = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    starts_at = models.CharField("tính từ", max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["regime", "key"], name="clock_once")]

    def __str__(self) -> str:
        return f"{self.days} {self.get_kind_display()}"


class DossierKind(Law):
    """Loại hồ sơ: first, upgrade or re-evaluation, with what it must show and when it may be filed."""

    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="dossier_kinds")
    key = models.CharField(max_length=20)
    label = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField(default=0)
    needs_recognition = models.BooleanField(help_text="chỉ cho sản phẩm đã được công nhận")
    must_show = models.JSONField(default=list)
    open_days_before = models.PositiveSmallIntegerField(null=True, help_text="sớm nhất trước ngày hết hạn")
    close_days_before = models.PositiveSmallIntegerField(null=True, help_text="muộn nhất trước ngày hết hạn")
    council_mode = models.CharField(max_length=10, default="meeting", help_text="meeting | written")
    clock = models.ForeignKey(Clock, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("regime", "order")
        constraints = [models.UniqueConstraint(fields=["regime", "key"], name="dossier_kind_once")]

    def __str__(self) -> str:
        return self.label


class RoundRule(Law):
    """Đợt trong năm theo quyết định: proposed before one day (dd/mm), held before another."""

    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="round_rules")
    ordinal = models.PositiveSmallIntegerField()
    proposed_before = models.CharField(max_length=5, help_text="dd/mm; chính ngày này là đã muộn")
    held_before = models.CharField(max_length=5)
    held_next_year = models.BooleanField(default=False)

    class Meta:
        ordering = ("level", "ordinal")
        constraints = [models.UniqueConstraint(fields=["level", "ordinal"], name="round_rule_once")]

    def __str__(self) -> str:
        return f"Đợt {self.ordinal}"

    def in_year(self, year: int) -> tuple[date, date]:
        """Proposed before, held before, in the round of a year."""
        return _day(self.proposed_before, year), _day(self.held_before, year + self.held_next_year)


def _day(text: str, year: int) -> date:
    day, month = text.split("/")
    return date(year, int(month), int(day))


class CriteriaSet(Law):
    """Bộ tiêu chí: one scoring sheet of a decision, with its parts, criteria, options, points and star marks."""

    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="criteria_sets")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    content = models.JSONField()
    fingerprint = models.CharField(max_length=64)

    class Meta:
        ordering = ("regime", "number")
        constraints = [models.UniqueConstraint(fields=["regime", "number"], name="criteria_set_once")]

    def __str__(self) -> str:
        return f"Bộ {self.number}. {self.name}"

    @property
    def sheet(self) -> Sheet:
        """The sheet as plain objects, parsed once a process: a published set never changes."""
        return cached_sheet(self.fingerprint, self.content)


class ProductClass(Law):
    """Ngành hàng, nhóm, phân nhóm của Phụ lục I: a tree; a leaf decides the criteria set."""

    class Depth(models.TextChoices):
        GROUP = "group", "Nhóm ngành hàng"
        SUBGROUP = "subgroup", "Nhóm"
        SET = "set", "Phân nhóm"

    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="product_classes")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    depth = models.CharField(max_length=10, choices=Depth)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField()
    ministries = models.JSONField(default=list)
    criteria_set = models.ForeignKey(CriteriaSet, null=True, on_delete=models.PROTECT, related_name="product_classes")

    class Meta:
        ordering = ("regime", "order")
        constraints = [models.UniqueConstraint(fields=["regime", "code"], name="product_class_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def group(self) -> ProductClass:
        """The top of this branch, one of the groups of Annex I."""
        top = self
        while top.parent is not None:
            top = top.parent
        return top

    @property
    def path(self) -> str:
        """«Sản phẩm thực phẩm › Gia vị › Gia vị khác»."""
        names, node = [self.name], self.parent
        while node is not None:
            names.append(node.name)
            node = node.parent
        return " › ".join(reversed(names))


class LawForm(Law):
    """Mẫu: a form of the decision, with its parts, fields and labels."""

    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="forms")
    code = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    content = models.JSONField(default=dict)

    class Meta:
        ordering = ("regime", "code")
        constraints = [models.UniqueConstraint(fields=["regime", "code"], name="law_form_once")]

    def __str__(self) -> str:
        return f"Mẫu số {self.code}. {self.name}"


class EvidenceKind(Law):
    """Loại minh chứng of Form 02's table."""

    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="evidence_kinds")
    code = models.CharField(max_length=10)
    label = models.CharField(max_length=200)
    demands = models.JSONField(default=list)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("regime", "order")
        constraints = [models.UniqueConstraint(fields=["regime", "code"], name="evidence_kind_once")]

    def __str__(self) -> str:
        return self.label


class Reading(Law):
    """Cách hiểu: what we do where the decision is silent, and why; part of the regime, shown to officials."""

    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="readings")
    key = models.CharField(max_length=60)
    value = models.JSONField()
    why = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["regime", "key"], name="reading_once")]

    def __str__(self) -> str:
        return f"{self.key} = {self.value}"


class RevocationGround(Law):
    """Căn cứ thu hồi."""

    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="revocation_grounds")
    code = models.CharField(max_length=10)
    label = models.CharField(max_length=300)

    class Meta:
        ordering = ("regime", "code")
        constraints = [models.UniqueConstraint(fields=["regime", "code"], name="revocation_ground_once")]

    def __str__(self) -> str:
        return self.label


class OrganisationType(Law):
    """Loại hình tổ chức of a producer (Article 2.3, and the types older lists use)."""

    code = models.CharField(max_length=30, unique=True)
    label = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField()
    may_apply = models.BooleanField(help_text="được đăng ký đánh giá theo văn bản đang có hiệu lực")
    only_groups = models.JSONField(default=list, help_text="mã nhóm ngành hàng; rỗng là mọi nhóm")
    is_household = models.BooleanField(default=False, help_text="địa chỉ thường là nhà ở")

    class Meta:
        ordering = ("order",)

    def __str__(self) -> str:
        return self.label


class Holiday(Law):
    """Ngày nghỉ lễ, or a weekend day worked in exchange."""

    day = models.DateField(unique=True)
    name = models.CharField(max_length=120)
    is_workday = models.BooleanField(default=False)

    class Meta:
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"


class Round(models.Model):
    """Đợt đánh giá: one of the rounds of a year at a deciding level's unit; an extra one cites its basis."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="rounds")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="rounds")
    year = models.PositiveSmallIntegerField("năm")
    ordinal = models.PositiveSmallIntegerField("đợt")
    proposed_before = models.DateField("đề nghị trước ngày")
    held_before = models.DateField("đánh giá xong trước ngày")
    is_extra = models.BooleanField("đợt bổ sung", default=False)
    basis = models.CharField("căn cứ (quy chế, kế hoạch)", max_length=300, blank=True)

    objects = AccessQuerySet["Round"].as_manager()

    class Meta:
        ordering = ("-year", "-ordinal")
        constraints = [
            models.UniqueConstraint(fields=["level", "unit", "year", "ordinal"], name="round_once"),
            models.CheckConstraint(condition=Q(held_before__gte=F("proposed_before")), name="round_held_after"),
            models.CheckConstraint(condition=Q(is_extra=False) | ~Q(basis=""), name="round_extra_has_basis"),
        ]

    def __str__(self) -> str:
        extra = " (bổ sung)" if self.is_extra else ""
        return f"Đợt {self.ordinal}/{self.year}{extra}"
