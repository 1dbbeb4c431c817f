"""Where visitors ask and write: questions and answers, and letters to the portal."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ocop.content import actions, public_queries
from ocop.content.public_forms import ContactForm, QuestionFilter, QuestionForm
from ocop.content.queries import site_settings
from ocop.core.filters import Filter
from ocop.core.guard import too_many
from ocop.core.language import language
from ocop.core.paging import page_of

PER_PAGE = 20
AN_HOUR = 5
"""Questions, or letters, from one address in an hour."""


@require_safe
@login_not_required
def questions(request: HttpRequest) -> HttpResponse:
    """Questions that were answered, open and shut, found by their words."""
    form = QuestionFilter(request.GET)
    found = public_queries.questions(form.asked("q"), form.asked("chu_de"))
    page = page_of(Paginator(found, PER_PAGE), request.GET.get(Filter.page_name))
    return render(request, "content/questions.html", {"form": form, "page": page, "chips": form.chips()})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def ask(request: HttpRequest) -> HttpResponse:
    """A visitor asks; the question waits for an editor."""
    form = QuestionForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        if too_many(request, "ask", AN_HOUR, 3600):
            status = 429
        else:
            actions.ask(**form.cleaned_data)
            return redirect("content:asked")
    return render(request, "content/ask.html", {"form": form, "limited": status == 429}, status=status)


@require_safe
@login_not_required
def asked(request: HttpRequest) -> HttpResponse:
    return render(request, "content/asked.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def contact(request: HttpRequest) -> HttpResponse:
    """A visitor writes to those who run the portal."""
    form = ContactForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        if too_many(request, "contact", AN_HOUR, 3600):
            status = 429
        else:
            letter = actions.write(actions.Written(**form.cleaned_data), language=language())
            return redirect("content:sent", number=letter.number)
    context = {"form": form, "limited": status == 429, "site": site_settings()}
    return render(request, "content/contact.html", context, status=status)


@never_cache
@require_safe
@login_not_required
def sent(request: HttpRequest, number: str) -> HttpResponse:
    """Thanks, with the number to remember. The same page whatever the number: it tells nothing of any letter."""
    return render(request, "content/sent.html", {"number": number})
