"""What a product lacks for its next star, cheapest first. Pure: no Django, no files.

First the options that the star marks demand; then, while the average stays below the band, the smallest steps up
anywhere. A step means that every scorer would give at least that option, so its gain is the gain of the average. No
step for points is listed that the band could be reached without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from ocop.programme.answers import Ballot
from ocop.programme.averages import number
from ocop.programme.sheets import Criterion, Option, Sheet


@dataclass(frozen=True)
class Step:
    """One thing to improve for the next star: reach option `to` in `criterion`, `gain` points more on the average.

    `why` is "mark" when the star demands it and "points" when points are lacking. `alternatives` are options of other
    cases that would do as well.
    """

    stars: int
    criterion: Criterion
    current: Option | None
    to: Option
    gain: Fraction
    why: str
    alternatives: tuple[Option, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "stars": self.stars,
            "criterion": self.criterion.code,
            "name": self.criterion.name,
            "from": self.current.id if self.current else None,
            "to": self.to.id,
            "label": self.to.label,
            "gain": number(self.gain),
            "why": self.why,
            "or": [option.id for option in self.alternatives],
        }


def steps_to_next_star(
    sheet: Sheet, scorers: Sequence[Ballot], target: int, marks: Iterable[str], lower: Fraction
) -> tuple[Step, ...]:
    """The steps to `target` stars: the marked options `marks` first, then points up to an average of `lower`."""
    plan = _Plan(sheet, scorers)
    demanded = sorted(plan.reach_marks(marks, target), key=_by_gain)
    wanted = sorted(plan.reach_points(lower, target), key=_by_gain)
    return (*demanded, *wanted)


def _by_gain(step: Step) -> tuple[Fraction, int]:
    return step.gain, step.criterion.index


class _Rung(NamedTuple):
    """One step up: from the option held or planned `before`; `planned` is what was planned already, if anything."""

    criterion: Criterion
    before: Option | None
    planned: Option | None
    to: Option
    gain: Fraction


class _Plan:
    """The criteria as they would stand after the steps planned so far."""

    def __init__(self, sheet: Sheet, scorers: Sequence[Ballot]) -> None:
        self.sheet, self.scorers = sheet, scorers
        self.now = {c.code: self._held(c) for c in sheet.criteria}
        self.planned: dict[str, Option] = {}
        self._gained: dict[tuple[str, str], int] = {}
        self._ups: dict[tuple[str, str], Option | None] = {}
        self.average = Fraction(sum(ballot.total for ballot in scorers), len(scorers))

    def _held(self, criterion: Criterion) -> Option | None:
        """The option that more than half of the scorers ticked or went beyond."""
        picks = [ballot.picks.get(criterion.code) for ballot in self.scorers]
        ranked = sorted(picks, key=lambda pick: pick.index if pick else -1, reverse=True)
        return ranked[len(ranked) // 2]

    def _at(self, code: str) -> Option | None:
        return self.planned.get(code, self.now[code])

    def _gain(self, criterion: Criterion, to: Option) -> int:
        """Points gained by all scorers together; kept, since every criterion is asked again at every step."""
        planned = self.planned.get(criterion.code)
        key = planned.id if planned else "", to.id
        if key not in self._gained:
            floor = planned.points if planned else 0
            points = (max(ballot.points(criterion.code), floor) for ballot in self.scorers)
            self._gained[key] = sum(max(0, to.points - had) for had in points)
        return self._gained[key]

    def reach_marks(self, marks: Iterable[str], target: int) -> Iterator[Step]:
        needed: dict[str, Option] = {}
        for mark in sorted(map(self.sheet.option, marks), key=lambda option: option.index):
            needed[self.sheet.criterion_of(mark.id).code] = mark
        for code, option in needed.items():
            rung = self._climb(self.sheet.criterion(code), option)
            yield Step(target, rung.criterion, rung.before, option, rung.gain, "mark")

    def reach_points(self, lower: Fraction, target: int) -> Iterator[Step]:
        rungs: list[_Rung] = []
        while self.average < lower and (rung := self._smallest()):
            rungs.append(self._climb(*rung))
        while spare := self._spare(rungs, lower):
            rungs.remove(spare)
            self._descend(spare)
        for code in dict.fromkeys(rung.criterion.code for rung in rungs):
            own = [rung for rung in rungs if rung.criterion.code == code]
            gain = sum((rung.gain for rung in own), Fraction(0))
            first, last = own[0], own[-1]
            yield Step(target, first.criterion, first.before, last.to, gain, "points", _alternatives(first, last))

    def _climb(self, criterion: Criterion, to: Option) -> _Rung:
        code = criterion.code
        gain = Fraction(self._gain(criterion, to), len(self.scorers))
        rung = _Rung(criterion, self._at(code), self.planned.get(code), to, gain)
        self._plan(code, to)
        self.average += rung.gain
        return rung

    def _descend(self, rung: _Rung) -> None:
        self._plan(rung.criterion.code, rung.planned)
        self.average -= rung.gain

    def _plan(self, code: str, option: Option | None) -> None:
        if option is None:
            del self.planned[code]
        else:
            self.planned[code] = option

    def _smallest(self) -> tuple[Criterion, Option] | None:
        """The next option up that adds the fewest points, the first in print among equals."""
        ups = [(criterion, up) for criterion in self.sheet.criteria if (up := self._up(criterion))]
        return min(ups, key=lambda up: self._gain(*up), default=None)

    def _up(self, criterion: Criterion) -> Option | None:
        if not self._applies(criterion):
            return None
        planned = self.planned.get(criterion.code)
        key = criterion.code, planned.id if planned else ""
        if key not in self._ups:
            self._ups[key] = self._next_up(criterion, self._at(criterion.code))
        return self._ups[key]

    def _next_up(self, criterion: Criterion, at: Option | None) -> Option | None:
        return next(
            (
                option
                for option in criterion.options
                if (at is None or (option.case == at.case and option.index >= at.index))
                and self._gain(criterion, option) > 0
            ),
            None,
        )

    def _applies(self, criterion: Criterion) -> bool:
        condition = criterion.applies_when
        if condition is None:
            return True
        at = self._at(condition.criterion)
        return at is not None and at.id not in condition.except_options

    def _spare(self, rungs: Sequence[_Rung], lower: Fraction) -> _Rung | None:
        """The largest last rung of a criterion that the band can be reached without."""
        last = {rung.criterion.code: rung for rung in rungs}
        spare = [r for r in last.values() if self.average - r.gain >= lower and not self._carries(r, last)]
        return max(spare, key=lambda rung: rung.gain, default=None)

    def _carries(self, rung: _Rung, last: Mapping[str, _Rung]) -> bool:
        """Whether another planned step needs this one to apply at all."""
        self._plan(rung.criterion.code, rung.planned)
        carries = any(not self._applies(other.criterion) for other in last.values())
        self._plan(rung.criterion.code, rung.to)
        return carries


def _alternatives(first: _Rung, last: _Rung) -> tuple[Option, ...]:
    """Where no case is chosen yet: what the other cases ask for the same points."""
    if first.before is not None:
        return ()
    return tuple(o for o in last.criterion.options if o.case != last.to.case and o.points == last.to.points)
