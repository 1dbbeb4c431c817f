"""Rounds a dossier may go into, and the samples the regime asks for."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from ocop.core.dates import today
from ocop.dossiers.models import Dossier
from ocop.dossiers.workflow import PROPOSE
from ocop.programme.models import Round


def open_rounds(dossier: Dossier) -> QuerySet[Round]:
    """Rounds of the dossier's desk that are still to be held, soonest first."""
    return Round.objects.filter(unit=dossier.desk, level=dossier.level, held_before__gt=today()).order_by(
        "held_before", "pk"
    )


@dataclass(frozen=True)
class RoundChoice:
    """A round and why the dossier cannot go into it; "" when it can."""

    round: Round
    why_not: str


def round_choices(dossier: Dossier) -> list[RoundChoice]:
    """The rounds still to be held, each with the reason that keeps the dossier out of it."""
    rounds = [round for round in open_rounds(dossier) if round.pk != dossier.round_id]
    return [RoundChoice(round, why_not_in(round, dossier)) for round in rounds]


def why_not_in(round: Round, dossier: Dossier) -> str:
    """The sentence that keeps a dossier out of a round of its desk; "" when nothing does.

    «Trước ngày»: on the named day itself it is too late (Điều 5). A kind with a term of its own has no cut-off.
    """
    if round.held_before <= today():
        return f"{round} đã qua hạn đánh giá ({round.held_before:%d/%m/%Y})."
    if dossier.kind.clock_id is not None:
        return ""
    proposed = dossier.steps.filter(transition=PROPOSE.name).order_by("pk").last()
    if proposed is None or timezone.localdate(proposed.at) < round.proposed_before:
        return ""
    return (
        f"{round} chỉ nhận hồ sơ đề nghị trước ngày {round.proposed_before:%d/%m/%Y}; "
        f"hồ sơ này được đề nghị ngày {timezone.localdate(proposed.at):%d/%m/%Y}."
    )


def samples_needed(dossier: Dossier) -> int:
    """How many samples the regime asks for this product; 0 for the groups it exempts (Điều 6.2d)."""
    rule = dossier.regime.policy["samples"]
    product_class = dossier.product.product_class
    exempt = product_class is not None and product_class.group.code in rule["except_groups"]
    return 0 if exempt else int(rule["count"])
