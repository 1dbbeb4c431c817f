"""What the page of a whole dossier says of its evaluation, to those who may know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocop.councils.models import Evaluation
from ocop.councils.queries.scores import concluded_of
from ocop.councils.queries.standing import standing_of
from ocop.dossiers.models import Dossier

if TYPE_CHECKING:
    from ocop.core.access import Person


def panel_of(dossier: Dossier, person: Person) -> dict[str, Any] | None:
    """The latest evaluation with what the person may see of it; None when nothing."""
    rows = Evaluation.objects.filter(dossier=dossier).select_related(
        "council", "team", "meeting", "dossier__criteria_set"
    )
    if not rows.exists():
        return None
    seen = rows.with_access(
        person,
        "evaluation.view",
        "evaluation.follow",
        "evaluation.see_result",
        "evaluation.declare",
        "evaluation.review",
        "evaluation.score",
    ).first()
    if seen is None or not (seen.may_view or seen.may_see_result or seen.may_declare):  # type: ignore[attr-defined]
        return None
    standing = standing_of(seen) if seen.may_follow else None  # type: ignore[attr-defined]
    result = concluded_of(seen) if seen.may_see_result else None  # type: ignore[attr-defined]
    return {"evaluation": seen, "standing": standing, "result": result}
