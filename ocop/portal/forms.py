"""Forms of public pages that are not lists: a list reads its address itself (portal/listing.py)."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class VerifyForm(forms.Form):
    """One number to look up."""

    so = forms.CharField(
        label=_("Số giấy chứng nhận"),
        max_length=200,
        help_text=_("Ghi như trên giấy; không cần đúng chữ hoa, chữ thường hay khoảng trắng."),
        error_messages={"required": _("Hãy nhập số giấy chứng nhận.")},
    )
