"""Enquiries as the producer asked sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ocop.core.access import get_visible_or_404
from ocop.core.errors import Refused
from ocop.trade import actions, queries
from ocop.trade.forms import ReplyForm
from ocop.trade.models import Enquiry

if TYPE_CHECKING:
    from ocop.accounts.models import User

PER_PAGE = 20
TONES = {"new": "info", "seen": "warn", "answered": "success", "closed": "neutral"}


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """The enquiries of the person's producers, by state."""
    user, state = cast("User", request.user), request.GET.get("trang-thai", "")
    counts = queries.counts_by_state(user)
    paginator = Paginator(queries.inbox(user, state), PER_PAGE)
    paginator.count = counts.get(state, 0) if state in Enquiry.State.values else sum(counts.values())
    page = paginator.get_page(request.GET.get("page"))
    here = reverse("trade:inbox")
    kinds = [("Tất cả", here, state not in counts, sum(counts.values()))]
    for value, label in Enquiry.State.choices:
        kinds.append((label, f"{here}?trang-thai={value}", state == value, counts.get(value, 0)))
    context = {"page": page, "rows": [(each, TONES[each.state]) for each in page], "kinds": kinds, "state": state}
    return render(request, "trade/inbox.html", context)


def enquiry(request: HttpRequest, code: str) -> HttpResponse:
    """One enquiry with its answers; a POST answers it."""
    rows = Enquiry.objects.select_related("product", "producer")
    thing = get_visible_or_404(rows, request.user, code=code)
    form = ReplyForm(request.POST or None, has_email=bool(thing.email))
    if request.method == "POST" and form.is_valid():
        try:
            answer = form.cleaned_data
            actions.answer(thing, answer["text"], answer["way"], by=cast("User", request.user))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã ghi câu trả lời.")
            return redirect(thing)
    context = {
        "enquiry": thing,
        "tone": TONES[thing.state],
        "form": form,
        "replies": thing.replies.select_related("by"),
        "keep_months": settings.ENQUIRY_KEEP_MONTHS,
    }
    return render(request, "trade/enquiry.html", context)


@require_POST
def see(request: HttpRequest, code: str) -> HttpResponse:
    """The page sends this by itself once it is on the screen."""
    thing = get_visible_or_404(Enquiry.objects.all(), request.user, code=code)
    if thing.state == Enquiry.State.NEW:
        actions.see(thing, by=cast("User", request.user))
    return HttpResponse(status=204) if request.headers.get("HX-Request") else redirect(thing)


@require_POST
def close(request: HttpRequest, code: str) -> HttpResponse:
    thing = get_visible_or_404(Enquiry.objects.all(), request.user, code=code)
    actions.close(thing, by=cast("User", request.user))
    messages.success(request, f"Đã đóng câu hỏi {thing}.")
    return redirect("trade:inbox")


@require_POST
def reopen(request: HttpRequest, code: str) -> HttpResponse:
    thing = get_visible_or_404(Enquiry.objects.all(), request.user, code=code)
    actions.reopen(thing, by=cast("User", request.user))
    messages.success(request, f"Đã mở lại câu hỏi {thing}.")
    return redirect(thing)
