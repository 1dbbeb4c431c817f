"""What every page's frame needs: the menus of this person and the demo mark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest

if TYPE_CHECKING:
    from ocop.core.access import Person


@dataclass(frozen=True)
class Entry:
    """One menu entry: a label, a URL name, and for whom it shows."""

    label: str
    url_name: str
    order: int
    shows: Callable[[Person], bool]
    count: Callable[[Person], int] | None = None


_entries: list[Entry] = []


def menu_entry(
    label: str,
    url_name: str,
    *,
    order: int,
    shows: Callable[[Person], bool],
    count: Callable[[Person], int] | None = None,
) -> None:
    """An app adds an entry to the signed-in menu; `count` gives the number in its badge."""
    _entries.append(Entry(label, url_name, order, shows, count))


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of the frame: `menu` is a list of `(entry, number or None)`, empty for visitors."""
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return {"menu": [], "demo": settings.DEMO}
    shown = [entry for entry in sorted(_entries, key=lambda e: e.order) if entry.shows(person)]
    return {
        "menu": [(entry, entry.count(person) if entry.count else None) for entry in shown],
        "demo": settings.DEMO,
    }
