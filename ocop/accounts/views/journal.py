"""The journal as administrators read it."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ocop.accounts.forms.people import JournalFilter
from ocop.accounts.models import Role, User
from ocop.accounts.queries import holds, people_seen_by
from ocop.accounts.views.people import admin_tabs
from ocop.journal.models import Entry
from ocop.journal.queries import find_entries

PER_PAGE = 50


@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    me = cast(User, request.user)
    if not holds(me, Role.ADMINISTRATOR):
        raise PermissionDenied("entry.view")
    form = JournalFilter(request.GET)
    form.is_valid()
    asked = {name: value for name, value in form.cleaned_data.items() if value}
    code = asked.pop("person", "")
    person = people_seen_by(me).filter(code=code).first() if code else None
    entries = find_entries(Entry.objects.allowed(me, "entry.view"), by=person, **asked)
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "form": form,
        "chips": _chips(request, {"person": str(person or ""), "thing": _label_of(page)}),
        "clear_url": request.path,
        "tabs": admin_tabs("accounts:journal"),
    }
    return render(request, "accounts/journal.html", context)


def _chips(request: HttpRequest, words: dict[str, str]) -> list[tuple[str, str]]:
    """The filters that stand in no visible field, each with the address without it."""
    chips = []
    for name, label in words.items():
        if request.GET.get(name) and label:
            rest = request.GET.copy()
            del rest[name]
            chips.append((label, f"{request.path}?{rest.urlencode()}"))
    return chips


def _label_of(page: Page[Entry]) -> str:
    """What the lines of one thing call it."""
    first = next(iter(page.object_list), None)
    return first.label if first else ""
