"""Fetching is the check: one row by its code, with the permission that its page needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404, HttpRequest

from ocop.core.access import require
from ocop.councils.models import Evaluation, Meeting, ScoringSheet
from ocop.files.actions import store

if TYPE_CHECKING:
    from ocop.accounts.models import User
    from ocop.core.access import AccessQuerySet
    from ocop.files.models import StoredFile


def person(request: HttpRequest) -> User:
    """The person signed in; every view here asks for one."""
    return request.user  # type: ignore[return-value]


def evaluations() -> AccessQuerySet[Evaluation]:
    """Evaluations with what their pages name."""
    return Evaluation.objects.select_related(
        "dossier__product__producer__unit__parent",
        "dossier__product__product_class",
        "dossier__criteria_set",
        "dossier__regime",
        "dossier__kind",
        "dossier__round",
        "dossier__desk",
        "council__unit",
        "council__level",
        "team",
        "meeting__round",
        "advisory_report__filed_by",
    )


def evaluation_or_404(request: HttpRequest, code: str, permission: str = "evaluation.view") -> Evaluation:
    """The evaluation, where the person holds the permission; otherwise 404."""
    found = evaluations().allowed(request.user, permission).filter(code=code).first()
    if found is None:
        raise Http404(permission)
    return found


def evaluation_for(request: HttpRequest, code: str, permission: str) -> Evaluation:
    """The evaluation the person sees, for an act: 404 when not visible, 403 when not allowed."""
    found = evaluation_or_404(request, code)
    require(request.user, permission, found)
    return found


def sheet_or_404(request: HttpRequest, code: str) -> ScoringSheet:
    """The scoring sheet the person may see."""
    rows = ScoringSheet.objects.allowed(request.user, "scoringsheet.view").select_related(
        "seat__user", "seat__council", "evaluation"
    )
    found = rows.filter(code=code).first()
    if found is None:
        raise Http404("scoringsheet.view")
    found.evaluation = evaluations().get(pk=found.evaluation_id)
    return found


def own_sheet_or_404(request: HttpRequest, code: str) -> ScoringSheet:
    """The person's own sheet; another's is 404, also where it may be read."""
    found = sheet_or_404(request, code)
    if found.seat.user_id != person(request).pk:
        raise Http404("own sheet")
    return found


def meeting_or_404(request: HttpRequest, code: str) -> Meeting:
    """The meeting, where the person may see it."""
    rows = Meeting.objects.allowed(request.user, "meeting.view").select_related(
        "council__unit", "council__level", "round"
    )
    found = rows.filter(code=code).first()
    if found is None:
        raise Http404("meeting.view")
    return found


def stored(request: HttpRequest, form: forms.Form, name: str) -> StoredFile | None:
    """The file of a form's field, checked and kept; None when none was given."""
    uploaded: Any = form.cleaned_data.get(name)
    return store(uploaded, by=person(request)) if uploaded else None


def version_of(request: HttpRequest) -> int | None:
    """The version the window last knew."""
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() else None
