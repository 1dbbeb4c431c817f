"""What machines may read over /ogc/: the published layers, and the lists higher apps register here.

gis knows no products. A higher app says `register("products", _("Sản phẩm OCOP"), rows, columns=("name", …))` from its
`apps.py`, where `rows(person)` gives an `Item` for everything that person may see on the map: the same rule as its
pages. The columns are those of the registration, whatever the rows are, so that a program knows them of an empty list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ocop.core.access import Person

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on the map: a public code, a place, the values of the list's columns (text and numbers, or None).

    What is an area has a GeoJSON geometry of its own; its place is then the middle.
    """

    id: str
    latitude: float
    longitude: float
    values: tuple[Any, ...] = ()
    geometry: dict[str, Any] | None = None

    @property
    def shape(self) -> dict[str, Any]:
        """As GeoJSON writes it."""
        return self.geometry or {"type": "Point", "coordinates": [self.longitude, self.latitude]}

    @property
    def box(self) -> Box:
        """West, south, east, north."""
        if self.geometry is None:
            return self.longitude, self.latitude, self.longitude, self.latitude
        corners = list(_corners(self.geometry["coordinates"]))
        west, east = min(x for x, _ in corners), max(x for x, _ in corners)
        return west, min(y for _, y in corners), east, max(y for _, y in corners)


def _corners(coordinates: list[Any]) -> Iterable[tuple[float, float]]:
    if coordinates and isinstance(coordinates[0], int | float):
        yield coordinates[0], coordinates[1]
        return
    for each in coordinates:
        yield from _corners(each)


Rows = Callable[["Person | None"], Iterable[Item]]


@dataclass(frozen=True)
class Registered:
    """A list of things that another app offers."""

    id: str
    title: str
    rows: Rows
    columns: tuple[str, ...]
    description: str = ""


_registered: dict[str, Registered] = {}


def register(id: str, title: str, rows: Rows, *, columns: Iterable[str], description: str = "") -> None:
    """Offer a list of things to machines; `title` may be lazy."""
    _registered[id] = Registered(id, title, rows, tuple(columns), description)


def registered() -> list[Registered]:
    """Every list offered, in the order of their names."""
    return [_registered[each] for each in sorted(_registered)]


def registered_as(id: str) -> Registered | None:
    """The list of this name."""
    return _registered.get(id)
