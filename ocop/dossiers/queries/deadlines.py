"""Deadlines, computed from dates and the regime's clocks; never stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from ocop.core.dates import add_working_days, today, working_days_between
from ocop.dossiers.models import AmendmentRequest, Dossier, State, Step
from ocop.programme.models import Clock, Holiday, Level


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
    """The running deadline of each dossier, by primary key. Four queries, however many dossiers (`for_list`).

    Two more where a dossier is before the next level.
    """
    dossiers = list(dossiers)
    asked = AmendmentRequest.objects.filter(dossier__in=[d.pk for d in dossiers], closed_at=None)
    due_on = dict(asked.order_by().values_list("dossier", "due_on"))
    calendar = Calendar.load()
    clocks = list(Clock.objects.filter(regime__in={d.regime_id for d in dossiers}).select_related("level"))
    steps: dict[int, list[Step]] = {}
    for step in Step.objects.filter(dossier__in=[d.pk for d in dossiers]).order_by("pk"):
        steps.setdefault(step.dossier_id, []).append(step)
    above = _levels_above([d for d in dossiers if d.state == State.FORWARDED])
    return {
        d.pk: _until(due_on[d.pk], "Chủ thể bổ sung")
        if d.pk in due_on and d.state in (State.RETURNED, State.IN_REVIEW)
        else _above(d, clocks, steps.get(d.pk, []), calendar, above.get(d.pk))
        if d.state == State.FORWARDED
        else _running(d, clocks, steps.get(d.pk, []), calendar)
        for d in dossiers
    }


def _levels_above(dossiers: list[Dossier]) -> dict[int, Level]:
    """The level each forwarded dossier is before, by the dossier's primary key."""
    if not dossiers:
        return {}
    regimes = {dossier.regime_id for dossier in dossiers}
    levels = list(Level.objects.filter(regime__in=regimes).prefetch_related("round_rules").order_by("order"))
    found = {}
    for dossier in dossiers:
        order = dossier.level.order if dossier.level else 0
        above = [level for level in levels if level.regime_id == dossier.regime_id and level.order > order]
        if above:
            found[dossier.pk] = above[0]
    return found


def _above(
    dossier: Dossier, clocks: list[Clock], steps: list[Step], calendar: Calendar, level: Level | None
) -> Deadline | None:
    """What runs at the next level: the kind's own clock, or the first of its rounds the proposal was in time for."""
    sent = [step for step in steps if step.to_state == State.FORWARDED]
    if not sent or level is None:
        return None
    day = timezone.localdate(sent[-1].at)
    for clock in clocks:
        if clock.pk == dossier.kind.clock_id:
            return calendar.deadline(day, clock, f"{level}: {dossier.kind} xong")
    dates = [
        each for rule in level.round_rules.all() for year in (day.year, day.year + 1) for each in [rule.in_year(year)]
    ]
    held = min((held for proposed, held in dates if day < proposed), default=None)
    return _until(held - timedelta(days=1), f"{level} đánh giá xong") if held else None


def _running(dossier: Dossier, clocks: list[Clock], steps: list[Step], calendar: Calendar) -> Deadline | None:
    if dossier.state == State.RETURNED or dossier.is_closed or not steps:
        return None
    if dossier.round is not None and dossier.kind.clock_id is None:
        if dossier.state == State.CONCLUDED:  # the round asked for the evaluation, and that is done (Điều 5)
            return None
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

    The term runs from the day the dossier is received (Điều 7.2, 7.6g); a dossier sent back, or returned by the
    higher level, is received again.
    """
    arrivals = [
        step
        for step in steps
        if (step.to_desk_id == desk and step.to_state == State.SUBMITTED) or step.from_state == State.FORWARDED
    ]
    start = arrivals[-1] if arrivals else steps[-1]
    return timezone.localdate(start.at)


def _until(due: date, label: str) -> Deadline:
    return Deadline(due, label, (due - today()).days)
