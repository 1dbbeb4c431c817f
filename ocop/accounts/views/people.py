"""People of the administrator's units: who they are, what roles they hold, and what happens when they leave."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ocop.accounts import actions
from ocop.accounts.forms.people import (
    DeactivationForm,
    EndForm,
    HandOverForm,
    InvitationForm,
    PeopleFilter,
    RoleForm,
)
from ocop.accounts.models import Appointment, User
from ocop.accounts.queries import attach_roles, find_people, roles_of, units_to_appoint_in
from ocop.core.access import get_visible_or_404, require
from ocop.core.dates import today
from ocop.core.errors import Refused

PER_PAGE = 25
PERSON_ACTS = ("user.hand_over", "user.deactivate", "user.reactivate", "user.invite")


def _administrator(request: HttpRequest) -> User:
    """The person, if she may give roles somewhere; otherwise 403."""
    person = cast(User, request.user)
    if not units_to_appoint_in(person).exists():
        raise PermissionDenied("unit.appoint")
    return person


def admin_tabs(current: str) -> list[tuple[str, str, bool]]:
    """The tabs of the administrator's pages."""
    pages = (("Nhân sự", "accounts:people"), ("Nhật ký", "accounts:journal"))
    return [(label, reverse(name), name == current) for label, name in pages]


def _person(request: HttpRequest, code: str) -> User:
    """Somebody else's account as the administrator sees it."""
    _administrator(request)
    return get_visible_or_404(User.objects.all(), request.user, code=code)


def _first_error(form: Form) -> str:
    return str(next(error for errors in form.errors.values() for error in errors))


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    me = _administrator(request)
    form = PeopleFilter(request.GET, by=me)
    form.is_valid()
    asked = {name: value for name, value in form.cleaned_data.items() if value}
    page = Paginator(find_people(me, **asked), PER_PAGE).get_page(request.GET.get("page"))
    attach_roles(page.object_list)  # type: ignore[arg-type]
    context = {"page": page, "form": form, "filtered": bool(asked), "tabs": admin_tabs("accounts:people")}
    return render(request, "accounts/people.html", context)


@require_safe
def person(request: HttpRequest, code: str) -> HttpResponse:
    who, me = _person(request, code), cast(User, request.user)
    context = {
        "person": User.objects.with_access(me, *PERSON_ACTS).get(pk=who.pk),
        "roles": roles_of(who).allowed(me, "appointment.view").with_access(me, "appointment.end"),
        "today": today(),
    }
    return render(request, "accounts/person.html", context)


def invite(request: HttpRequest) -> HttpResponse:
    me = _administrator(request)
    form = InvitationForm(request.POST or None, by=me)
    if request.method == "POST" and form.is_valid():
        try:
            who = actions.invite(by=me, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Đã mời {who}. Thư đặt mật khẩu được gửi tới e-mail của người này.")
            return redirect("accounts:person", who.code)
    return render(request, "accounts/invite.html", {"form": form})


def appoint(request: HttpRequest, code: str) -> HttpResponse:
    who, me = _person(request, code), cast(User, request.user)
    form = RoleForm(request.POST or None, by=me)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.appoint(who, by=me, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Đã giao vai trò {made.title}.")
            return redirect("accounts:person", code)
    return render(request, "accounts/appoint.html", {"form": form, "person": who})


def hand_over(request: HttpRequest, code: str) -> HttpResponse:
    who, me = _person(request, code), cast(User, request.user)
    require(me, "user.hand_over", who)
    form = HandOverForm(request.POST or None, person=who, by=me)
    if request.method == "POST" and form.is_valid():
        try:
            actions.hand_over(who, by=me, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Đã bàn giao cho {form.cleaned_data['to']}.")
            return redirect("accounts:person", code)
    context: dict[str, Any] = {"form": form, "person": who, "roles": roles_of(who).not_over()}
    return render(request, "accounts/hand_over.html", context)


@require_POST
def end(request: HttpRequest, code: str) -> HttpResponse:
    """End the role named in the body."""
    who = _person(request, code)
    roles = Appointment.objects.filter(user=who)
    appointment = get_visible_or_404(roles, request.user, pk=request.POST.get("appointment"))
    form = EndForm(request.POST)
    if not form.is_valid():
        raise Refused(_first_error(form))
    actions.end(appointment, by=cast(User, request.user), **form.cleaned_data)
    messages.success(request, "Đã ghi ngày kết thúc vai trò.")
    return redirect("accounts:person", code)


@require_POST
def deactivate(request: HttpRequest, code: str) -> HttpResponse:
    someone = _person(request, code)
    require(request.user, "user.deactivate", someone)
    form = DeactivationForm(request.POST)
    if not form.is_valid():
        raise Refused("Hãy ghi lý do khóa tài khoản, không quá 200 ký tự.")
    who = actions.deactivate(someone, by=cast(User, request.user), **form.cleaned_data)
    messages.success(request, f"Đã khóa tài khoản của {who}.")
    return redirect("accounts:person", code)


@require_POST
def reactivate(request: HttpRequest, code: str) -> HttpResponse:
    who = actions.reactivate(_person(request, code), by=cast(User, request.user))
    messages.success(request, f"Đã mở lại tài khoản của {who}.")
    return redirect("accounts:person", code)


@require_POST
def invite_again(request: HttpRequest, code: str) -> HttpResponse:
    who = actions.invite_again(_person(request, code), by=cast(User, request.user))
    messages.success(request, f"Đã gửi lại thư mời cho {who}.")
    return redirect("accounts:person", code)
