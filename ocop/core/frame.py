"""What every page's frame needs: the menus of this person, what editors put around public pages, the demo mark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest

from ocop.core.language import Said, page_in_languages

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


@dataclass(frozen=True)
class Link:
    """One entry of the public menu, with those under it."""

    label: Said
    url: str
    children: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Around:
    """What editors put around public pages: the site's name, its menu, who runs it and how to reach them."""

    title: Said
    slogan: Said
    operator: Said
    address: Said
    note: Said
    hotline: str
    email: str
    menu: tuple[Link, ...]
    links: tuple[tuple[str, str], ...]
    picture: str = ""
    """The address of the picture that stands for the site where a page has none of its own."""
    visits_url: str = ""
    """Where the footer asks how much the site is read; empty while it does not say."""


_around: list[Callable[[], Around]] = []


def around_from(source: Callable[[], Around]) -> None:
    """An app says what stands around public pages; without one the frame has its own few links."""
    _around[:] = [source]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of the frame: `menu` is a list of `(entry, number or None)`, empty for visitors.

    `around` is for public pages and for visitors: pages of work do without the public menu.
    """
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return {"menu": [], "around": _around_page(), "demo": settings.DEMO}
    shown = [entry for entry in sorted(_entries, key=lambda e: e.order) if entry.shows(person)]
    return {
        "menu": [(entry, entry.count(person) if entry.count else None) for entry in shown],
        "around": _around_page() if page_in_languages(request) else None,
        "demo": settings.DEMO,
    }


def _around_page() -> Around | None:
    return _around[0]() if _around else None
