"""What the pages of dossiers share: the person, the dossier, refusals put on a form, answers to autosave."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from django import forms
from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone

from ocop.accounts.models import User
from ocop.core.access import get_visible_or_404, require
from ocop.core.errors import Refused
from ocop.dossiers.models import Dossier
from ocop.files.actions import store
from ocop.programme.models import LawForm

if TYPE_CHECKING:
    from ocop.files.models import StoredFile

EDITED_FORMS = ("01", "02")


def me(request: HttpRequest) -> User:
    """The person signed in; LoginRequiredMiddleware lets nobody else this far."""
    return cast(User, request.user)


def visible(request: HttpRequest, code: str) -> Dossier:
    """The dossier of a page; 404 unless the person may view it."""
    return get_visible_or_404(Dossier.objects.for_page(), request.user, code=code)


def dossier_to_edit(request: HttpRequest, code: str) -> Dossier:
    """The dossier of an editor's page: 404 unless visible, 403 unless it may be edited now."""
    dossier = visible(request, code)
    require(request.user, "dossier.edit", dossier)
    return dossier


def edited_form(dossier: Dossier, code: str) -> LawForm:
    """The form of the dossier's regime that the producer fills in; 404 for any other."""
    law_form: LawForm | None = dossier.regime.forms.filter(code=code).first() if code in EDITED_FORMS else None
    if law_form is None:
        raise Http404(code)
    return law_form


@contextmanager
def said_on(form: forms.Form, field: str | None = None) -> Iterator[None]:
    """Put a refusal on the form instead of leaving the page: what was typed stays there."""
    try:
        yield
    except Refused as refused:
        form.add_error(field, str(refused))


def stored(request: HttpRequest, form: forms.Form, name: str) -> StoredFile | None:
    """The file of a field, checked and stored; None when none was given or it was refused (then the form says so)."""
    uploaded = form.cleaned_data.get(name)
    if uploaded:
        with said_on(form, name):
            return store(uploaded, by=me(request))
    return None


def version_of(request: HttpRequest) -> int | None:
    """The version the person's window last knew; None when it names none."""
    version = request.POST.get("version", "")
    return int(version) if version.isascii() and version.isdigit() else None


def changed_in(request: HttpRequest) -> list[str]:
    """The names of the fields an autosave request brings."""
    names = request.POST.getlist("_changed")
    if not names:
        raise Refused("Không có nội dung nào để lưu. Hãy tải lại trang.")
    return names


def saved(version: int, **show: str) -> JsonResponse:
    """The answer to an autosave: the new version, when, and figures the page shows."""
    return JsonResponse({"version": version, "saved_at": timezone.localtime().strftime("%H:%M"), "show": show})
