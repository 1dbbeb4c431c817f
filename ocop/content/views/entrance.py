"""Where our accounts stand in for Wagtail's own: signing in and out, and the few choices an editor has there."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import (
    AccountView,
    BaseSettingsPanel,
    ThemeSettingsPanel,
)
from wagtail.users.models import UserProfile


@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """Who comes this far is an editor and signed in: the gate sees to it."""
    return redirect("wagtailadmin_home")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    get_adapter(request).logout(request)
    return redirect("/")


class ChoicesView(AccountView):
    """The look of the CMS; name, e-mail, password and notices are kept in our own pages."""

    def get_panels(self) -> list[BaseSettingsPanel]:
        user = self.request.user
        profile = UserProfile.get_for_user(user)
        return [ThemeSettingsPanel(self.request, user, profile)]


choices = require_admin_access(ChoicesView.as_view())
