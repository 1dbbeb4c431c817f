from __future__ import annotations

from typing import Any

from django import forms

from ocop.core.dates import today
from ocop.dossiers.fields import FormField
from ocop.dossiers.models import Dossier
from ocop.dossiers.queries.completeness import to_be_proved
from ocop.dossiers.queries.rounds import round_choices
from ocop.programme.models import EvidenceKind, Round

_LINES = {"long_text": 5}


class LawFormFields(forms.Form):
    """A form of the law on the screen, its fields made from the labels the decision prints. Never checks: it saves."""

    def __init__(self, law_fields: list[FormField], content: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(initial=content, auto_id="f-%s", **kwargs)
        for each in law_fields:
            self.fields[each.key] = _screen_field(each)
        self.law_fields = law_fields

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Fields that stand under one printed heading, in order; the heading is "" for single fields."""
        grouped: list[tuple[str, list[forms.BoundField]]] = []
        for each in self.law_fields:
            if not grouped or grouped[-1][0] != each.group:
                grouped.append((each.group, []))
            grouped[-1][1].append(self[each.key])
        return grouped


def _screen_field(each: FormField) -> forms.Field:
    common: dict[str, Any] = {"label": each.label, "required": each.required, "help_text": each.hint}
    if each.type == "tick":
        return forms.BooleanField(**common)
    if each.type == "choice" and each.choices:
        return forms.ChoiceField(choices=[("", "Chọn"), *each.choices], **common)
    if each.type == "date":
        return forms.DateField(**common)
    if each.type in _LINES:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": _LINES[each.type]}), **common)
    kind = {"phone": "tel", "email": "email"}.get(each.type, "text")
    return forms.CharField(widget=forms.TextInput(attrs={"type": kind}), **common)


_TWO_LINES = forms.Textarea(attrs={"rows": 2})
_FOUR_LINES = forms.Textarea(attrs={"rows": 4})


class PaperForm(forms.Form):
    """An evidence file and what is printed on it."""

    kind = forms.ModelChoiceField(
        queryset=EvidenceKind.objects.none(), to_field_name="code", label="Loại minh chứng", empty_label="Chọn loại"
    )
    criterion = forms.ChoiceField(label="Dùng cho tiêu chí", required=False)
    proves = forms.TypedChoiceField(
        label="Minh chứng cho phần phải nêu",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="Chọn khi giấy tờ này minh chứng cho phần cập nhật mà loại hồ sơ yêu cầu.",
    )
    file = forms.FileField(label="Tệp", help_text="PDF hoặc ảnh chụp rõ. Chụp bằng điện thoại cũng được.")
    title = forms.CharField(label="Tên giấy tờ", max_length=200, required=False)
    number = forms.CharField(label="Số", max_length=80, required=False)
    issuer = forms.CharField(label="Nơi cấp", max_length=160, required=False)
    issued_on = forms.DateField(label="Ngày cấp", required=False)
    expires_on = forms.DateField(label="Ngày hết hạn", required=False, help_text="Bỏ trống nếu không có hạn.")

    def __init__(self, dossier: Dossier, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = dossier.regime.evidence_kinds.all()  # type: ignore[attr-defined]
        asked = to_be_proved(dossier)
        self.fields["proves"].choices = [("", "Không"), *asked]  # type: ignore[attr-defined]
        if not asked:
            del self.fields["proves"]
        criteria = dossier.criteria_set.sheet.criteria
        self.fields["criterion"].choices = [  # type: ignore[attr-defined]
            ("", "Cả hồ sơ"),
            *((criterion.code, f"{criterion.code} {criterion.name}") for criterion in criteria),
        ]

    def clean_issued_on(self) -> Any:
        day = self.cleaned_data["issued_on"]
        if day and day > today():
            raise forms.ValidationError("Ngày cấp ở tương lai. Hãy xem lại ngày trên giấy tờ.")
        return day

    def clean_expires_on(self) -> Any:
        day, issued = self.cleaned_data["expires_on"], self.cleaned_data.get("issued_on")
        if day and issued and day < issued:
            raise forms.ValidationError("Ngày hết hạn đứng trước ngày cấp. Hãy xem lại hai ngày này trên giấy tờ.")
        if day and day < today():
            raise forms.ValidationError("Giấy tờ này đã hết hạn. Hãy tải lên bản còn hạn.")
        return day


class ReportForm(forms.Form):
    """Form 03's meeting and letter; its topics come from the law and are added by the view."""

    met_on = forms.DateField(label="Ngày họp (nếu có họp)", required=False)
    meeting_members = forms.CharField(label="Thành phần họp", required=False, widget=_TWO_LINES)
    meeting_notes = forms.CharField(
        label="Ý kiến tại cuộc họp", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    letter_number = forms.CharField(label="Số văn bản đề nghị", max_length=60, required=False)
    letter_date = forms.DateField(label="Ngày văn bản", required=False)
    letter_upload = forms.FileField(label="Bản chụp văn bản đề nghị đã ký", required=False)
    report_upload = forms.FileField(label="Bản chụp báo cáo Mẫu số 03 đã ký (nếu có)", required=False)

    def clean_letter_date(self) -> Any:
        day = self.cleaned_data["letter_date"]
        if day and day > today():
            raise forms.ValidationError("Ngày văn bản không thể ở tương lai.")
        return day


class SendBackForm(forms.Form):
    """A date and the items to mend; rows of items come as lists of the same length."""

    due_on = forms.DateField(label="Bổ sung đến hết ngày")

    def items(self) -> list[tuple[str, str]]:
        """The pairs (subject, reason) typed."""
        data: Any = self.data
        return list(zip(data.getlist("subject"), data.getlist("reason"), strict=False))


class RefuseForm(forms.Form):
    ground = forms.ChoiceField(label="Căn cứ loại", widget=forms.RadioSelect)
    reason = forms.CharField(label="Vì sao", widget=forms.Textarea(attrs={"rows": 4}))
    proof_upload = forms.FileField(label="Tài liệu chứng minh (nếu có)", required=False)

    def __init__(self, dossier: Dossier, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grounds = dossier.criteria_set.sheet.rejection
        self.fields["ground"].choices = [(ground, ground) for ground in grounds]  # type: ignore[attr-defined]


class SampleForm(forms.Form):
    count = forms.IntegerField(label="Số mẫu đã nhận", min_value=0, max_value=1000)


class RoundChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj}: đề nghị trước {obj.proposed_before:%d/%m/%Y}, đánh giá xong trước {obj.held_before:%d/%m/%Y}"


class ScheduleForm(forms.Form):
    """The rounds the dossier may go into."""

    round = RoundChoiceField(
        queryset=Round.objects.none(),
        to_field_name="code",
        label="Đợt đánh giá",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Hãy chọn một đợt.",
            "invalid_choice": "Hồ sơ không vào được đợt này. Hãy chọn đợt khác.",
        },
    )

    def __init__(self, dossier: Dossier, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fitting = [choice.round.pk for choice in round_choices(dossier) if not choice.why_not]
        self.fields["round"].queryset = Round.objects.filter(pk__in=fitting).order_by("held_before")  # type: ignore[attr-defined]


class StartForm(forms.Form):
    kind = forms.CharField()


class ExtraRoundForm(forms.Form):
    basis = forms.CharField(label="Căn cứ (quy chế, kế hoạch)", max_length=300)
    proposed_before = forms.DateField(label="Nhận hồ sơ đề nghị trước ngày")
    held_before = forms.DateField(label="Đánh giá xong trước ngày")
