"""Writing to the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Model

from ocop.journal.models import Entry, name_of

if TYPE_CHECKING:
    from ocop.accounts.models import User


__all__ = ["name_of", "record"]


def record(verb: str, thing: Model, *, by: User | None, **details: Any) -> Entry:
    """Ghi nhật ký: append one line, in the caller's transaction. `by=None` is the system itself.

    `verb` is `<model>.<act>`, as a permission; `journal.words` says it in Vietnamese.
    """
    return Entry.objects.create(
        by=by,
        by_name=str(by) if by else "Hệ thống",
        verb=verb,
        thing=name_of(thing),
        label=str(thing)[:200],
        details=details,
    )
