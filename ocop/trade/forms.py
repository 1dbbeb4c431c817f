"""What visitors and producers type. The public form speaks both languages; the producer's pages are Vietnamese."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.core.guard import Guard
from ocop.trade.actions import Asked
from ocop.trade.models import EnquiryReply, PointOfSale, SalesChannel

if TYPE_CHECKING:
    from ocop.producers.models import Product

_PHONE = re.compile(r"\+?[0-9]{8,15}")


class EnquiryForm(Guard, forms.Form):
    """Hỏi mua: who asks, how to answer, what about."""

    name = forms.CharField(
        label=gettext_lazy("Tên của bạn"),
        max_length=120,
        error_messages={"required": gettext_lazy("Hãy ghi tên để chủ thể biết trả lời ai.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Điện thoại"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(
        label="E-mail",
        required=False,
        error_messages={"invalid": gettext_lazy("E-mail chưa đúng. Ví dụ: ten@vidu.vn.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    quantity = forms.CharField(
        label=gettext_lazy("Số lượng"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Ví dụ: 20 hộp, 5 kg, mỗi tháng 100 chai."),
    )
    message = forms.CharField(
        label=gettext_lazy("Nội dung"),
        max_length=2000,
        error_messages={"required": gettext_lazy("Hãy ghi điều bạn muốn hỏi.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    agrees = forms.BooleanField(
        label=gettext_lazy("Tôi đồng ý chuyển thông tin trên cho chủ thể này để được trả lời"),
        error_messages={"required": gettext_lazy("Cần đồng ý thì hệ thống mới được chuyển thông tin cho chủ thể.")},
    )

    def clean_phone(self) -> str:
        phone = re.sub(r"[\s.()-]", "", str(self.cleaned_data["phone"]))
        if phone and not _PHONE.fullmatch(phone):
            raise forms.ValidationError(_("Số điện thoại chưa đúng. Hãy ghi đủ số, ví dụ: 0912 345 678."))
        return phone

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = {"phone", "email"} & self.errors.keys()
        if not given and not (self.cleaned_data.get("phone") or self.cleaned_data.get("email")):
            self.add_error("phone", _("Hãy để lại số điện thoại hoặc e-mail để chủ thể trả lời."))
        return cleaned

    def asked(self) -> Asked:
        """What was typed, for the action."""
        return Asked(**{name: self.cleaned_data[name] for name in ("name", "phone", "email", "quantity", "message")})


class ReplyForm(forms.Form):
    """The producer's answer."""

    text = forms.CharField(
        label="Nội dung trả lời",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Hãy ghi nội dung trả lời."},
    )
    way = forms.ChoiceField(label="Cách trả lời", choices=EnquiryReply.Way.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, has_email: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = list(EnquiryReply.Way) if has_email else [EnquiryReply.Way.PHONE]
        field = self.fields["way"]
        field.choices = [(way.value, way.label) for way in ways]  # type: ignore[attr-defined]
        field.initial = ways[0]


class ShopLinkForm(forms.Form):
    """One more page on the net where the product is sold."""

    channel = forms.ModelChoiceField(
        queryset=SalesChannel.objects.filter(is_active=True),
        label="Kênh bán",
        empty_label="Chọn kênh",
        error_messages={"required": "Hãy chọn kênh bán."},
    )
    url = forms.CharField(
        label="Địa chỉ trang bán sản phẩm",
        max_length=500,
        help_text="Mở trang sản phẩm trên kênh đó rồi chép địa chỉ, bắt đầu bằng https://.",
        error_messages={"required": "Hãy dán địa chỉ trang bán."},
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )


class PointForm(forms.Form):
    """One more place where the product is sold, of those on the public list."""

    point = forms.ModelChoiceField(
        queryset=PointOfSale.objects.none(),
        to_field_name="code",
        label="Điểm bán",
        empty_label="Chọn điểm bán",
        error_messages={"required": "Hãy chọn điểm bán.", "invalid_choice": "Điểm bán này không còn trong danh sách."},
    )

    def __init__(self, *args: Any, product: Product, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        points = PointOfSale.objects.allowed(None, "pointofsale.view").exclude(products=product)
        self.fields["point"].queryset = points  # type: ignore[attr-defined]
