"""One's own page: name, roles, devices."""

from __future__ import annotations

from typing import cast

from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ocop.accounts import actions
from ocop.accounts.forms.people import ProfileForm
from ocop.accounts.models import User
from ocop.accounts.queries import roles_of


def profile(request: HttpRequest) -> HttpResponse:
    person = cast(User, request.user)
    form = ProfileForm(request.POST or None, initial={"full_name": person.full_name, "phone": person.phone})
    if request.method == "POST" and form.is_valid():
        actions.edit_profile(person, by=person, **form.cleaned_data)
        messages.success(request, "Đã lưu thông tin của bạn.")
        return redirect("accounts:profile")
    context = {"form": form, "roles": roles_of(person), "sessions": UserSession.objects.filter(user=person).count()}
    return render(request, "accounts/profile.html", context)


@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session of the person, this one too."""
    get_adapter().end_sessions(UserSession.objects.filter(user=cast(User, request.user)))
    logout(request)
    messages.success(request, "Đã đăng xuất khỏi mọi thiết bị.")
    return redirect("account_login")
