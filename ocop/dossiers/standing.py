"""What a product already holds, asked of the app above that knows: certificates registers the answer here.

Dossiers never hear of certificates; they only need to know whether there is a recognition to upgrade or renew.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from ocop.producers.models import Product


@dataclass(frozen=True)
class Standing:
    """A product's recognition as it counts for a new dossier. `valid_to` is None when the source does not say."""

    stars: int | None
    valid_to: date | None
    is_in_force: bool
    is_revoked: bool = False


One = Callable[[Product], Standing | None]
Many = Callable[[Iterable[Product]], dict[int, Standing | None]]

_source: list[tuple[One, Many | None]] = []


def standing_source(source: One, *, many: Many | None = None) -> None:
    """Register who knows the standing of a product; `many` answers for a list at once, by primary key.

    The last one registered is asked.
    """
    _source[:] = [(source, many)]


def standing_of(product: Product) -> Standing | None:
    """The product's latest recognition, or None when it never had one."""
    return _source[0][0](product) if _source else None


def standings_of(products: Iterable[Product]) -> dict[int, Standing | None]:
    """The standing of each product, by primary key."""
    products = list(products)
    if _source and _source[0][1] is not None:
        known = _source[0][1](products)
        return {product.pk: known.get(product.pk) for product in products}
    return {product.pk: standing_of(product) for product in products}
