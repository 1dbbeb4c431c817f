"""Fields about people, cleaned the same way wherever they are asked for."""

from __future__ import annotations

import re
import unicodedata

from django import forms

NAME_PARTS = re.compile(r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+)*\.?")
PHONE = re.compile(r"(?:\+84|0)\d{8,10}")


class NameField(forms.CharField):
    """Họ và tên: letters and spaces only, so that it can stand in mails and papers."""

    def __init__(self, **kwargs: object) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "name"})
        super().__init__(**{"label": "Họ và tên", "max_length": 120, "widget": widget, **kwargs})  # type: ignore[arg-type]

    def clean(self, value: object) -> str:
        name: str = super().clean(" ".join(unicodedata.normalize("NFC", str(value or "")).split()))
        if name and (len(name) < 2 or not NAME_PARTS.fullmatch(name)):
            raise forms.ValidationError("Hãy ghi họ và tên bằng chữ, ví dụ: Nguyễn Thị Mai.")
        return name


class PhoneField(forms.CharField):
    """Điện thoại: a Vietnamese number, stored without spaces."""

    def __init__(self, **kwargs: object) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"})
        super().__init__(**{"label": "Điện thoại", "max_length": 30, "widget": widget, **kwargs})  # type: ignore[arg-type]

    def clean(self, value: object) -> str:
        number = re.sub(r"[\s.()-]", "", super().clean(value))
        if number and not PHONE.fullmatch(number):
            raise forms.ValidationError("Số điện thoại chưa đúng. Hãy ghi đủ số, ví dụ: 0912 345 678.")
        return number
