"""Believable answers on a sheet: a total near the one aimed at, with the star marks kept."""

from __future__ import annotations

from ocop.programme.sheets import Criterion, Option, Sheet


def choices_for(sheet: Sheet, points: int, stars: int, *, skip: int = 0) -> dict[str, str]:
    """An option for every criterion: from the best downwards, one step at a time, until at `points`.

    Marks up to `stars` are kept. `skip` starts the lowering at another criterion, so that scorers differ.
    """
    best: dict[str, Option] = {criterion.code: _top(criterion) for criterion in sheet.criteria}
    order = [*sheet.criteria[skip:], *sheet.criteria[:skip]]
    total = sum(option.points for option in best.values())
    lowered = True
    while total > points and lowered:
        lowered = False
        for criterion in order:
            lower = _below(criterion, best[criterion.code], stars)
            if lower is not None and total > points:
                total -= best[criterion.code].points - lower.points
                best[criterion.code] = lower
                lowered = True
    return {code: option.id for code, option in best.items()}


def _top(criterion: Criterion) -> Option:
    return max(criterion.options, key=lambda option: (option.points, -option.index))


def _below(criterion: Criterion, at: Option, stars: int) -> Option | None:
    """The next option down of the same case that still keeps the marks up to `stars`."""
    least = max((o.index for o in criterion.marks if o.min_stars and o.min_stars <= stars), default=-1)
    downs = [o for o in criterion.options if o.case == at.case and o.points < at.points and o.index >= least]
    if criterion.code in ("5.1", "6.1"):
        downs = [o for o in downs if o.points > 0]
    return max(downs, key=lambda option: option.points, default=None)
