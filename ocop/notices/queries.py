"""A person's notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, QuerySet

from ocop.notices.models import Notice

if TYPE_CHECKING:
    from ocop.core.access import Person


def notices_of(person: Person) -> QuerySet[Notice]:
    """Those the person may read: unread first, then the newest."""
    return Notice.objects.allowed(person, "notice.view").order_by(F("read_at").asc(nulls_first=True), "-pk")


def unread_count(person: Person) -> int:
    """How many the person has not opened yet."""
    return Notice.objects.allowed(person, "notice.view").filter(read_at=None).count()
