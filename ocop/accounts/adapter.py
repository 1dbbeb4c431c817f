"""What allauth asks us: the Vietnamese words of its errors, and how a new account is filled."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from ocop.accounts.models import User

WEAK = {
    "password_too_short": "Mật khẩu quá ngắn. Hãy dùng ít nhất %(min_length)d ký tự.",
    "password_too_common": "Mật khẩu này quá phổ biến. Hãy chọn mật khẩu khó đoán hơn.",
    "password_too_similar": "Mật khẩu quá giống thông tin của bạn. Hãy chọn mật khẩu khác.",
    "password_entirely_numeric": "Mật khẩu không được chỉ gồm chữ số.",
}


def _in_vietnamese(error: ValidationError) -> ValidationError:
    if error.code not in WEAK:
        return error
    return ValidationError(WEAK[error.code], code=error.code, params=error.params)


class AccountAdapter(DefaultAccountAdapter):
    """allauth with our account model; its error messages have no Vietnamese translation of their own."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Tài khoản này đang bị khóa. Hãy liên hệ quản trị viên.",
        "cannot_remove_primary_email": "Không xóa được e-mail chính.",
        "duplicate_email": "Đây đang là e-mail của bạn. Hãy nhập địa chỉ khác.",
        "email_password_mismatch": "E-mail hoặc mật khẩu chưa đúng. Hãy kiểm tra và nhập lại.",
        "email_taken": "E-mail này đã có tài khoản. Hãy đăng nhập hoặc dùng «Quên mật khẩu».",
        "enter_current_password": "Mật khẩu hiện tại chưa đúng. Hãy nhập lại.",
        "incorrect_code": "Mã chưa đúng. Hãy nhập lại.",
        "incorrect_password": "Mật khẩu chưa đúng. Hãy nhập lại.",
        "invalid_or_expired_key": "Liên kết không đúng hoặc đã hết hạn. Hãy yêu cầu liên kết mới.",
        "invalid_login": "E-mail hoặc mật khẩu chưa đúng. Hãy kiểm tra và nhập lại.",
        "invalid_password_reset": "Liên kết đặt lại mật khẩu không đúng hoặc đã hết hạn. Hãy yêu cầu liên kết mới.",
        "max_email_addresses": "Bạn chỉ được có %d địa chỉ e-mail.",
        "too_many_login_attempts": "Bạn đã nhập sai nhiều lần. Hãy thử lại sau 5 phút hoặc dùng «Quên mật khẩu».",
        "unknown_email": "Chưa có tài khoản nào dùng e-mail này.",
        "unverified_primary_email": "Hãy xác nhận e-mail của bạn trước.",
        "select_only_one": "Hãy chỉ chọn một mục.",
        "same_as_current": "Giá trị mới phải khác giá trị hiện tại.",
        "rate_limited": "Bạn thao tác quá nhanh. Hãy đợi ít phút rồi thử lại.",
    }

    def clean_password(self, password: str, user: User | None = None) -> str:
        """Django's own checks; some of its sentences are missing in Vietnamese, so ours take their place."""
        try:
            checked: str = super().clean_password(password, user)
        except ValidationError as errors:
            raise ValidationError([_in_vietnamese(error) for error in errors.error_list]) from errors
        return checked

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """A new account takes name and telephone from the form before it is saved."""
        user.full_name = form.cleaned_data.get("full_name", "")
        user.phone = form.cleaned_data.get("phone", "")
        saved: User = super().save_user(request, user, form, commit)
        return saved
