"""What a product already holds, asked of the app above that knows: certificates registers the answer here.

Dossiers never hear of certificates; they only need to know whether there is a recognition to upgrade or renew.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ocop.producers.models import Product


@dataclass(frozen=True)
class Standing:
    """A product's recognition as it counts for a new dossier. `valid_to` is None when the source does not say."""

    stars: int | None
    valid_to: date | None
    is_in_force: bool


_source: list[Callable[[Product], Standing | None]] = []


def standing_source(source: Callable[[Product], Standing | None]) -> None:
    """Register who knows the standing of a product. The last one registered is asked."""
    _source[:] = [source]


def standing_of(product: Product) -> Standing | None:
    """The product's latest recognition, or None when it never had one."""
    return _source[0](product) if _source else None
