"""The one way a dossier changes its state."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from ocop.accounts.models import Role
from ocop.accounts.queries import people_at
from ocop.core.access import allows
from ocop.core.errors import Refused
from ocop.dossiers.models import Dossier, ScreeningReport, State, Step
from ocop.journal.actions import record
from ocop.notices.actions import notify
from ocop.producers.members import people_of

if TYPE_CHECKING:
    from ocop.accounts.models import User
    from ocop.core.workflow import Transition


def locked(dossier: Dossier) -> Dossier:
    """The dossier's row, locked until the transaction ends, with what the actions read."""
    return Dossier.objects.select_for_update(of=("self",)).for_page().get(pk=dossier.pk)


@contextmanager
def moving(dossier: Dossier, transition: Transition, *, by: User, note: str = "") -> Iterator[Dossier]:
    """Move a dossier: lock its row, check the locked row, yield it, then write state, step, journal and notices.

    Inside the block raise `Refused` where a rule forbids the move; set `desk`, `level`, `round` where it goes.

    Raises:
        Refused: the dossier has moved on meanwhile.
        PermissionDenied: the transition is not for this person.
    """
    with transaction.atomic():
        row = locked(dossier)
        if row.state not in transition.sources:
            raise Refused(_moved_on(row))
        if not allows(by, transition.permission, row):
            raise PermissionDenied(transition.permission)
        state, desk = row.state, row.desk
        yield row
        row.state = transition.target
        row.version += 1
        row.save()
        step = Step.objects.create(
            dossier=row,
            transition=transition.name,
            label=transition.label,
            from_state=state,
            to_state=row.state,
            from_desk=desk,
            to_desk=row.desk,
            level=row.level,
            by=by,
            at=timezone.now(),
            note=note,
        )
        record(transition.permission, row, by=by, tu=state, den=row.state, ly_do=note)
        _tell(row, step)
    _copy(row, dossier)


def _moved_on(row: Dossier) -> str:
    last = row.steps.select_related("by").last()
    if last is None:
        return (
            f"Hồ sơ đang ở bước «{row.get_state_display()}», không làm được việc này. "
            "Hãy tải lại trang để xem việc có thể làm."
        )
    return (
        f"Hồ sơ đã chuyển sang «{row.get_state_display()}» (do {last.by} làm lúc "
        f"{timezone.localtime(last.at):%H:%M %d/%m/%Y}). Hãy xem lại hồ sơ trước khi làm tiếp."
    )


def _tell(row: Dossier, step: Step) -> None:
    """Tell the producer's people and the officers of the desk, but not the person who acted."""
    text = f"{row.product.name}: {step.label.lower()}. Hồ sơ: {row.get_state_display().lower()}."
    people = list(people_of(row.product.producer))
    if row.desk is not None and row.state != State.RETURNED:
        people += list(people_at(row.desk, Role.OFFICER))
    if row.state in (State.RETURNED, State.REFUSED, State.LAPSED):  # Điều 7.3a: the commune hears of it too
        people += _screening_officers(row)
    if row.state == State.FORWARDED:  # Điều 7.4a: the office above receives it
        people += _officers_above(row)
    notify([person for person in people if person.pk != step.by_id], text, url=row.get_absolute_url())


def _officers_above(row: Dossier) -> list[User]:
    level = row.level.next() if row.level else None
    unit = row.desk.at_level(level.unit_level) if level and row.desk else None
    return list(people_at(unit, Role.OFFICER)) if unit else []


def _screening_officers(row: Dossier) -> list[User]:
    report = ScreeningReport.objects.filter(dossier=row).select_related("unit").first()
    if report is None or report.unit_id == row.desk_id:
        return []
    return list(people_at(report.unit, Role.OFFICER))


def _copy(row: Dossier, dossier: Dossier) -> None:
    """Let the caller's object show what happened."""
    for name in ("state", "desk", "level", "round", "regime", "criteria_set", "filed_at", "version", "samples"):
        setattr(dossier, name, getattr(row, name))
