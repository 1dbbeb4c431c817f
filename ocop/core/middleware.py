"""Refusals as sentences, and one log line a request."""

import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.decorators import sync_only_middleware
from django.utils.translation import gettext as _

from ocop.core.errors import Refused
from ocop.core.memo import begin

log = structlog.get_logger("ocop.request")
Answer = Callable[[HttpRequest], HttpResponse]


class SignInAgain(LoginRequiredMiddleware):
    """A form sent after its session ended: signing in leads back to the page of the form, not to where it was sent."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        """Say what happened, and remember the page before. Scripts hear it from the address they are led to."""
        if request.method != "POST" or "text/html" not in request.headers.get("Accept", ""):
            return super().handle_no_permission(request, view_func)
        messages.warning(request, _("Phiên đăng nhập đã hết nên nội dung chưa gửi. Hãy đăng nhập lại rồi gửi lại."))
        return redirect_to_login(_page_before(request), resolve_url(self.get_login_url(view_func)))


class BackWithSentence(HttpResponseRedirect):
    """Leads back to the page of a form that was refused."""


class RefusedMiddleware:
    """Shows a `Refused` once: to a script the sentence with 422 or 409, otherwise back on the page with a message."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Let what this person may do be worked out once a request."""
        if request.user.is_authenticated:
            begin(request.user)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a refusal into an answer; leave every other exception alone."""
        if not isinstance(exception, Refused):
            return None
        if getattr(request, "htmx", False) or "application/json" in request.headers.get("Accept", ""):
            return HttpResponse(str(exception), status=exception.status, content_type="text/plain; charset=utf-8")
        messages.error(request, str(exception))
        return BackWithSentence(_page_before(request))


def _page_before(request: HttpRequest) -> str:
    referer = urlsplit(request.headers.get("Referer", ""))
    is_itself = request.method == "GET" and referer.path == request.path  # would be refused again, and again
    if referer.netloc == request.get_host() and referer.path and not is_itself:
        return referer.path + (f"?{referer.query}" if referer.query else "")
    return "/"


WORD = re.compile(r"[0-9]{1,40}")


@sync_only_middleware
def forget_typed(get_response: Answer) -> Answer:
    """Tell the browser that a form it keeps a copy of was taken in, so that it forgets the copy (js/keep-typed.js)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        was_taken = response.status_code in (302, 303) and not isinstance(response, BackWithSentence)
        if request.method == "POST" and was_taken and request.user.is_authenticated:
            word = request.POST.get("_typed", "")
            if WORD.fullmatch(word):
                secure = settings.SESSION_COOKIE_SECURE
                response.set_cookie(f"typed-{word}", "1", max_age=600, secure=secure, samesite="Lax")
        return response

    return middleware


@sync_only_middleware
def request_log(get_response: Answer) -> Answer:
    """One structured line a request: method, path, status, milliseconds, who. Never the query, which may hold names."""

    def middleware(request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = get_response(request)
        if not request.path.startswith("/static/"):
            user = getattr(request, "user", None)
            log.info(
                "request",
                method=request.method,
                path=request.path,
                status=response.status_code,
                ms=round((time.perf_counter() - started) * 1000),
                user=user.pk if user is not None and user.is_authenticated else None,
            )
        return response

    return middleware


PUBLIC = {"portal", "content"}


@sync_only_middleware
def readable_offline(get_response: Answer) -> Answer:
    """Mark the public pages a visitor's own phone may keep: shown alike to everybody, no form, nothing said to her."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        match = request.resolver_match
        if (
            match is not None
            and (match.namespace in PUBLIC or match.url_name == "wagtail_serve")
            and request.method == "GET"
            and response.status_code == 200
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
            and not response.cookies
            and response.get("Content-Type", "").startswith("text/html")
            and "no-store" not in response.get("Cache-Control", "")
        ):
            response["X-Readable-Offline"] = "yes"
        return response

    return middleware
