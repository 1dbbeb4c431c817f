from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet

from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.gis import coordinates
from ocop.gis.models import Provenance
from ocop.places.models import Unit
from ocop.producers.models import Producer, Product, ProductPicture
from ocop.programme.models import OrganisationType, ProductClass, Regime

_PHONE = re.compile(r"^\+?[0-9][0-9 .()-]{7,18}$")

TEXTS = ("description", "story", "production_process", "sales_process")
TEXTS_EN = ("name_en", "description_en", "story_en", "production_process_en", "sales_process_en")


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


PRIVATE = {"gender", "ethnicity", "permanent_address", "phone", "email"}


class ProducerForm(forms.ModelForm):
    personal: tuple[str, ...] = ("representative", "position", "gender", "phone", "email")
    """What forms 01 and 02 need, whatever the model lets pass."""
    website = forms.URLField(
        label="Trang web", required=False, max_length=200, assume_scheme="https", help_text="Công khai trên cổng."
    )
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
            "introduction_en",
            "website",
        )
        labels = {
            "name": "Tên chủ thể",
            "introduction": "Lịch sử hình thành và phát triển",
            "introduction_en": "Giới thiệu (tiếng Anh)",
        }
        help_texts = {
            "name": "Ghi đúng như trên giấy đăng ký kinh doanh.",
            "address": "Số nhà, ấp, khóm, đường. Không cần ghi lại xã, tỉnh.",
            "ethnicity": "Mẫu số 02 yêu cầu. Không công khai.",
            "permanent_address": "Mẫu số 02 yêu cầu. Không công khai.",
            "is_contact_public": "Đánh dấu để người mua thấy số điện thoại và e-mail trên cổng.",
        }
        widgets = {
            "introduction": forms.Textarea(attrs={"rows": 5}),
            "introduction_en": forms.Textarea(attrs={"rows": 4, "lang": "en"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "unit" in self.fields:
            self.fields["unit"].queryset = home_communes()  # type: ignore[attr-defined]
            types = OrganisationType.objects.filter(may_apply=True)
            self.fields["organisation_type"].queryset = types  # type: ignore[attr-defined]
        for name in self.personal:
            self.fields[name].required = True
        for name in self.fields.keys() & PRIVATE:
            self.fields[name].widget.attrs["data-private"] = True  # the browser keeps no copy of it

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"].strip()
        if phone and not _PHONE.match(phone):
            raise forms.ValidationError("Số điện thoại chưa đúng. Ví dụ: 0912 345 678.")
        return phone

    def clean_website(self) -> str:
        website: str = self.cleaned_data["website"]
        if website and not website.startswith(("https://", "http://")):
            raise forms.ValidationError("Địa chỉ trang web bắt đầu bằng https://.")
        return website

    def clean_founded_on(self) -> Any:
        day = self.cleaned_data["founded_on"]
        if day and day > today():
            raise forms.ValidationError("Ngày thành lập không thể ở tương lai.")
        return day


class Pictures(forms.FileInput):
    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Several files at once; no file is an empty list."""

    widget = Pictures

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [super(PicturesField, self).clean(each, initial) for each in data or []]


def _english(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "lang": "en"})


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
    more_pictures = PicturesField(
        label="Thêm ảnh khác",
        required=False,
        help_text=f"Bao bì, mặt sau, nơi làm… Chọn được nhiều ảnh một lần, nhiều nhất {ProductPicture.MOST} ảnh.",
    )

    class Meta:
        model = Product
        fields = ("name", "product_class", *TEXTS, *TEXTS_EN)
        labels = {
            "name": "Tên sản phẩm",
            "name_en": "Tên tiếng Anh",
            "description_en": "Mô tả, quy cách (tiếng Anh)",
            "story_en": "Câu chuyện sản phẩm (tiếng Anh)",
            "production_process_en": "Quy trình sản xuất (tiếng Anh)",
            "sales_process_en": "Quy trình bán hàng (tiếng Anh)",
        }
        help_texts = {
            "production_process": "Từng bước, mỗi bước một dòng: nguyên liệu, chế biến, đóng gói, kiểm tra. Công khai.",
            "sales_process": "Bán ở đâu, đặt hàng, giao hàng, đổi trả thế nào; mỗi bước một dòng. Công khai.",
        }
        widgets = {
            "description": forms.Textarea(attrs={"rows": 4}),
            "story": forms.Textarea(attrs={"rows": 6}),
            "production_process": forms.Textarea(attrs={"rows": 5}),
            "sales_process": forms.Textarea(attrs={"rows": 4}),
            "name_en": forms.TextInput(attrs={"lang": "en"}),
            "description_en": _english(3),
            "story_en": _english(4),
            "production_process_en": _english(4),
            "sales_process_en": _english(3),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "product_class" in self.fields:
            self.fields["product_class"].queryset = open_classes()  # type: ignore[attr-defined]


PicturesForm = forms.inlineformset_factory(
    Product,
    ProductPicture,
    fields=("caption", "order"),
    extra=0,
    can_delete=True,
    widgets={"order": forms.NumberInput(attrs={"min": 0, "max": 99})},
)
"""The pictures a product has beside its main one: their captions, their order, which to take off."""


class DescribeProducerForm(ProducerForm):
    """What the public pages tell of a producer, for an officer who writes it in its place."""

    class Meta(ProducerForm.Meta):
        fields: Any = ("introduction", "introduction_en", "website", "address", "phone", "email", "is_contact_public")
        help_texts = {
            **ProducerForm.Meta.help_texts,
            "is_contact_public": "Chỉ đánh dấu khi chủ thể đã đồng ý công khai điện thoại, e-mail và địa chỉ.",
        }

    unit = None  # type: ignore[assignment]
    organisation_type = None  # type: ignore[assignment]
    personal = ()
    address = forms.CharField(label="Địa chỉ", required=False, max_length=300)


class DescribeProductForm(ProductForm):
    """What the public pages tell of a product, for an officer who writes it in the producer's place."""

    class Meta(ProductForm.Meta):
        fields: Any = (*TEXTS, *TEXTS_EN)

    product_class = None  # type: ignore[assignment]


class StateForm(forms.Form):
    """The officer's word that a producer stopped producing (with the day), or that it produces again."""

    stopped_on = forms.DateField(
        label="Ngừng sản xuất từ ngày", widget=forms.DateInput(attrs={"type": "date"}), help_text="Theo xác nhận."
    )
    reason = forms.CharField(
        label="Lý do, căn cứ xác nhận",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ví dụ: Biên bản kiểm tra ngày 12/5/2026 của UBND xã. Không ghi thông tin cá nhân.",
    )

    def __init__(self, *args: Any, stops: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not stops:
            del self.fields["stopped_on"]


class PlaceForm(forms.Form):
    """Where on the map: typed in any way surveyors write it, or filled in by the map or the phone."""

    where = forms.CharField(
        label="Tọa độ",
        max_length=120,
        error_messages={"required": "Hãy đặt ghim trên bản đồ hoặc ghi tọa độ."},
        help_text="Ví dụ: 10.2434, 106.3756 hoặc 10°14′36″N 106°22′32″E. Tọa độ VN-2000 ghi X rồi Y, tính bằng mét.",
    )
    meridian = forms.ChoiceField(
        label="Kinh tuyến trục",
        required=False,
        help_text="Chỉ cần khi ghi tọa độ VN-2000: xem trên bản đồ địa chính hoặc hồ sơ đo.",
    )
    provenance = forms.ChoiceField(
        label="Vị trí này từ đâu",
        choices=[
            (Provenance.PIN, "Đặt ghim trên bản đồ"),
            (Provenance.PHONE, "Lấy từ điện thoại, đứng tại chỗ"),
            (Provenance.SURVEYED, "Đo đạc, ghi trong hồ sơ"),
        ],
        initial=Provenance.PIN,
        widget=forms.RadioSelect,
    )
    accuracy = forms.DecimalField(
        required=False, min_value=0, max_value=99_999, decimal_places=1, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Không phải VN-2000"), *coordinates.choices()]
        self.fields["meridian"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The place as degrees; what cannot be read is said at the field."""
        cleaned = super().clean() or {}
        if cleaned.get("where"):
            try:
                cleaned["latlon"] = coordinates.parse(cleaned["where"], cleaned.get("meridian") or None)
            except Refused as refused:
                self.add_error("where", str(refused))
        return cleaned
