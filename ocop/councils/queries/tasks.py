"""What waits for a person in councils and teams, as cards; and the counts of the menu."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from ocop.core.dates import today
from ocop.councils.access import (
    in_review_by_me,
    mine_to_look_at_again,
    not_declared_by_me,
    scored_by_me,
    seats_of,
    teams_of,
)
from ocop.councils.models import Council, Evaluation, Meeting, ScoringSheet
from ocop.councils.queries.lines import progress_of
from ocop.councils.queries.standing import Session
from ocop.councils.tally import Line
from ocop.dossiers.models import AmendmentRequest
from ocop.places.models import Unit
from ocop.programme.models import Level, Regime

if TYPE_CHECKING:
    from ocop.accounts.models import User
    from ocop.core.access import Person


@dataclass(frozen=True)
class Task:
    """One card: what, of which dossier, how far, where to go. `posts` says that the way there is a POST."""

    words: str
    evaluation: Evaluation
    url: str
    tone: str
    note: str = ""
    label: str = "Mở"
    posts: bool = False
    answered: int = 0
    total: int = 0


def _named() -> QuerySet[Evaluation]:
    return Evaluation.objects.select_related(
        "dossier__product__producer__unit", "dossier__criteria_set", "dossier__round", "council", "meeting"
    ).order_by("meeting__held_on", "pk")


def not_sent_by(user: User) -> Q:
    """Evaluations for which the person has not sent a sheet yet."""
    return ~Q(Exists(ScoringSheet.objects.filter(evaluation=OuterRef("pk"), seat__user=user, sent_at__isnull=False)))


def tasks_of(user: User) -> list[Task]:
    """Everything a member or an adviser has to do: look again, declare, score, review. Six queries at most."""
    return [*_to_look_again(user), *_to_declare(user), *_to_score(user), *_to_review(user)]


def my_sheets(user: User) -> list[Task]:
    """The scoring part of it, for the inbox."""
    return [*_to_look_again(user), *_to_declare(user), *_to_score(user)]


def _to_look_again(user: User) -> list[Task]:
    sheets = ScoringSheet.objects.filter(mine_to_look_at_again(user)).select_related(
        "evaluation__dossier__product__producer__unit", "evaluation__council", "evaluation__meeting"
    )
    return [
        Task("Xem lại điểm", sheet.evaluation, sheet.get_absolute_url(), "warn", label="Xem lại phiếu")
        for sheet in sheets
    ]


def _to_declare(user: User) -> list[Task]:
    return [
        Task(
            "Kê khai lợi ích trước khi mở hồ sơ",
            each,
            reverse("councils:declare", args=[each.code]),
            "info",
            label="Kê khai",
        )
        for each in _named().filter(not_declared_by_me(user))
    ]


def _to_score(user: User) -> list[Task]:
    evaluations = list(_named().filter(scored_by_me(user), not_sent_by(user)))
    sheets = {
        sheet.evaluation_id: sheet
        for sheet in ScoringSheet.objects.filter(seat__user=user, evaluation__in=evaluations).prefetch_related("marks")
    }
    return [_scoring_task(each, sheets.get(each.pk)) for each in evaluations]


def _scoring_task(evaluation: Evaluation, sheet: ScoringSheet | None) -> Task:
    criteria = evaluation.dossier.criteria_set.sheet
    if sheet is None:
        url = reverse("councils:sheet_open", args=[evaluation.code])
        total = len(criteria.criteria)
        return Task("Chưa chấm", evaluation, url, "neutral", label="Chấm điểm", posts=True, total=total)
    lines = {m.criterion: Line(m.option, m.is_rejected) for m in sheet.marks.all() if m.is_answered or m.is_rejected}
    progress = progress_of(criteria, lines)
    return Task(
        "Đang chấm",
        evaluation,
        sheet.get_absolute_url(),
        "info",
        note=f"{progress.remaining_words} · {progress.points_words}",
        label="Chấm tiếp",
        answered=progress.total - progress.remaining,
        total=progress.total,
    )


def _to_review(user: User) -> list[Task]:
    evaluations = list(_named().filter(in_review_by_me(user)))
    dossiers = [each.dossier_id for each in evaluations]
    open_requests = AmendmentRequest.objects.filter(dossier__in=dossiers, closed_at=None)
    waiting = set(open_requests.values_list("dossier", flat=True))
    return [
        Task(
            "Tổ tư vấn xem xét",
            each,
            reverse("councils:review", args=[each.code]),
            "info",
            note="Chủ thể đang bổ sung" if each.dossier_id in waiting else "",
            label="Xem xét hồ sơ",
        )
        for each in evaluations
    ]


def sent_sheets_of(user: User) -> QuerySet[ScoringSheet]:
    """The person's sheets already sent, newest first."""
    rows = ScoringSheet.objects.filter(seat__user=user, sent_at__isnull=False)
    return rows.select_related("evaluation__dossier__product__producer", "evaluation__council").order_by(
        "-sent_at", "-pk"
    )


def sits_or_advises(person: Person) -> bool:
    """Whether the menu shows «Việc chấm điểm»."""
    return not person.is_anonymous and (seats_of(person).exists() or teams_of(person).exists())


def task_count(person: Person) -> int:
    """How many things wait, for the menu of every page: nothing is asked about councils by who only advises."""
    if person.is_anonymous:
        return 0
    count = 0
    if seats_of(person).exists():
        count += ScoringSheet.objects.filter(mine_to_look_at_again(person)).count()
        count += Evaluation.objects.filter(not_declared_by_me(person)).count()
        count += Evaluation.objects.filter(scored_by_me(person), not_sent_by(person)).count()
    if teams_of(person).exists():
        count += Evaluation.objects.filter(in_review_by_me(person)).count()
    return count


def sees_councils(person: Person) -> bool:
    """Whether the menu shows «Hội đồng»: officers and leaders of deciding units, and whoever sits."""
    if person.is_anonymous:
        return False
    return (
        Unit.objects.allowed(person, "unit.set_up_council").exists()
        or Council.objects.allowed(person, "council.view").exists()
    )


def meeting_session(meeting: Meeting, user: User) -> Session:
    """How the dossiers of a meeting stand, of those the person may follow."""
    rows = Evaluation.objects.allowed(user, "evaluation.follow").filter(meeting=meeting)
    return Session.load(list(rows.values_list("pk", flat=True)))


def deciding_places(user: User) -> list[tuple[Unit, Level]]:
    """The officer's units that evaluate, with the level of each regime in force that sets up councils there."""
    units = {unit.level: unit for unit in Unit.objects.allowed(user, "unit.set_up_council").order_by("pk")}
    levels = Level.objects.filter(
        task=Level.Task.DECIDE, unit_level__in=units, regime__in=Regime.objects.accepting(today())
    )
    return [(units[level.unit_level], level) for level in levels.select_related("regime")]
