"""A demo dossier whose term is over: what came before was done on an earlier day, by the same acts."""

from __future__ import annotations

from ocop.workspace.seeding import acts
from ocop.workspace.seeding.clock import days_ago
from ocop.workspace.seeding.products import DemoProduct
from ocop.workspace.seeding.stage import Stage

LAPSED = DemoProduct(
    "giong-trom", "Bánh tráng chuối nướng", 6, "lapsed", 58, 3, "Xấp 10 bánh.", "Chuối xiêm chín phơi một nắng."
)  # fmt: skip


def seed_lapsed(stage: Stage) -> int:
    """A dossier sent back and not amended by its day, which the commune closes; the number made."""
    with days_ago(acts.DAYS_TO_AMEND + 2):
        dossier = acts.draft(stage, LAPSED)
        for act in (acts.fill, acts.submit, acts.accept_below, acts.send_back):
            act(stage, dossier, LAPSED)
    acts.close_overdue(stage, dossier, LAPSED)
    return 1
