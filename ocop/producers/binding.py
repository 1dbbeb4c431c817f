"""What binds a product, asked of the app above that knows: dossiers registers the answer here.

Producers never hear of dossiers; they need to know what may still be changed, and whether two products may become one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ocop.producers.models import Product


@dataclass(frozen=True)
class Bound:
    """How a product is bound: by a dossier on its way, by the sheet it is scored on, by a recognition."""

    is_on_its_way: bool = False
    """It has a dossier that is not closed, a draft too."""
    is_out_of_hand: bool = False
    """That dossier was filed and did not come back: what it says is being looked at."""
    state: str = ""
    """How that dossier is, in words."""
    sheet: int | None = None
    """The criteria set that dossier is scored on."""
    is_recognised: bool = False
    """It was recognised at least once."""


Source = Callable[["Product"], Bound]
_source: list[Source] = []


def binding_source(source: Source) -> None:
    """Register who knows what binds a product. The last one registered is asked."""
    _source[:] = [source]


def binding_of(product: Product) -> Bound:
    """What binds the product now."""
    return _source[0](product) if _source else Bound()
