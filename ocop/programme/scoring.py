"""The arithmetic of a rating: points, average, band, star marks, outcome, final stars. Pure: no Django, no files.

Bands and readings come in as `Rules`; no threshold stands here. Averages are exact fractions and are compared as such,
so 89,99… never reaches 90 (QĐ 26/2026/QĐ-TTg, khoản 3 Điều 3). What is shown is cut off, never rounded up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ocop.programme.answers import Answers, Ballot, ballots
from ocop.programme.averages import members_spread, number
from ocop.programme.next_star import Step, steps_to_next_star
from ocop.programme.sheets import REJECT, STOP, Criterion, Option, Sheet

RATED, STOPPED, REJECTED = "rated", "stopped", "rejected"


@dataclass(frozen=True)
class Band:
    """Khung điểm: so many stars from `lower` on, that bound included."""

    stars: int
    lower: Fraction


@dataclass(frozen=True)
class Rules:
    """What a regime says about rating: bands from the highest down, which stars are marked, whose choice counts."""

    bands: tuple[Band, ...]
    mark_levels: tuple[int, ...]
    gate_uses: str = "majority"

    def __post_init__(self) -> None:
        if self.gate_uses not in REACHED:
            raise ValueError(f"Chưa có cách tính cho gate_uses = {self.gate_uses!r}.")

    @classmethod
    def from_regime(cls, policy: Mapping[str, Any]) -> Rules:
        """The rules in a regime as loaded from law/<code>/regime.yaml (`Regime.policy`)."""
        readings = {reading["key"]: reading["value"] for reading in policy["readings"]}
        bands = (Band(band["stars"], Fraction(str(band["lower"]))) for band in policy["star_bands"])
        return cls(
            bands=tuple(sorted(bands, key=lambda band: -band.stars)),
            mark_levels=tuple(policy["star_marks"]["levels"]),
            gate_uses=readings["gate_uses"],
        )

    def band(self, average: Fraction) -> int:
        """Stars by points alone."""
        return next(band.stars for band in self.bands if average >= band.lower)

    def lower(self, stars: int) -> Fraction:
        """Where the band of so many stars begins."""
        return next(band.lower for band in self.bands if band.stars == stars)

    def above(self, stars: int) -> int | None:
        """The next higher star, None at the top."""
        return min((band.stars for band in self.bands if band.stars > stars), default=None)


@dataclass(frozen=True)
class Result:
    """What a sheet comes to. `points` and `total` are of the base answers; the rest counts every scorer."""

    points: Mapping[str, int]
    total: int
    totals: tuple[int, ...]
    average: Fraction
    part_averages: Mapping[str, Fraction]
    band: int
    missed: Mapping[int, tuple[str, ...]]
    outcome: str
    found: tuple[str, ...]
    """Codes of the criteria or sections whose gate was found to hold."""
    final: int | None
    next: tuple[Step, ...]

    def as_json(self) -> dict[str, Any]:
        """What `ocop score` prints."""
        return {
            "points": dict(self.points),
            "total": self.total,
            "average": number(self.average),
            "band": self.band,
            "missed": {str(stars): list(options) for stars, options in self.missed.items()},
            "outcome": self.outcome,
            "final": self.final,
            "next": [step.as_json() for step in self.next],
        }


def score(sheet: Sheet, answers: Answers, rules: Rules) -> Result:
    """The result of a sheet filled in, with or without the differences of members.

    Raises:
        WrongAnswers: the answers cannot stand; with sentences.
    """
    base, members = ballots(sheet, answers)
    return score_ballots(sheet, members or (base,), rules, base=base)


def score_ballots(sheet: Sheet, scorers: Sequence[Ballot], rules: Rules, *, base: Ballot | None = None) -> Result:
    """The result of one or several scorers' checked answers; `base` (else the first) gives `points` and `total`."""
    base = base or scorers[0]
    average = Fraction(sum(ballot.total for ballot in scorers), len(scorers))
    missed = {stars: tuple(_missed(sheet, scorers, rules, stars)) for stars in rules.mark_levels}
    found = _found(sheet, scorers)
    outcome = _outcome(found)
    final = _final(average, missed, rules) if outcome == RATED else None
    return Result(
        points=_part_points(sheet, base),
        total=base.total,
        totals=tuple(ballot.total for ballot in scorers),
        average=average,
        part_averages=_part_averages(sheet, scorers),
        band=rules.band(average),
        missed=missed,
        outcome=outcome,
        found=tuple(found),
        final=final,
        next=_next_steps(sheet, scorers, rules, final, missed) if final else (),
    )


def _next_steps(
    sheet: Sheet, scorers: Sequence[Ballot], rules: Rules, final: int, missed: Mapping[int, tuple[str, ...]]
) -> tuple[Step, ...]:
    target = rules.above(final)
    if target is None:
        return ()
    marks = [option for stars, options in missed.items() if stars <= target for option in options]
    return steps_to_next_star(sheet, scorers, target, marks, rules.lower(target))


def _part_points(sheet: Sheet, ballot: Ballot) -> dict[str, int]:
    points = {part.code: 0 for part in sheet.parts}
    for criterion in sheet.criteria:
        points[criterion.part] += ballot.points(criterion.code)
    return points


def _part_averages(sheet: Sheet, scorers: Sequence[Ballot]) -> dict[str, Fraction]:
    each = [_part_points(sheet, ballot) for ballot in scorers]
    return {part.code: Fraction(sum(points[part.code] for points in each), len(each)) for part in sheet.parts}


def _reached_by_majority(criterion: Criterion, scorers: Sequence[Ballot], mark: Option) -> bool:
    return 2 * _reaching(criterion, scorers, mark) > len(scorers)


def _reached_by_all(criterion: Criterion, scorers: Sequence[Ballot], mark: Option) -> bool:
    return _reaching(criterion, scorers, mark) == len(scorers)


def _reached_by_mean(criterion: Criterion, scorers: Sequence[Ballot], mark: Option) -> bool:
    return sum(ballot.points(criterion.code) for ballot in scorers) >= mark.points * len(scorers)


def _reaching(criterion: Criterion, scorers: Sequence[Ballot], mark: Option) -> int:
    """How many scorers ticked the marked option or one printed after it."""
    picks = (ballot.picks.get(criterion.code) for ballot in scorers)
    return sum(pick is not None and pick.index >= mark.index for pick in picks)


REACHED: dict[str, Callable[[Criterion, Sequence[Ballot], Option], bool]] = {
    "majority": _reached_by_majority,
    "all_members": _reached_by_all,
    "mean_of_members": _reached_by_mean,
}
"""The reading `gate_uses`: whose choice decides a star mark when members differ."""


def _missed(sheet: Sheet, scorers: Sequence[Ballot], rules: Rules, stars: int) -> Iterable[str]:
    for criterion in sheet.criteria:
        mark = criterion.mark(stars)
        if mark and not REACHED[rules.gate_uses](criterion, scorers, mark):
            yield mark.id


def _found(sheet: Sheet, scorers: Sequence[Ballot]) -> dict[str, str]:
    """Gates found to hold by more than half of the scorers: code of the criterion or section → effect."""
    gates = {code: gate.effect for ballot in scorers for _, code, gate in ballot.holding}
    votes = {code: sum(code in {held for _, held, _ in ballot.holding} for ballot in scorers) for code in gates}
    return {code: effect for code, effect in gates.items() if 2 * votes[code] > len(scorers)}


def _outcome(found: Mapping[str, str]) -> str:
    if REJECT in found.values():
        return REJECTED
    return STOPPED if STOP in found.values() else RATED


def _final(average: Fraction, missed: Mapping[int, tuple[str, ...]], rules: Rules) -> int:
    """The highest stars whose points are there and whose marks, and all below, are reached."""
    held = (
        band.stars
        for band in rules.bands
        if average >= band.lower and not any(options for stars, options in missed.items() if stars <= band.stars)
    )
    return next(held)


def criteria_spread(sheet: Sheet, scorers: Sequence[Ballot]) -> dict[str, int]:
    """For each criterion the points between the highest and the lowest scorer."""
    return {c.code: members_spread([ballot.points(c.code) for ballot in scorers]) for c in sheet.criteria}
