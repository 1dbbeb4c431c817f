"""Reading the journal."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from ocop.journal.models import Entry, name_of
from ocop.journal.words import verbs_with

if TYPE_CHECKING:
    from ocop.accounts.models import User


def history_of(thing: Model) -> QuerySet[Entry]:
    """All lines about one thing, oldest first."""
    return Entry.objects.filter(thing=name_of(thing)).select_related("by").order_by("pk")


def find_entries(
    entries: QuerySet[Entry],
    *,
    q: str = "",
    by: User | None = None,
    thing: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[Entry]:
    """The lines that match, newest first: words of the act or the thing, who, which thing, from and to a legal day."""
    if by is not None:
        entries = entries.filter(by=by)
    if thing:
        entries = entries.filter(thing=thing)
    if since:
        entries = entries.filter(at__gte=_midnight(since))
    if until and until < date.max:
        entries = entries.filter(at__lt=_midnight(until + timedelta(days=1)))
    for word in q.split():
        entries = entries.filter(Q(verb__in=verbs_with(word)) | Q(label__icontains=word) | Q(by_name__icontains=word))
    return entries.select_related("by").order_by("-pk")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
