"""Documents of the law as a citizen looks them up. What they are worth on a day is computed from their dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.documents import get_document_model_string
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from ocop.content.models.pages import BasePage, IndexPage, tabs
from ocop.content.models.terms import Term
from ocop.core.dates import today


class DocumentType(Term):  # type: ignore[django-manager-missing]
    """Loại văn bản: decision, decree, circular…"""

    class Meta(Term.Meta):
        verbose_name = "loại văn bản"
        verbose_name_plural = "loại văn bản"


class DocumentField(Term):  # type: ignore[django-manager-missing]
    """Lĩnh vực văn bản: what a document of the law is about."""

    class Meta(Term.Meta):
        verbose_name = "lĩnh vực văn bản"
        verbose_name_plural = "lĩnh vực văn bản"


class IssuingBody(Term):  # type: ignore[django-manager-missing]
    """Cơ quan ban hành: who issues documents of the law."""

    class Meta(Term.Meta):
        verbose_name = "cơ quan ban hành"
        verbose_name_plural = "cơ quan ban hành"


class LegalIndexPage(IndexPage):
    """Mục văn bản: lists the documents of the law."""

    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.LegalDocumentPage"]
    max_count = 1

    class Meta:
        verbose_name = "mục văn bản"
        verbose_name_plural = "mục văn bản"


@dataclass(frozen=True)
class Standing:
    """What a document is worth on a day, in words and as a tone of a badge."""

    code: str
    label: str
    tone: str
    since: date | None = None


class LegalDocumentQuerySet(PageQuerySet):
    """Documents of the law."""

    def with_terms(self) -> Self:
        """With the two days between which they are in force: `begins` and `over_from` (None: open).

        Only a published successor takes a document's place: a draft changes nothing for anybody.
        """
        succeeded = Coalesce(F("superseded_by__effective_on"), F("superseded_by__issued_on"))
        return self.annotate(
            begins=Coalesce(F("effective_on"), F("issued_on")),
            over_from=Coalesce(F("ended_on"), Case(When(superseded_by__live=True, then=succeeded))),
        )

    def in_force(self, day: date | None = None) -> Self:
        """Those in force on a day (today)."""
        day = day or today()
        return self.with_terms().filter(Q(over_from=None) | Q(over_from__gt=day), Q(begins=None) | Q(begins__lte=day))

    def over(self, day: date | None = None) -> Self:
        """Those no longer in force on a day (today)."""
        return self.with_terms().filter(over_from__lte=day or today())

    def to_come(self, day: date | None = None) -> Self:
        """Those not yet in force on a day (today) and not over either."""
        day = day or today()
        return self.with_terms().filter(Q(over_from=None) | Q(over_from__gt=day), begins__gt=day)

    def newest_first(self) -> Self:
        """Those issued last first; those whose day is not known at the end."""
        return self.order_by(F("issued_on").desc(nulls_last=True), "-pk")


LegalDocumentManager = PageManager.from_queryset(LegalDocumentQuerySet)


class LegalDocumentPage(BasePage):
    """Văn bản pháp luật: number, summary, who issued it and when, and whether it is in force."""

    number = models.CharField("số, ký hiệu", max_length=60, db_index=True, help_text="Ví dụ: 26/2026/QĐ-TTg")
    summary = models.TextField("trích yếu", help_text="Văn bản quy định việc gì, bằng một hai câu.")
    summary_en = models.TextField("trích yếu tiếng Anh", blank=True)
    document_type = models.ForeignKey(
        DocumentType, verbose_name="loại văn bản", on_delete=models.PROTECT, related_name="documents"
    )
    field = models.ForeignKey(
        DocumentField, verbose_name="lĩnh vực", on_delete=models.PROTECT, related_name="documents"
    )
    issuing_body = models.ForeignKey(
        IssuingBody, verbose_name="cơ quan ban hành", on_delete=models.PROTECT, related_name="documents"
    )
    signer = models.CharField("người ký", max_length=120, blank=True)
    issued_on = models.DateField(
        "ngày ban hành", null=True, blank=True, db_index=True, help_text="Để trống khi không rõ ngày."
    )
    effective_on = models.DateField("ngày có hiệu lực", null=True, blank=True, help_text="Để trống: ngày ban hành.")
    superseded_by = models.ForeignKey(
        "self",
        verbose_name="bị thay thế bởi",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="supersedes",
    )
    ended_on = models.DateField(
        "hết hiệu lực từ ngày",
        null=True,
        blank=True,
        help_text="Để trống khi còn hiệu lực, hoặc khi hết hiệu lực đúng ngày văn bản thay thế có hiệu lực.",
    )
    attachment = models.ForeignKey(
        get_document_model_string(),
        verbose_name="tệp đính kèm",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = LegalDocumentManager()

    parent_page_types = ["content.LegalIndexPage"]
    subpage_types: list[str] = []
    page_description = "Một văn bản: luật, nghị định, quyết định, thông tư, công văn."
    edit_handler = tabs(
        [
            FieldRowPanel([FieldPanel("number"), FieldPanel("document_type")], heading="Số và loại"),
            FieldPanel("summary"),
            FieldRowPanel([FieldPanel("issuing_body"), FieldPanel("signer")], heading="Ban hành"),
            FieldPanel("field"),
            FieldRowPanel([FieldPanel("issued_on"), FieldPanel("effective_on")], heading="Ngày"),
            MultiFieldPanel([PageChooserPanel("superseded_by"), FieldPanel("ended_on")], heading="Khi hết hiệu lực"),
            FieldPanel("attachment"),
        ],
        [FieldPanel("summary_en")],
    )

    class Meta:
        verbose_name = "văn bản pháp luật"
        verbose_name_plural = "văn bản pháp luật"

    def clean(self) -> None:
        """Days in their order; no document supersedes itself."""
        super().clean()
        problems = {}
        if self.issued_on and self.effective_on and self.effective_on < self.issued_on:
            problems["effective_on"] = "Ngày có hiệu lực phải từ ngày ban hành trở đi."
        if self.in_force_from and self.ended_on and self.ended_on < self.in_force_from:
            problems["ended_on"] = "Ngày hết hiệu lực phải sau ngày có hiệu lực."
        if self.superseded_by_id is not None and self.superseded_by_id == self.pk:
            problems["superseded_by"] = "Văn bản không thể tự thay thế chính nó."
        if problems:
            raise ValidationError(problems)

    @property
    def shown_date(self) -> date | None:
        """The day it was issued."""
        return self.issued_on

    @property
    def in_force_from(self) -> date | None:
        """The first day it is in force; None where no day is known."""
        return self.effective_on or self.issued_on

    @property
    def successor(self) -> LegalDocumentPage | None:
        """The published document that takes its place; a draft takes nobody's."""
        newer = self.superseded_by
        return newer if newer is not None and newer.live else None

    @property
    def over_from_day(self) -> date | None:
        """The first day it is no longer in force; None while no end is known."""
        if self.ended_on is not None:
            return self.ended_on
        return self.successor.in_force_from if self.successor is not None else None

    def standing_on(self, day: date) -> Standing:
        """What it is worth on a day."""
        over_from = self.over_from_day
        if over_from is not None and over_from <= day:
            label = _("Đã được thay thế") if self.successor is not None else _("Hết hiệu lực")
            return Standing("over", label, "neutral", over_from)
        if self.in_force_from is not None and self.in_force_from > day:
            return Standing("to_come", _("Chưa có hiệu lực"), "info", self.in_force_from)
        if over_from is not None:
            return Standing("ending", _("Sắp hết hiệu lực"), "warn", over_from)
        return Standing("in_force", _("Còn hiệu lực"), "success", self.in_force_from)

    @property
    def standing(self) -> Standing:
        """What it is worth today."""
        return self.standing_on(today())
