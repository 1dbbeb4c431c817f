"""Figures of an evaluation, always starting from the sheets the person is allowed to see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ocop.councils.models import Evaluation, ScoringSheet
from ocop.councils.queries.standing import Standing
from ocop.councils.tally import Tally
from ocop.programme.averages import truncated
from ocop.programme.scoring import RATED
from ocop.programme.sheets import Criterion

if TYPE_CHECKING:
    from ocop.core.access import Person

SHOWN_DECIMALS = 2


def others_of(evaluation: Evaluation, person: Person) -> list[ScoringSheet]:
    """The other members' sent sheets, where the person may see them."""
    rows = ScoringSheet.objects.allowed(person, "scoringsheet.view").filter(evaluation=evaluation)
    return list(rows.exclude(seat__user=person.pk).select_related("seat__user").order_by("pk"))


@dataclass(frozen=True)
class MemberScore:
    """One member's total beside the others."""

    sheet: ScoringSheet
    total: int
    is_far: bool
    parts: tuple[tuple[str, int], ...]
    request: Any
    has_answered: bool


@dataclass(frozen=True)
class CriterionSpread:
    """One criterion with every member's points."""

    criterion: Criterion
    points: tuple[int, ...]
    spread: int
    is_beyond: bool


@dataclass(frozen=True)
class Scores:
    """What the secretary looks at once all have sent, and what the council concludes from."""

    tally: Tally
    members: tuple[MemberScore, ...]
    criteria: tuple[CriterionSpread, ...]
    limit: Decimal
    missed: tuple[tuple[int, tuple[tuple[Criterion, str], ...]], ...]

    @property
    def mean(self) -> Decimal:
        """The mean as shown: cut, never rounded up."""
        return truncated(self.tally.result.average, SHOWN_DECIMALS)

    @property
    def is_far_apart(self) -> bool:
        return self.tally.spread > self.limit

    @property
    def to_ask(self) -> list[MemberScore]:
        """Members beyond a limit who have not been asked to look again."""
        return [each for each in self.members if each.is_far and not (each.request or each.has_answered)]

    @property
    def spread_words(self) -> str:
        return f"Chênh {self.tally.spread} điểm"

    @property
    def beyond(self) -> list[CriterionSpread]:
        """Criteria beyond the limit of the Quy chế, the widest first."""
        return sorted((line for line in self.criteria if line.is_beyond), key=lambda line: -line.spread)

    @property
    def words(self) -> str:
        return outcome_words(self.tally.result.outcome, self.tally.result.final)


def outcome_words(outcome: str, stars: int | None) -> str:
    """The outcome in words: «4 sao», or why there is no rating."""
    if outcome == RATED:
        return f"{stars} sao"
    return "Đề nghị loại hồ sơ" if outcome == "rejected" else "Dừng đánh giá, không xếp hạng"


def scores_of(standing: Standing) -> Scores | None:
    """The figures of an evaluation, or None while no sheet counts. Ask `evaluation.see_scores` before."""
    if not standing.scorers:
        return None
    evaluation = standing.evaluation
    sheet = evaluation.dossier.criteria_set.sheet
    counted = standing.tally
    limit, criterion_limit = evaluation.council.spread_limit, evaluation.council.criterion_spread_limit
    far = {place.seat.pk for place in standing.beyond()}
    members = tuple(
        MemberScore(
            sheet=place.sheet,  # type: ignore[arg-type]
            total=total,
            is_far=place.seat.pk in far,
            parts=_parts(sheet, ballot.picks),
            request=place.open_request,
            has_answered=place.has_answered,
        )
        for place, total, ballot in zip(standing.counting, counted.result.totals, counted.ballots, strict=True)
    )
    beyond = set(counted.criteria_beyond(criterion_limit))
    criteria = tuple(
        CriterionSpread(
            criterion,
            tuple(ballot.points(criterion.code) for ballot in counted.ballots),
            counted.criteria[criterion.code],
            criterion.code in beyond,
        )
        for criterion in sheet.criteria
    )
    missed = tuple(
        (stars, tuple((sheet.criterion_of(option), sheet.option(option).label) for option in options))
        for stars, options in counted.result.missed.items()
        if options
    )
    return Scores(counted, members, criteria, limit, missed)


def _parts(sheet: Any, picks: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    totals = {part.code: 0 for part in sheet.parts}
    for code, option in picks.items():
        totals[sheet.criterion(code).part] += option.points
    return tuple(totals.items())


@dataclass(frozen=True)
class Concluded:
    """A frozen result as a page shows it."""

    mean: Decimal
    words: str
    stars: int | None
    band: int
    missed: tuple[tuple[int, tuple[tuple[Criterion, str], ...]], ...]
    next: tuple[dict[str, Any], ...]

    @property
    def band_words(self) -> str:
        return f"Theo điểm: {self.band} sao"


def concluded_of(evaluation: Evaluation) -> Concluded | None:
    """The frozen result of an evaluation; ask `evaluation.see_result` before."""
    if evaluation.concluded_at is None or evaluation.mean is None:
        return None
    sheet, result = evaluation.dossier.criteria_set.sheet, evaluation.result
    missed = tuple(
        (int(stars), tuple((sheet.criterion_of(option), sheet.option(option).label) for option in options))
        for stars, options in result.get("missed", {}).items()
        if options
    )
    return Concluded(
        mean=Decimal(int(evaluation.mean * 100)) / 100,
        words=outcome_words(evaluation.outcome, evaluation.stars),
        stars=evaluation.stars,
        band=result.get("band", 0),
        missed=missed,
        next=tuple(result.get("next", ())),
    )
