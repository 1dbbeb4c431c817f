"""Writing to the journal."""

from typing import Any

from django.db.models import Model

from ocop.accounts.models import User
from ocop.journal.models import Entry


def name_of(thing: Model) -> str:
    """How the journal names a thing: `<model>:<public code or id>`."""
    return f"{thing._meta.model_name}:{getattr(thing, 'code', None) or thing.pk}"


def record(verb: str, thing: Model, *, by: User | None, **details: Any) -> Entry:
    """Ghi nhật ký: append one line, in the caller's transaction. `by=None` is the system itself."""
    return Entry.objects.create(
        by=by,
        by_name=str(by) if by else "Hệ thống",
        verb=verb,
        thing=name_of(thing),
        label=str(thing)[:200],
        details=details,
    )
