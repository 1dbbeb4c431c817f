from __future__ import annotations

from typing import Any

from django import forms


class InviteForm(forms.Form):
    """Whom to ask to act for a producer; an officer in its place says why."""

    email = forms.EmailField(
        label="E-mail của người được mời",
        max_length=254,
        help_text="Người đó đăng nhập bằng đúng e-mail này. Chưa có tài khoản thì đăng ký trước.",
    )
    is_hand_over = forms.BooleanField(label="Bàn giao: khi người đó nhận lời thì tôi thôi phụ trách", required=False)
    reason = forms.CharField(
        label="Lý do, căn cứ",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ví dụ: Giấy đề nghị ngày 12/5/2026 của chủ cơ sở.",
    )

    def __init__(self, *args: Any, is_member: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reason" if is_member else "is_hand_over"]
