"""Pieces that apps above put on the page of a whole dossier: a template and what it needs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from ocop.dossiers.models import Dossier

Context = dict[str, Any]


@dataclass(frozen=True)
class Panel:
    """One piece of the page. `context` returns None where the piece is not for this person or this dossier."""

    order: int
    template: str
    context: Callable[[HttpRequest, Dossier], Context | None]


_panels: list[Panel] = []


def panel(order: int, template: str, *, context: Callable[[HttpRequest, Dossier], Context | None]) -> None:
    """Add a piece to the page of a whole dossier."""
    _panels.append(Panel(order, template, context))


def panels_for(request: HttpRequest, dossier: Dossier) -> list[tuple[Panel, Context]]:
    """The pieces to show, in order."""
    shown = [(each, each.context(request, dossier)) for each in sorted(_panels, key=lambda p: p.order)]
    return [(each, context) for each, context in shown if context is not None]
