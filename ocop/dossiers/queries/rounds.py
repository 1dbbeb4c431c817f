"""Rounds a dossier may go into, and the samples the regime asks for."""

from __future__ import annotations

from django.db.models import QuerySet

from ocop.core.dates import today
from ocop.dossiers.models import Dossier
from ocop.programme.models import Round


def open_rounds(dossier: Dossier) -> QuerySet[Round]:
    """Rounds of the dossier's desk that are still to be held, soonest first."""
    return Round.objects.filter(unit=dossier.desk, level=dossier.level, held_before__gt=today()).order_by(
        "proposed_before"
    )


def samples_needed(dossier: Dossier) -> int:
    """How many samples the regime asks for this product; 0 for the groups it exempts (Điều 6.2d)."""
    rule = dossier.regime.policy["samples"]
    product_class = dossier.product.product_class
    exempt = product_class is not None and product_class.group.code in rule["except_groups"]
    return 0 if exempt else int(rule["count"])
