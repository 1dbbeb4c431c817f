"""Forms of the people's pages: profile, invitation, roles, hand-over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from ocop.accounts.forms.fields import NameField, PhoneField
from ocop.accounts.models import Role, User
from ocop.accounts.queries import people_seen_by, units_to_appoint_in
from ocop.core.dates import today
from ocop.places.models import Unit


class ProfileForm(forms.Form):
    full_name = NameField()
    phone = PhoneField(required=False)


class UnitChoice(forms.ModelChoiceField):
    """A unit, named with the one above it: communes of different provinces may share a name."""

    def label_from_instance(self, obj: Unit) -> str:
        return obj.path[:1].upper() + obj.path[1:] if obj.parent_id else obj.title


class RoleForm(forms.Form):
    """A role in a unit; `by` is the administrator, whose units are offered."""

    role = forms.ChoiceField(label="Vai trò", choices=[("", "Chọn vai trò"), *Role.choices])
    unit = UnitChoice(label="Đơn vị", queryset=Unit.objects.none(), empty_label="Chọn đơn vị")
    agency = forms.CharField(label="Cơ quan", max_length=160, required=False)
    position = forms.CharField(label="Chức vụ", max_length=120, required=False)
    starts = forms.DateField(label="Từ ngày", initial=today)
    ends = forms.DateField(label="Đến hết ngày", required=False, help_text="Để trống nếu chưa có hạn.")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units: QuerySet[Unit] = units_to_appoint_in(by)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", "Ngày kết thúc phải từ ngày bắt đầu trở đi.")
        return cleaned


class InvitationForm(RoleForm):
    full_name = NameField()
    email = forms.EmailField(label="E-mail", help_text="E-mail riêng của người này, không dùng chung.")
    field_order = ["full_name", "email", "role", "unit"]


class EndForm(forms.Form):
    last_day = forms.DateField(label="Ngày cuối", initial=today)
    reason = forms.CharField(label="Lý do", max_length=200, required=False)


class DeactivationForm(forms.Form):
    reason = forms.CharField(label="Lý do", max_length=200)


class HandOverForm(forms.Form):
    """To whom and from when; the successors offered are the active people the administrator sees."""

    to = forms.ModelChoiceField(label="Người nhận", queryset=User.objects.none(), empty_label="Chọn người nhận")
    on = forms.DateField(label="Từ ngày", initial=today)

    def __init__(self, *args: Any, person: User, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = people_seen_by(by).filter(is_active=True).exclude(pk__in=[person.pk, by.pk])
        self.fields["to"].queryset = others  # type: ignore[attr-defined]


class PeopleFilter(forms.Form):
    """The list's filter; nonsense in the address filters nothing."""

    q = forms.CharField(label="Tìm theo tên hoặc e-mail", required=False, max_length=80)
    role = forms.ChoiceField(label="Vai trò", required=False, choices=[("", "Mọi vai trò"), *Role.choices])
    unit = UnitChoice(label="Đơn vị", required=False, queryset=Unit.objects.none(), empty_label="Mọi đơn vị")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_to_appoint_in(by)  # type: ignore[attr-defined]


class JournalFilter(forms.Form):
    """The journal's filter by words, person and days."""

    q = forms.CharField(label="Việc hoặc tên", required=False, max_length=80)
    person = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    thing = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    since = forms.DateField(label="Từ ngày", required=False)
    until = forms.DateField(label="Đến ngày", required=False)
