from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet

from ocop.core.dates import today
from ocop.core.text import normalise
from ocop.places.models import Unit
from ocop.producers.models import Producer, Product
from ocop.programme.models import OrganisationType, ProductClass, Regime

_PHONE = re.compile(r"^\+?[0-9][0-9 .()-]{7,18}$")


def home_communes() -> QuerySet[Unit]:
    """The communes of today in the province this installation serves."""
    province = Unit.objects.current().filter(level=Unit.Level.PROVINCE, code=settings.HOME_PROVINCE)
    return Unit.objects.current().filter(level=Unit.Level.COMMUNE, parent__in=province)


def open_classes() -> QuerySet[ProductClass]:
    """The leaves of Annex I of the decision that accepts filings today."""
    regimes = Regime.objects.accepting(today())
    return ProductClass.objects.filter(regime__in=regimes).exclude(criteria_set=None).select_related("parent__parent")


class ClassChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.group.name})"


class UnitChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return obj.title


class ProducerForm(forms.ModelForm):
    unit = UnitChoice(queryset=Unit.objects.none(), label="Xã, phường", empty_label="Chọn xã, phường")
    organisation_type = forms.ModelChoiceField(
        queryset=OrganisationType.objects.none(), label="Loại hình tổ chức", empty_label="Chọn loại hình"
    )

    class Meta:
        model = Producer
        fields = (
            "name",
            "organisation_type",
            "unit",
            "address",
            "representative",
            "position",
            "gender",
            "ethnicity",
            "permanent_address",
            "phone",
            "email",
            "is_contact_public",
            "founded_on",
            "registration_number",
            "introduction",
        )
        labels = {"name": "Tên chủ thể", "introduction": "Lịch sử hình thành và phát triển"}
        help_texts = {
            "name": "Ghi đúng như trên giấy đăng ký kinh doanh.",
            "address": "Số nhà, ấp, khóm, đường. Không cần ghi lại xã, tỉnh.",
            "ethnicity": "Mẫu số 02 yêu cầu. Không công khai.",
            "permanent_address": "Mẫu số 02 yêu cầu. Không công khai.",
            "is_contact_public": "Đánh dấu để người mua thấy số điện thoại và e-mail trên cổng.",
        }
        widgets = {"introduction": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = home_communes()  # type: ignore[attr-defined]
        types = OrganisationType.objects.filter(may_apply=True)
        self.fields["organisation_type"].queryset = types  # type: ignore[attr-defined]
        for name in ("representative", "position", "gender", "phone", "email"):
            self.fields[name].required = True

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"].strip()
        if not _PHONE.match(phone):
            raise forms.ValidationError("Số điện thoại chưa đúng. Ví dụ: 0912 345 678.")
        return phone

    def clean_founded_on(self) -> Any:
        day = self.cleaned_data["founded_on"]
        if day and day > today():
            raise forms.ValidationError("Ngày thành lập không thể ở tương lai.")
        return day


class ProductForm(forms.ModelForm):
    product_class = ClassChoice(
        queryset=ProductClass.objects.none(),
        label="Phân nhóm sản phẩm (Phụ lục I)",
        empty_label="Chọn phân nhóm",
        help_text="Phân nhóm quyết định bộ tiêu chí chấm điểm. Chưa chắc thì hỏi cán bộ xã.",
    )
    picture_upload = forms.FileField(
        label="Ảnh sản phẩm", required=False, help_text="Ảnh rõ, nền sáng. JPG, PNG hoặc WebP."
    )

    class Meta:
        model = Product
        fields = ("name", "product_class", "description", "story")
        labels = {"name": "Tên sản phẩm"}
        widgets = {"description": forms.Textarea(attrs={"rows": 4}), "story": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["product_class"]
        field.queryset = open_classes()  # type: ignore[attr-defined]


class PairForm(forms.Form):
    state = forms.CharField()


class SearchForm(forms.Form):
    """The words looked for in a list."""

    q = forms.CharField(required=False, max_length=100)

    def words(self) -> list[str]:
        """The words without accents; none when what was typed cannot be searched."""
        return normalise(self.cleaned_data.get("q", "")).split() if self.is_valid() else []
