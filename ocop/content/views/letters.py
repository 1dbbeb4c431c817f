"""Letters as those who run the portal see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ocop.content import actions, public_queries
from ocop.content.access import runs_the_portal
from ocop.content.models import ContactMessage
from ocop.content.public_forms import AnswerForm
from ocop.core.access import get_visible_or_404, require
from ocop.core.paging import page_of

if TYPE_CHECKING:
    from ocop.accounts.models import User

PER_PAGE = 20
TONES = {"new": "info", "in_progress": "warn", "answered": "success", "closed": "neutral"}


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """The letters, by state."""
    user = cast("User", request.user)
    if not runs_the_portal(user):
        raise PermissionDenied("contactmessage.view")
    state = request.GET.get("trang-thai", "")
    counts = public_queries.letters_by_state(user)
    here = reverse("letters:inbox")
    kinds = [("Tất cả", here, state not in ContactMessage.State.values, sum(counts.values()))]
    for value, label in ContactMessage.State.choices:
        kinds.append((label, f"{here}?trang-thai={value}", state == value, counts.get(value, 0)))
    paginator = Paginator(public_queries.letters(user, state), PER_PAGE)
    paginator.count = counts.get(state, 0) if state in ContactMessage.State.values else sum(counts.values())
    page = page_of(paginator, request.GET.get("page"))
    context = {"page": page, "rows": [(each, TONES[each.state]) for each in page], "kinds": kinds}
    return render(request, "content/letters.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def message(request: HttpRequest, code: str) -> HttpResponse:
    """One letter; a POST answers it."""
    rows = ContactMessage.objects.select_related("handled_by", "replied_by")
    letter = get_visible_or_404(rows, request.user, code=code)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require(request.user, "contactmessage.view", letter)
        if form.is_valid():
            actions.reply(letter, form.cleaned_data["text"], by=cast("User", request.user))
            messages.success(request, "Đã ghi câu trả lời và gửi e-mail cho người viết.")
            return redirect(letter)
    context = {
        "letter": letter,
        "tone": TONES[letter.state],
        "form": form,
        "keep_months": settings.ENQUIRY_KEEP_MONTHS,
    }
    return render(request, "content/letter.html", context)


@require_POST
def take(request: HttpRequest, code: str) -> HttpResponse:
    letter = get_visible_or_404(ContactMessage.objects.all(), request.user, code=code)
    actions.take(letter, by=cast("User", request.user))
    messages.success(request, f"Bạn đã nhận xử lý thư {letter}.")
    return redirect(letter)


@require_POST
def close(request: HttpRequest, code: str) -> HttpResponse:
    letter = get_visible_or_404(ContactMessage.objects.all(), request.user, code=code)
    actions.close(letter, request.POST.get("note", ""), by=cast("User", request.user))
    messages.success(request, f"Đã đóng thư {letter}.")
    return redirect("letters:inbox")


@require_POST
def reopen(request: HttpRequest, code: str) -> HttpResponse:
    letter = get_visible_or_404(ContactMessage.objects.all(), request.user, code=code)
    actions.reopen(letter, by=cast("User", request.user))
    messages.success(request, f"Đã mở lại thư {letter}.")
    return redirect(letter)
