"""What else a person looking at one product may like: the same kind of goods, and what neighbours make."""

from __future__ import annotations

from dataclasses import dataclass

from ocop.portal.cards import Card, cards_of
from ocop.portal.catalogue import Catalogue
from ocop.producers.models import Product

FEW = 4


@dataclass(frozen=True)
class Related:
    """A few products of the same class, then a few of the same commune; those in force first, more stars first."""

    alike: list[Card]
    nearby: list[Card]


def related(now: Catalogue, product: Product) -> Related:
    """One query for the rows; which they are is known."""
    others = now.all & ~now.coded([product.code])
    category = now.categories.of_class.get(product.product_class_id or 0)
    alike = _best(now, others & now.having("nhom", category.key)) if category else []
    nearby = [key for key in _best(now, others & now.made_in(product.producer.unit_id), FEW * 2) if key not in alike]
    cards = {card.row.pk: card for card in cards_of(now, [*alike, *nearby[:FEW]])}
    return Related([cards[key] for key in alike if key in cards], [cards[k] for k in nearby[:FEW] if k in cards])


def _best(now: Catalogue, rows: int, count: int = FEW) -> list[int]:
    valid = now.having("hieu_luc", "con")
    best = now.in_order(rows & valid, "sao", 0, count)
    return best + now.in_order(rows & ~valid, "sao", 0, count - len(best))
