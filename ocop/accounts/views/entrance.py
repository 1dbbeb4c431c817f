"""Entering: allauth's sign-in with the demo accounts beside it, and the privacy notice."""

from __future__ import annotations

from typing import Any

from allauth.account.utils import perform_login
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from ocop.accounts.models import User
from ocop.accounts.queries import demo_groups


@method_decorator(login_not_required, name="dispatch")
class SignInView(LoginView):
    """allauth's own sign-in; in demo mode its page also offers the demo accounts."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        groups = demo_groups() if settings.DEMO else []
        context: dict[str, Any] = super().get_context_data(**kwargs, demo_groups=groups)
        return context


@require_POST
@login_not_required
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as a demo account with one click. Exists in demo mode only, and never opens a real account."""
    person = User.objects.filter(code=request.POST.get("person", ""), is_demo=True, is_active=True).first()
    if not settings.DEMO or person is None:
        raise Http404
    response: HttpResponse = perform_login(
        request, person, email_verification="none", redirect_url=_local(request.POST.get("next", ""))
    )
    return response


def _local(url: str) -> str | None:
    return url if url_has_allowed_host_and_scheme(url, allowed_hosts=None) else None


@require_safe
@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/privacy.html")
