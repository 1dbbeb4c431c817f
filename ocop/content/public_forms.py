"""What visitors fill in: a question, a letter; and what those who run the portal answer."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.content.filters import offer
from ocop.content.models import ContactMessage, QuestionTopic
from ocop.core.filters import Filter
from ocop.core.guard import Guard


class QuestionFilter(Filter):
    """Earlier questions by words and topic."""

    q = forms.CharField(label=_("Tìm trong các câu đã trả lời"), required=False, max_length=200)
    chu_de = forms.ChoiceField(label=_("Chủ đề"), required=False)

    def offer(self) -> None:
        offer(self, "chu_de", QuestionTopic)


class QuestionForm(Guard, forms.Form):
    """A visitor's question. Name and e-mail are for the answer only."""

    question = forms.CharField(
        label=_("Câu hỏi"),
        max_length=1000,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Câu hỏi và câu trả lời sẽ được đăng; đừng ghi tên, số điện thoại vào đây."),
    )
    name = forms.CharField(label=_("Họ và tên"), required=False, max_length=120, help_text=_("Không đăng công khai."))
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Để nhận thư khi có câu trả lời. Không đăng công khai.")
    )


class ContactForm(Guard, forms.Form):
    """A visitor's letter to the portal."""

    about = forms.ChoiceField(label=_("Về việc"), choices=[("", _("Chọn…")), *ContactMessage.About.choices])
    text = forms.CharField(
        label=_("Nội dung"), max_length=4000, min_length=10, widget=forms.Textarea(attrs={"rows": 7})
    )
    name = forms.CharField(label=_("Họ và tên"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), help_text=_("Chúng tôi trả lời qua địa chỉ này."))
    phone = forms.RegexField(
        r"^[0-9 +().-]{8,20}$",
        label=_("Điện thoại"),
        required=False,
        max_length=20,
        error_messages={"invalid": _("Số điện thoại chỉ gồm chữ số, dấu cách, + và dấu chấm.")},
    )


class AnswerForm(forms.Form):
    """The answer to a letter."""

    text = forms.CharField(label="Nội dung trả lời", max_length=5000, widget=forms.Textarea(attrs={"rows": 8}))
