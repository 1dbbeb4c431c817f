"""What the self-assessment is worth: points, stars, marks missed."""

from __future__ import annotations

from decimal import Decimal

from ocop.dossiers.models import Dossier, SelfScore
from ocop.programme.answers import Answers
from ocop.programme.models import Regime
from ocop.programme.scoring import Result, Rules, score
from ocop.programme.sheets import Criterion, Sheet


def applies(criterion: Criterion, chosen: dict[str, str]) -> bool:
    """Whether a criterion's condition holds, given the options chosen so far («chỉ áp dụng khi…»)."""
    condition = criterion.applies_when
    if condition is None:
        return True
    pick = chosen.get(condition.criterion, "")
    return pick != "" and pick not in condition.except_options


def complete(sheet: Sheet, chosen: dict[str, str]) -> Answers:
    """Answers over the whole sheet from some choices: what is not chosen counts as nothing ticked."""
    kept = {code: option for code, option in chosen.items() if option and applies(sheet.criterion(code), chosen)}
    rest = [criterion for criterion in sheet.criteria if criterion.code not in kept]
    return Answers(
        chosen=tuple(kept[criterion.code] for criterion in sheet.criteria if criterion.code in kept),
        none=tuple(criterion.code for criterion in rest if applies(criterion, chosen)),
        not_applicable=tuple(criterion.code for criterion in rest if not applies(criterion, chosen)),
    )


def answers_of(dossier: Dossier) -> Answers:
    """The self-assessment as scoring answers; criteria not answered yet count as nothing ticked."""
    lines = SelfScore.objects.filter(dossier=dossier, is_answered=True)
    return complete(dossier.criteria_set.sheet, {line.criterion: line.option for line in lines})


def self_result(dossier: Dossier) -> Result:
    """Points, stars and what is missing for the next star, by the producer's own answers so far."""
    return score(dossier.criteria_set.sheet, answers_of(dossier), Rules.from_regime(dossier.regime.policy))


def score_ticks(regime: Regime) -> list[tuple[Decimal, str]]:
    """Where each band begins, for the score's bar; the lowest band needs no mark."""
    bands = regime.bands.filter(lower__gt=0).order_by("lower")
    return [(Decimal(f"{band.lower:f}".rstrip("0").rstrip(".")), str(band)) for band in bands]
