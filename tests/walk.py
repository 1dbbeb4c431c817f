"""Steps through several apps, for tests that need a state far down the path."""

from __future__ import annotations

from typing import Any

from ocop.certificates import actions as certificates
from ocop.certificates.models import Certificate
from ocop.core.dates import today
from ocop.councils.tests import factories as councils
from ocop.dossiers.models import Dossier
from ocop.dossiers.tests import factories as dossiers


def decision(cast: Any, number: str = "1601/QĐ-UBND") -> certificates.DecisionInput:
    """A signed paper of Hà's, with its scan."""
    return certificates.DecisionInput(
        number=number,
        signed_on=today(),
        signer_name=str(cast.ha),
        signer_title="Phó Chủ tịch",
        scan=dossiers.stored(cast.ha, "quyet-dinh.jpg"),
    )


def four_stars(dossier: Dossier) -> tuple[str, ...]:
    """Criteria to leave at nothing so that the product stays below the forwarding threshold but keeps its marks."""
    free = [c for c in dossier.criteria_set.sheet.criteria if not c.marks and c.gate is None and not c.applies_when]
    taken, points = [], 0
    for criterion in free:
        if points < 15 and criterion.code != "5.1":
            taken.append(criterion.code)
            points += criterion.max
    return tuple(taken)


def concluded(cast: Any, **fields: Any) -> Dossier:
    """A dossier Thư has concluded with four stars."""
    evaluation = councils.in_scoring(cast, **fields)
    councils.cleared(evaluation, *cast.members)
    lower = four_stars(evaluation.dossier)
    for person in cast.members:
        councils.sent(evaluation, person, lower=lower)
    councils.actions.conclude(evaluation, discussion="Hội đồng thống nhất.", by=cast.thu)
    return Dossier.objects.for_page().get(pk=evaluation.dossier_id)


def recognised(cast: Any, **fields: Any) -> Certificate:
    """The certificate of a product Hà has recognised."""
    dossier = concluded(cast, **fields)
    certificates.recognise([dossier], decision=decision(cast), by=cast.ha)
    return Certificate.objects.select_related("recognition__decision", "recognition__dossier").get(
        recognition__dossier=dossier
    )
