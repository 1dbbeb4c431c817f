"""What a dossier forbids of its product: the answer to `ocop.producers.binding`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocop.dossiers.models import Dossier, State
from ocop.dossiers.standing import standing_of
from ocop.producers.binding import Bound

if TYPE_CHECKING:
    from ocop.producers.models import Product

IN_HAND = (State.DRAFT, State.RETURNED)
"""The producer itself is writing: what it says may follow the product."""


def bound(product: Product) -> Bound:
    """The product's one open dossier, if any, and whether it was ever recognised."""
    dossier = Dossier.objects.open().filter(product=product).only("state", "criteria_set").first()
    is_recognised = standing_of(product) is not None
    if dossier is None:
        return Bound(is_recognised=is_recognised)
    return Bound(
        is_on_its_way=True,
        is_out_of_hand=dossier.state not in IN_HAND,
        state=dossier.get_state_display(),
        sheet=dossier.criteria_set_id,
        is_recognised=is_recognised,
    )
