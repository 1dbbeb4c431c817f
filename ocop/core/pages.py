"""One page of a list, whatever the address says."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator


def page_of(paginator: Paginator[Any], raw: str | None) -> Page[Any]:
    """The page a visitor asked for: below the first the first, past the last the last, no number the first."""
    asked = (raw or "").strip()
    if not (asked.isascii() and asked.isdigit()):
        return paginator.page(1)
    wanted = int(asked) if len(asked) <= 9 else paginator.num_pages
    return paginator.page(max(1, min(wanted, paginator.num_pages)))
