"""What machines may read over /ogc/: the published layers, and the lists higher apps register here.

gis knows no products. A higher app says `register("products", _("Sản phẩm OCOP"), rows)` from its `apps.py`, where
`rows(person)` gives an `Item` for everything that person may see on the map; the same rule as its pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ocop.core.access import Person


@dataclass(frozen=True)
class Item:
    """One thing on the map: a public code, a place, plain properties (text and numbers)."""

    id: str
    latitude: float
    longitude: float
    properties: dict[str, Any] = field(default_factory=dict)


Rows = Callable[["Person | None"], Iterable[Item]]


@dataclass(frozen=True)
class Registered:
    """A list of things that another app offers."""

    id: str
    title: str
    rows: Rows
    description: str = ""


_registered: dict[str, Registered] = {}


def register(id: str, title: str, rows: Rows, description: str = "") -> None:
    """Offer a list of things to machines; `title` may be lazy."""
    _registered[id] = Registered(id, title, rows, description)


def registered() -> list[Registered]:
    """Every list offered, in the order of their names."""
    return [_registered[each] for each in sorted(_registered)]


def registered_as(id: str) -> Registered | None:
    """The list of this name."""
    return _registered.get(id)
