"""A meeting as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from ocop.accounts.models import User
from ocop.councils.models import Evaluation, Meeting
from ocop.councils.queries.standing import Session, Standing


@dataclass(frozen=True)
class AgendaLine:
    """One dossier of a meeting. `standing` is None for those who may not follow; the figures only where allowed."""

    evaluation: Evaluation
    standing: Standing | None
    sees_scores: bool
    sees_result: bool


def agenda_of(meeting: Meeting, user: User) -> list[AgendaLine]:
    """The dossiers of a meeting that the person sees, with as much as the person may know. Nine queries."""
    rows = (
        Evaluation.objects.allowed(user, "evaluation.view")
        .filter(meeting=meeting)
        .with_access(user, "evaluation.follow", "evaluation.see_scores", "evaluation.see_result")
        .select_related("dossier__product__producer", "council")
        .order_by("pk")
    )
    lines = list(rows)
    followed = [row.pk for row in lines if row.may_follow]  # type: ignore[attr-defined]
    standings = {standing.evaluation.pk: standing for standing in Session.load(followed).standings}
    return [
        AgendaLine(row, standings.get(row.pk), row.may_see_scores, row.may_see_result)  # type: ignore[attr-defined]
        for row in lines
    ]
