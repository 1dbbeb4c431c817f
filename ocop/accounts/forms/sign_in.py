"""The forms of allauth in Vietnamese. allauth has no Vietnamese translation, so every word is given here."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest

from ocop.accounts import actions
from ocop.accounts.forms.fields import NameField, PhoneField

E_MAIL, EMAIL_LENGTH = "E-mail", 254
PASSWORD, NEW_PASSWORD, AGAIN = "Mật khẩu", "Mật khẩu mới", "Nhập lại mật khẩu"
PASSWORD_HELP = "Ít nhất 10 ký tự, không quá phổ biến, không giống e-mail của bạn."
NOT_THE_SAME = "Hai lần nhập mật khẩu chưa giống nhau. Hãy nhập lại."


class Vietnamese(forms.BaseForm):
    """Labels and help of a form in Vietnamese, without the English placeholders; equal passwords or a sentence."""

    words: dict[str, tuple[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, forms.EmailField):
                field.validators.append(MaxLengthValidator(EMAIL_LENGTH))
            if name in self.words:
                field.label, field.help_text = self.words[name]

    def add_error(self, field: str | None, error: Any) -> None:
        """Django adds a field's own errors as ValidationError; allauth adds one as bare words: the two differ."""
        differs = field == "password2" and not isinstance(error, forms.ValidationError)
        super().add_error(field, NOT_THE_SAME if differs else error)


class LoginForm(Vietnamese, allauth_forms.LoginForm):
    words = {
        "login": (E_MAIL, ""),
        "password": (PASSWORD, ""),
        "remember": ("Nhớ đăng nhập trên máy này", "Không chọn nếu bạn dùng máy chung."),
    }


class SignupForm(Vietnamese, allauth_forms.SignupForm):
    full_name = NameField()
    phone = PhoneField(help_text="Cán bộ phụ trách OCOP liên hệ với bạn qua số này.")
    agrees = forms.BooleanField(
        label="Tôi đồng ý với thông báo xử lý dữ liệu cá nhân",
        error_messages={"required": "Hãy đọc và đồng ý với thông báo xử lý dữ liệu cá nhân để đăng ký."},
    )
    field_order = ["full_name", "email", "phone", "password1", "password2", "agrees"]
    words = {
        "email": (E_MAIL, "Dùng để đăng nhập và nhận thông báo."),
        "password1": (PASSWORD, PASSWORD_HELP),
        "password2": (AGAIN, ""),
    }

    def custom_signup(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        actions.signed_up(user)  # type: ignore[arg-type]


class AddEmailForm(Vietnamese, allauth_forms.AddEmailForm):
    words = {"email": ("E-mail mới", "")}


class ChangePasswordForm(Vietnamese, allauth_forms.ChangePasswordForm):
    words = {
        "oldpassword": ("Mật khẩu hiện tại", ""),
        "password1": (NEW_PASSWORD, PASSWORD_HELP),
        "password2": ("Nhập lại mật khẩu mới", ""),
    }


class SetPasswordForm(Vietnamese, allauth_forms.SetPasswordForm):
    words = {"password1": (PASSWORD, PASSWORD_HELP), "password2": (AGAIN, "")}


class ResetPasswordForm(Vietnamese, allauth_forms.ResetPasswordForm):
    words = {"email": (E_MAIL, "Địa chỉ bạn đã dùng để đăng ký.")}


class ResetPasswordKeyForm(Vietnamese, allauth_forms.ResetPasswordKeyForm):
    words = {"password1": (NEW_PASSWORD, PASSWORD_HELP), "password2": (AGAIN, "")}


class ReauthenticateForm(Vietnamese, allauth_forms.ReauthenticateForm):
    words = {"password": (PASSWORD, "")}
