"""Deadlines, computed from dates and the regime's clocks; never stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from ocop.core.dates import add_working_days, today, working_days_between
from ocop.dossiers.models import AmendmentRequest, Dossier, State, Step
from ocop.programme.models import Clock, Holiday


@dataclass(frozen=True)
class Deadline:
    """When something is due, of what it is the deadline, and how many days are left (negative: late).

    `unit` says what the days are: working days where the clock counts those, otherwise calendar days.
    """

    due: date
    label: str
    days_left: int
    unit: str = "ngày"

    @property
    def is_late(self) -> bool:
        return self.days_left < 0


@dataclass(frozen=True)
class Calendar:
    """The days offices rest or work in exchange."""

    holidays: frozenset[date]
    workdays: frozenset[date]

    @classmethod
    def load(cls) -> Calendar:
        """Read the holiday table once."""
        rows = list(Holiday.objects.values_list("day", "is_workday"))
        return cls(
            frozenset(day for day, is_workday in rows if not is_workday),
            frozenset(day for day, is_workday in rows if is_workday),
        )

    def due(self, start: date, clock: Clock) -> date:
        """The last day of a clock that started on a day."""
        if clock.kind == Clock.Kind.WORKING:
            return add_working_days(start, clock.days, holidays=self.holidays, workdays=self.workdays)
        return self.next_working_day(start + timedelta(days=clock.days))

    def deadline(self, start: date, clock: Clock, label: str) -> Deadline:
        """The deadline of a clock that started on a day, counted in the clock's own days."""
        due = self.due(start, clock)
        if clock.kind != Clock.Kind.WORKING:
            return _until(due, label)
        left = working_days_between(today(), due, holidays=self.holidays, workdays=self.workdays)
        return Deadline(due, label, left if due >= today() else min(left, -1), clock.get_kind_display())

    def next_working_day(self, day: date) -> date:
        """The day itself, or the next working day when it falls on a day off (Bộ luật Dân sự 2015, Điều 148.5)."""
        return add_working_days(day - timedelta(days=1), 1, holidays=self.holidays, workdays=self.workdays)


def deadline_of(dossier: Dossier) -> Deadline | None:
    """The deadline that runs for a dossier now; None when no clock of its regime runs."""
    return deadlines_of([dossier])[dossier.pk]


def deadlines_of(dossiers: Iterable[Dossier]) -> dict[int, Deadline | None]:
    """The running deadline of each dossier, by primary key. Four queries, however many dossiers (`for_list`)."""
    dossiers = list(dossiers)
    asked = AmendmentRequest.objects.filter(dossier__in=[d.pk for d in dossiers], closed_at=None)
    due_on = dict(asked.order_by().values_list("dossier", "due_on"))
    calendar = Calendar.load()
    clocks = list(Clock.objects.filter(regime__in={d.regime_id for d in dossiers}).select_related("level"))
    steps: dict[int, list[Step]] = {}
    for step in Step.objects.filter(dossier__in=[d.pk for d in dossiers]).order_by("pk"):
        steps.setdefault(step.dossier_id, []).append(step)
    return {
        d.pk: _until(due_on[d.pk], "Chủ thể bổ sung")
        if d.pk in due_on and d.state in (State.RETURNED, State.IN_REVIEW)
        else _running(d, clocks, steps.get(d.pk, []), calendar)
        for d in dossiers
    }


def _running(dossier: Dossier, clocks: list[Clock], steps: list[Step], calendar: Calendar) -> Deadline | None:
    if dossier.state == State.RETURNED or dossier.is_closed or not steps:
        return None
    if dossier.round is not None and dossier.kind.clock_id is None:
        return _until(dossier.round.held_before - timedelta(days=1), "Đánh giá xong")
    for clock in clocks:
        if clock.regime_id == dossier.regime_id and (label := _runs_for(clock, dossier)):
            return calendar.deadline(_last_arrival(steps, dossier.desk_id), clock, label)
    return None


def _runs_for(clock: Clock, dossier: Dossier) -> str:
    """Of what a clock is the deadline for this dossier now; "" when it does not run."""
    if clock.level_id is not None and clock.level_id == dossier.level_id:
        return f"{clock.level} xử lý xong"
    if clock.pk == dossier.kind.clock_id and dossier.level is not None and not dossier.level.screens:
        return f"{dossier.kind} xong"
    return ""


def _last_arrival(steps: list[Step], desk: int | None) -> date:
    """The day the desk got the dossier; handed in again, the clock starts anew.

    The term runs from the day the dossier is received (Điều 7.2, 7.6g); a dossier sent back is received again.
    """
    arrivals = [step for step in steps if step.to_desk_id == desk and step.to_state == State.SUBMITTED]
    start = arrivals[-1] if arrivals else steps[-1]
    return timezone.localdate(start.at)


def _until(due: date, label: str) -> Deadline:
    return Deadline(due, label, (due - today()).days)
