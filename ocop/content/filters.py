"""The filters of the public lists of news, of documents of the law and of questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.content.models import DocumentField, DocumentType, IssuingBody, NewsCategory
from ocop.core.filters import Filter
from ocop.core.language import said
from ocop.core.versions import cached

if TYPE_CHECKING:
    from ocop.content.models.terms import Term


def _choices(model: type[Term]) -> list[tuple[str, str]]:
    return [("", str(_("Tất cả"))), *((term.slug, str(said(term, "name"))) for term in model._default_manager.all())]


def offer(form: Filter, name: str, model: type[Term]) -> None:
    """Let a filter choose among the terms of a list."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = cached(("terms", model.__name__), lambda: _choices(model))


class NewsFilter(Filter):
    """News by title and category."""

    q = forms.CharField(label=_("Tiêu đề tin"), required=False, max_length=200)
    chuyen_muc = forms.ChoiceField(label=_("Chuyên mục"), required=False)

    def offer(self) -> None:
        offer(self, "chuyen_muc", NewsCategory)


class LegalFilter(Filter):
    """Documents of the law by every field of theirs."""

    IN_FORCE, OVER, TO_COME = "con", "het", "sap"

    so = forms.CharField(label=_("Số, ký hiệu"), required=False, max_length=60)
    q = forms.CharField(label=_("Trích yếu"), required=False, max_length=200)
    loai = forms.ChoiceField(label=_("Loại văn bản"), required=False)
    linh_vuc = forms.ChoiceField(label=_("Lĩnh vực"), required=False)
    co_quan = forms.ChoiceField(label=_("Cơ quan ban hành"), required=False)
    nguoi_ky = forms.CharField(label=_("Người ký"), required=False, max_length=120)
    tu = forms.DateField(label=_("Ban hành từ ngày"), required=False)
    den = forms.DateField(label=_("Ban hành đến ngày"), required=False)
    hieu_luc_tu = forms.DateField(label=_("Hiệu lực từ ngày"), required=False)
    hieu_luc_den = forms.DateField(label=_("Hiệu lực đến ngày"), required=False)
    hieu_luc = forms.ChoiceField(
        label=_("Hiệu lực hôm nay"),
        required=False,
        choices=[
            ("", _("Tất cả")),
            (IN_FORCE, _("Còn hiệu lực")),
            (OVER, _("Hết hiệu lực, đã được thay thế")),
            (TO_COME, _("Chưa có hiệu lực")),
        ],
    )

    def offer(self) -> None:
        offer(self, "loai", DocumentType)
        offer(self, "linh_vuc", DocumentField)
        offer(self, "co_quan", IssuingBody)
