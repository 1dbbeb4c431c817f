"""What the search page shows: results by kind, ways to one kind, what was meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ocop.search.index import Found, Hit, find, find_each
from ocop.search.kinds import KINDS

A_KIND = 5
A_PAGE = 20
MOST_PAGES = 50
"""Nobody reads further; a better word is quicker."""


@dataclass(frozen=True)
class Group:
    """The first results of one kind, and where all of them are."""

    kind: str
    label: str
    count: int
    hits: list[Hit]
    url: str


@dataclass(frozen=True)
class Results:
    """One search as the page shows it. `page` is set where one kind was asked for, `groups` where all were."""

    text: str
    kind: str
    found: Found
    groups: list[Group]
    page: Page[Hit] | None = None

    @property
    def label(self) -> str:
        return str(KINDS[self.kind].label) if self.kind else ""

    @property
    def meant_url(self) -> str:
        return address(self.found.meant, self.kind)

    def tabs(self) -> list[tuple[str, str, bool, int]]:
        """All kinds that have results, and the one asked for."""
        kinds = [kind for kind in KINDS if kind in self.found.counts or kind == self.kind]
        everything = (_("Tất cả"), address(self.text), not self.kind, self.found.total)
        counts = self.found.counts
        return [everything] + [
            (str(KINDS[kind].label), address(self.text, kind), kind == self.kind, counts.get(kind, 0)) for kind in kinds
        ]


def search(text: str, kind: str = "", page: str = "") -> Results:
    """The results of a search: the first few of every kind, or one page of a kind. Unknown kinds are ignored."""
    text = " ".join(text.replace("\x00", "").split())[:200]
    if kind not in KINDS:
        found = find_each(text, limit=A_KIND)
        return Results(text, "", found, _groups(text, found))
    wanted = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
    wanted = max(1, min(wanted, MOST_PAGES))
    found = find(text, [kind], limit=A_PAGE, offset=(wanted - 1) * A_PAGE)
    numbers = Paginator(range(min(found.counts.get(kind, 0), MOST_PAGES * A_PAGE)), A_PAGE)
    if wanted > numbers.num_pages:
        return search(text, kind, str(numbers.num_pages))
    return Results(text, kind, found, [], Page(found.hits, wanted, cast("Paginator[Hit]", numbers)))


def _groups(text: str, found: Found) -> list[Group]:
    by_kind: dict[str, list[Hit]] = {}
    for hit in found.hits:
        by_kind.setdefault(hit.kind, []).append(hit)
    return [
        Group(kind, str(KINDS[kind].label), found.counts[kind], hits, address(text, kind))
        for kind, hits in by_kind.items()
    ]


def address(text: str, kind: str = "") -> str:
    """The address of a search."""
    query: dict[str, Any] = {"q": text} | ({"loai": kind} if kind else {})
    return f"{reverse('portal:search')}?{urlencode(query)}"


def localised(path: str) -> str:
    """An address of the index, kept in Vietnamese, in the language of the page."""
    language = get_language() or settings.LANGUAGE_CODE
    return path if language == settings.LANGUAGE_CODE else f"/{language}{path}"
