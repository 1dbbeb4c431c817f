"""Made-up things for `/_components/`, so that every component can be seen with long Vietnamese words."""

from datetime import date
from typing import Any

from django import forms, template
from django.core.paginator import Page, Paginator

from ocop.core.templatetags.components.markup import icon_names

register = template.Library()

LONG = "Hợp tác xã Dịch vụ Nông nghiệp, Chế biến và Tiêu thụ Nông sản Sạch Thượng Nguồn Sông Hậu"


class ShowcaseForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label="Tên sản phẩm", help_text="Ghi đúng như trên bao bì, ví dụ: Khô cá sặc rằn.")
    story = forms.CharField(label="Câu chuyện sản phẩm", widget=forms.Textarea, required=False)
    made_on = forms.DateField(label="Ngày sản xuất đầu tiên")
    kind = forms.ChoiceField(
        label="Nhóm sản phẩm",
        choices=[("", "Hãy chọn"), ("1", "Thực phẩm tươi sống"), ("2", f"Thực phẩm chế biến của {LONG}")],
    )
    where = forms.MultipleChoiceField(
        label="Đang bán ở đâu",
        choices=[("shop", "Cửa hàng giới thiệu sản phẩm của xã"), ("web", "Sàn thương mại điện tử")],
        widget=forms.CheckboxSelectMultiple,
    )
    agreed = forms.BooleanField(label="Tôi cam đoan những điều đã khai là đúng và chịu trách nhiệm trước pháp luật.")
    paper = forms.FileField(label="Bản công bố chất lượng", required=False)


@register.simple_tag
def showcase() -> dict[str, Any]:
    """Everything the showcase page shows."""
    return {
        "long": LONG,
        "icons": sorted(icon_names()),
        "form": ShowcaseForm(initial={"name": "Bánh phồng tôm Sa Đéc", "made_on": date(2024, 5, 20)}),
        "wrong": ShowcaseForm({"name": "", "kind": "9", "made_on": "hôm qua"}, prefix="wrong"),
        "due": date(2026, 12, 1),
        "bands": [(30, "1 sao"), (50, "2 sao"), (70, "3 sao"), (80, "4 sao"), (90, "5 sao")],
        "page": _page(),
        "options": _options(),
        **_lists(),
    }


def _page() -> Page:
    return Paginator(range(312), 24).get_page(5)


def _options() -> list[dict[str, Any]]:
    return [
        {"value": "0", "label": "Không có nguồn nguyên liệu ổn định", "points": 0},
        {"value": "1", "label": f"Có hợp đồng liên kết với {LONG}", "points": "2,5", "help": "Cần hợp đồng đã ký."},
        {
            "value": "2",
            "label": "Có vùng nguyên liệu và hợp đồng liên kết theo chuỗi từ ba năm trở lên",
            "points": 5,
            "marks": [("Cần cho 5 sao", "star")],
        },
        {"value": "3", "label": "Không áp dụng cho nhóm sản phẩm này", "points": 0, "disabled": True},
    ]


def _lists() -> dict[str, Any]:
    return {
        "tabs": [
            ("Việc của tôi", "#a", True, 12),
            ("Đã chuyển đi", "#b", False, 3),
            ("Đã có kết quả", "#c", False, 148),
            ("Tất cả hồ sơ của đơn vị", "#d", False),
        ],
        "chips": [("4 sao", "?a"), ("Thực phẩm chế biến", "?b"), (LONG, "?c")],
        "steps": ["Soạn hồ sơ", "Nộp", ("Thẩm định", "còn 3 ngày"), "Hội đồng chấm", "Công nhận"],
        "history": [
            {
                "title": "Đã nộp hồ sơ",
                "when": "08:12 03/11/2026",
                "who": "Nguyễn Thị Mai",
                "tone": "info",
                "icon": "send",
            },
            {
                "title": "Trả lại để bổ sung",
                "when": "15:40 05/11/2026",
                "who": "Trần Thị Lan, UBND xã Mỹ Hòa Hưng",
                "note": "Bản công bố chất lượng đã hết hạn.\nHãy nộp bản mới trước ngày 20/11/2026.",
                "tone": "warn",
                "icon": "undo",
            },
            {"title": "Đã tiếp nhận", "when": "09:05 12/11/2026", "who": "Trần Thị Lan", "tone": "success"},
            {"title": "Hội đồng chấm điểm", "note": "Dự kiến trong tháng 12."},
        ],
    }
