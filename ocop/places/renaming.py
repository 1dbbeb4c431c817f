"""A unit's name stands in what the apps above keep of their things, such as the search: they register to be told."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ocop.places.models import Unit

_hearers: list[Callable[[Unit], object]] = []


def when_renamed(hearer: Callable[[Unit], object]) -> None:
    """Be told of every unit whose name or kind was corrected, in the same transaction."""
    _hearers.append(hearer)


def tell_renamed(unit: Unit) -> None:
    """Said by `Unit.save`."""
    for hearer in _hearers:
        hearer(unit)
