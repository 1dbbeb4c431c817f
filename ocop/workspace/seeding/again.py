"""Demo dossiers of products that were recognised before: an upgrade and a re-evaluation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from ocop.certificates.models import Recognition
from ocop.certificates.validity import expires_on
from ocop.core.dates import add_months, today
from ocop.dossiers import actions as dossiers
from ocop.dossiers.models import Dossier
from ocop.journal.actions import record
from ocop.producers import actions as producers
from ocop.producers.models import Product
from ocop.programme.models import DossierKind, Regime
from ocop.workspace.seeding import acts
from ocop.workspace.seeding.products import PRODUCTS, DemoProduct
from ocop.workspace.seeding.shelf import dress
from ocop.workspace.seeding.stage import Stage

SOURCE = "Danh sách sản phẩm còn hiệu lực (dữ liệu mẫu)"
RENEWED = DemoProduct(
    "giong-trom", "Bánh tráng nước cốt dừa", 6, "returned", 74, 4, "Xấp 20 bánh.", "Nước cốt dừa vắt trong buổi."
)  # fmt: skip


@dataclass(frozen=True)
class Again:
    """A dossier of a product that holds stars: its kind, the points aimed at, how far it goes."""

    name: str
    kind: str
    points: int
    stars: int


AGAIN = (
    Again("Kẹo dừa sầu riêng", "upgrade", 93, 5),
    Again("Bánh tráng nước cốt dừa", "re_evaluation", 76, 4),
)


def seed_again(stage: Stage) -> int:
    """Make them, by the same acts as the others; the number made."""
    _recognised_before(stage, RENEWED)
    for each in AGAIN:
        _start(stage, each)
    return len(AGAIN)


def _start(stage: Stage, again: Again) -> Dossier:
    first = next(each for each in (*PRODUCTS, RENEWED) if each.name == again.name)
    each = replace(first, points=again.points, stars=again.stars)
    product = Product.objects.get(name=again.name, is_demo=True)
    dossier = dossiers.start(product, kind=again.kind, by=stage.owner_of(each))
    acts.fill(stage, dossier, each)
    acts.submit(stage, dossier, each)
    acts.accept_below(stage, dossier, each)
    return dossier


def _recognised_before(stage: Stage, each: DemoProduct) -> Recognition:
    """A recognition whose certificate ends while the window for a re-evaluation is open, as an older list tells it."""
    leaf = stage.regime.product_classes.get(criteria_set__number=each.sheet)
    fields = {"name": each.name, "product_class": leaf, "description": each.description, "story": each.story}
    product = producers.add_product(stage.producers[each.producer], fields, by=stage.owner_of(each))
    dress(product, by=stage.owner_of(each))
    old = Regime.objects.filter(effective_from__lt=stage.regime.effective_from).exclude(validity_months=None)[0]
    months = old.validity_months or 0
    began = add_months(today() + timedelta(days=_days_open(stage)), -months)
    recognition = Recognition.objects.create(
        product=product,
        regime=old,
        stars=each.stars,
        valid_from=began,
        valid_to=expires_on(began, months),
        provenance=SOURCE,
    )
    record("recognition.import", recognition, by=None, nguon=SOURCE)
    return recognition


def _days_open(stage: Stage) -> int:
    """A day inside the filing window of the kind that has one."""
    kind = DossierKind.objects.get(regime=stage.regime, key="re_evaluation")
    return ((kind.open_days_before or 0) + (kind.close_days_before or 0)) // 2
