"""From members' sheets to the council's result. Pure: no database; the arithmetic itself is in programme.scoring.

A sheet under way is a mapping from criterion to `Line`; a sheet sent is the JSON kept in `SentSheet.content`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from typing import Any

from ocop.programme.answers import Answers, Ballot, ballot
from ocop.programme.averages import members_spread, truncated
from ocop.programme.scoring import RATED, Result, Rules, criteria_spread, score_ballots
from ocop.programme.sheets import Criterion, Sheet

ROUNDING = "Giữ nguyên phân số để so với khung điểm; khi hiển thị thì cắt bớt, không làm tròn lên."
STORED_DECIMALS = 4


@dataclass(frozen=True)
class Line:
    """A member's answer to one criterion: an option, "" for «không đạt mức nào»; whether its gate was found to hold."""

    option: str = ""
    is_rejected: bool = False
    note: str = ""


Lines = Mapping[str, Line]


def applies(criterion: Criterion, lines: Lines) -> bool:
    """Whether the criterion's condition («chỉ áp dụng khi…») holds on these answers, or may still come to hold."""
    condition = criterion.applies_when
    if condition is None:
        return True
    line = lines.get(condition.criterion)
    return line is None or (line.option != "" and line.option not in condition.except_options)


def _rests_on_nothing(criterion: Criterion, lines: Lines) -> bool:
    return criterion.applies_when is not None and criterion.applies_when.criterion not in lines


def stopped_after(sheet: Sheet, lines: Lines) -> int | None:
    """The place in print of the first criterion whose gate was found to hold: what follows need not be scored."""
    places = [c.index for c in sheet.criteria if c.gate and c.code in lines and lines[c.code].is_rejected]
    for section in sheet.sections:
        for criterion in section.criteria if section.gate else ():
            line = lines.get(criterion.code)
            if section.gate and criterion.code in section.gate.zero_in and line and not _points(sheet, line):
                places.append(criterion.index)
    return min(places, default=None)


def unanswered(sheet: Sheet, lines: Lines) -> list[Criterion]:
    """Criteria the member still has to answer."""
    end = stopped_after(sheet, lines)
    return [
        criterion
        for criterion in sheet.criteria
        if criterion.code not in lines and applies(criterion, lines) and (end is None or criterion.index <= end)
    ]


def points_so_far(sheet: Sheet, lines: Lines) -> int:
    """The sum of the options chosen, in criteria that apply."""
    return sum(_points(sheet, lines[c.code]) for c in sheet.criteria if c.code in lines and applies(c, lines))


def _points(sheet: Sheet, line: Line) -> int:
    return sheet.option(line.option).points if line.option else 0


def answers_from(sheet: Sheet, lines: Lines) -> Answers:
    """The answers as programme.scoring checks them; call once nothing is unanswered."""
    chosen, none, not_applicable, not_scored = [], [], [], []
    for criterion in sheet.criteria:
        line = lines.get(criterion.code)
        if not applies(criterion, lines):
            not_applicable.append(criterion.code)
        elif line is None or _rests_on_nothing(criterion, lines):
            not_scored.append(criterion.code)
        elif line.option:
            chosen.append(line.option)
        else:
            none.append(criterion.code)
    rejected = tuple(c.code for c in sheet.criteria if c.gate and c.code in lines and lines[c.code].is_rejected)
    return Answers(tuple(chosen), tuple(none), tuple(not_applicable), tuple(not_scored), rejected)


def frozen(sheet: Sheet, lines: Lines, opinion: str, fingerprint: str) -> tuple[dict[str, Any], int]:
    """What is kept of a sheet when it is sent, and its total.

    Raises:
        WrongAnswers: the answers cannot stand.
    """
    answers = answers_from(sheet, lines)
    total = ballot(sheet, answers).total
    kept = ("chosen", "none", "not_applicable", "not_scored", "rejected")
    return {
        "sheet": {"number": sheet.number, "fingerprint": fingerprint},
        "answers": {key: list(getattr(answers, key)) for key in kept},
        "notes": {code: line.note for code, line in lines.items() if line.note},
        "opinion": opinion,
        "total": total,
    }, total


@dataclass(frozen=True)
class Scorer:
    """One member whose sheet counts."""

    seat: str
    name: str
    agency: str
    part: str
    sent: int
    content: Mapping[str, Any]


@dataclass(frozen=True)
class Quorum:
    """How many members scored, of how many who have a scoring seat, and how many the Quy chế asks for."""

    present: int
    total: int
    required: int
    percent: int

    @property
    def is_reached(self) -> bool:
        return self.present >= self.required


def quorum(present: int, total: int, percent: int) -> Quorum:
    """The quorum over all scoring seats; members excluded by an interest or absent are not present."""
    required = int((Decimal(total) * percent / 100).to_integral_value(ROUND_CEILING))
    return Quorum(present, total, max(required, 1), percent)


@dataclass(frozen=True)
class Tally:
    """What the sheets of a council come to."""

    scorers: tuple[Scorer, ...]
    ballots: tuple[Ballot, ...]
    result: Result
    criteria: Mapping[str, int]

    @property
    def spread(self) -> int:
        return members_spread(self.result.totals)

    @property
    def stored_mean(self) -> Decimal:
        """The mean cut off, never rounded up."""
        return truncated(self.result.average, STORED_DECIMALS)

    @property
    def stars(self) -> int | None:
        return self.result.final

    def criteria_beyond(self, limit: Decimal | None) -> list[str]:
        """Criteria in which the highest and the lowest scorer lie further apart than the limit."""
        return [] if limit is None else [code for code, spread in self.criteria.items() if spread > limit]


def tally(sheet: Sheet, scorers: Sequence[Scorer], rules: Rules) -> Tally:
    """The result of the sheets sent. WrongAnswers when one cannot stand (it was checked when sent)."""
    ballots = tuple(ballot(sheet, Answers.parse(scorer.content["answers"])) for scorer in scorers)
    result = score_ballots(sheet, ballots, rules)
    return Tally(tuple(scorers), ballots, result, criteria_spread(sheet, ballots))


def result_json(
    counted: Tally,
    rules: Rules,
    *,
    spread_limit: Decimal,
    criterion_spread_limit: Decimal | None,
    quorum: Quorum,
    left_out: Iterable[Mapping[str, str]] = (),
) -> dict[str, Any]:
    """The result as it is frozen: every choice, every total, the exact mean and how it was read."""
    result = counted.result
    return {
        "mean": str(result.average),
        "mean_cut": str(counted.stored_mean),
        "rounding": ROUNDING,
        "gate_uses": rules.gate_uses,
        "bands": [{"stars": band.stars, "lower": str(band.lower)} for band in rules.bands],
        "band": result.band,
        "missed": {str(stars): list(options) for stars, options in result.missed.items()},
        "outcome": result.outcome,
        "found": list(result.found),
        "stars": result.final if result.outcome == RATED else None,
        "totals": list(result.totals),
        "parts": {code: str(average) for code, average in result.part_averages.items()},
        "spread": counted.spread,
        "spread_limit": str(spread_limit),
        "criteria_spread": dict(counted.criteria),
        "criterion_spread_limit": None if criterion_spread_limit is None else str(criterion_spread_limit),
        "quorum": {
            "present": quorum.present,
            "total": quorum.total,
            "required": quorum.required,
            "percent": quorum.percent,
        },
        "members": [
            {
                "seat": scorer.seat,
                "name": scorer.name,
                "agency": scorer.agency,
                "part": scorer.part,
                "sent": scorer.sent,
                "total": total,
                "points": {c: option.points for c, option in each.picks.items()},
                "sheet": dict(scorer.content),
            }
            for scorer, each, total in zip(counted.scorers, counted.ballots, result.totals, strict=True)
        ],
        "left_out": [dict(each) for each in left_out],
        "next": [step.as_json() for step in result.next],
    }


def mean_of(result: Mapping[str, Any]) -> Fraction:
    """The exact mean of a frozen result."""
    return Fraction(result["mean"])
