"""Which page of a list an address asks for."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator


def page_of(paginator: Paginator[Any], asked: str | None) -> Page[Any]:
    """The page asked for: the first for what is no number or below one, the last for what is too large."""
    try:
        number = int(asked or 1)
    except ValueError:
        number = 1
    return paginator.page(min(max(number, 1), paginator.num_pages))
