"""A small worked set of demo dossiers in every state, made only by calling the actions, as people would."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import transaction

from ocop.core.errors import Refused
from ocop.dossiers.models import Dossier
from ocop.places.models import Unit
from ocop.producers.models import Product
from ocop.workspace.seeding import acts
from ocop.workspace.seeding.again import seed_again
from ocop.workspace.seeding.growing import seed_growing
from ocop.workspace.seeding.overdue import seed_lapsed
from ocop.workspace.seeding.people import home_province, make_people
from ocop.workspace.seeding.products import PRODUCTS, DemoProduct
from ocop.workspace.seeding.stage import Stage
from ocop.workspace.seeding.trade import seed_trade

Act = Callable[[Stage, Dossier, DemoProduct], None]

_FILED: tuple[Act, ...] = (acts.fill, acts.submit)
_ACCEPTED: tuple[Act, ...] = (*_FILED, acts.accept_below)
_PROPOSED: tuple[Act, ...] = (*_ACCEPTED, acts.propose)
_SCHEDULED: tuple[Act, ...] = (*_PROPOSED, acts.accept_above, acts.schedule)
_REVIEW: tuple[Act, ...] = (*_SCHEDULED, acts.review)
_CONCLUDED: tuple[Act, ...] = (*_REVIEW, acts.conclude)
_ROUTES: dict[str, tuple[Act, ...]] = {
    "draft": (),
    "submitted": _FILED,
    "withdrawn": (*_FILED, acts.withdraw),
    "accepted": _ACCEPTED,
    "returned": (*_ACCEPTED, acts.send_back),
    "refused": (*_ACCEPTED, acts.refuse),
    "proposed": _PROPOSED,
    "scheduled": _SCHEDULED,
    "in_review": _REVIEW,
    "in_scoring": (*_REVIEW, acts.score_partly),
    "concluded": _CONCLUDED,
    "recognised": (*_CONCLUDED, acts.recognise),
    "revoked": (*_CONCLUDED, acts.recognise, acts.revoke),
    "not_recognised": (*_CONCLUDED, acts.close_unrecognised),
    "forwarded": (*_CONCLUDED, acts.forward),
    "recognised_above": (*_CONCLUDED, acts.forward, acts.record_above),
}


def is_seeded() -> bool:
    """Whether the demo is there already."""
    return Product.objects.filter(is_demo=True).exists()


@transaction.atomic
def seed_demo() -> int:
    """Make the demo people, producers, council and dossiers: all of it or, when stopped on the way, nothing.

    Returns how many dossiers were made; 0 when they are there.

    Raises:
        Refused: not a demo installation; the units have not been loaded.
    """
    if not settings.DEMO:
        raise Refused("Hồ sơ mẫu chỉ nạp ở chế độ trình diễn. Hãy đặt OCOP_DEMO=1.")
    Unit.objects.select_for_update().get(pk=home_province().pk)  # two starts at once: the second finds it done
    if is_seeded():
        return 0
    stage = Stage(make_people())
    lapsed = seed_lapsed(stage)
    for product in PRODUCTS:
        dossier = acts.draft(stage, product)
        for act in _ROUTES[product.reaches]:
            act(stage, dossier, product)
    again = seed_again(stage)
    seed_trade(stage.people)
    seed_growing(stage.people)
    return len(PRODUCTS) + lapsed + again
