"""Reads over results, recognitions and their dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils import timezone

from ocop.certificates.models import LATE_EXTENSION, HigherResult, Recognition
from ocop.certificates.validity import IN_FORCE, Dates, Pending, Standing, State, standing_on
from ocop.core.dates import today
from ocop.councils.models import Evaluation
from ocop.dossiers.models import CLOSED, Dossier, Step
from ocop.dossiers.queries.deadlines import Calendar
from ocop.dossiers.standing import Standing as DossierStanding
from ocop.programme.models import Clock, Level, Regime, StarBand

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ocop.places.models import Unit
    from ocop.producers.models import Product


@dataclass(frozen=True)
class Result:
    """What a dossier was found worth, by its own council or by the higher level's, whichever spoke last.

    `stars` are those the level on whose desk the dossier lies may act on; None where it was not rated.
    """

    is_rated: bool
    stars: int | None
    mean: Decimal | None
    known_on: date
    is_from_above: bool
    came_back: bool
    evaluation: Evaluation | None


def result_of(dossier: Dossier) -> Result | None:
    """The result a leader decides on; None before a council concluded."""
    evaluation = (
        Evaluation.objects.filter(dossier=dossier, concluded_at__isnull=False)
        .select_related("council")
        .order_by("-concluded_at", "-pk")
        .first()
    )
    higher = HigherResult.objects.filter(dossier=dossier).select_related("decision").first()
    return _last_word(dossier, evaluation, higher)


def results_of(dossiers: Iterable[Dossier]) -> dict[int, Result | None]:
    """The result of each dossier by primary key, in two queries."""
    dossiers = list(dossiers)
    keys = [dossier.pk for dossier in dossiers]
    concluded = Evaluation.objects.filter(dossier__in=keys, concluded_at__isnull=False).select_related("council")
    latest = {each.dossier_id: each for each in concluded.order_by("concluded_at", "pk")}
    for dossier in dossiers:
        if dossier.pk in latest:
            latest[dossier.pk].dossier = dossier  # already at hand, with its sheet
    higher = {
        each.dossier_id: each for each in HigherResult.objects.filter(dossier__in=keys).select_related("decision")
    }
    return {d.pk: _last_word(d, latest.get(d.pk), higher.get(d.pk)) for d in dossiers}


def _last_word(dossier: Dossier, evaluation: Evaluation | None, higher: HigherResult | None) -> Result | None:
    if evaluation is None or evaluation.concluded_at is None:
        return None
    if higher is not None and higher.decision.recorded_at > evaluation.concluded_at:
        return Result(
            is_rated=higher.stars is not None,
            stars=higher.stars,
            mean=higher.points,
            known_on=higher.decision.signed_on,
            is_from_above=True,
            came_back=True,
            evaluation=evaluation,
        )
    stars = evaluation.stars
    if higher is not None and stars is not None and dossier.level is not None and dossier.level.decides_stars:
        # Điều 7.4g: sent back by the higher level, it is rated «theo thẩm quyền», so no higher than the unit decides.
        stars = min(stars, max(dossier.level.decides_stars))
    return Result(
        is_rated=evaluation.outcome == "rated",
        stars=stars,
        mean=evaluation.mean,
        known_on=timezone.localdate(evaluation.concluded_at),
        is_from_above=False,
        came_back=higher is not None,
        evaluation=evaluation,
    )


def certified_stars(*regimes: int) -> set[tuple[int, int | None]]:
    """Pairs (regime's key, stars) that are certified (Điều 4.1a, 4.3)."""
    return set(StarBand.objects.filter(regime__in=regimes, certificate=True).values_list("regime", "stars"))


def earns_certificate(regime: Regime, stars: int | None) -> bool:
    """Whether that many stars are certified under a regime."""
    return (regime.pk, stars) in certified_stars(regime.pk)


def is_for_above(level: Level | None, result: Result) -> bool:
    """Whether a result must go to the next level first (Điều 7.3e)."""
    return (
        level is not None
        and level.forward_from is not None
        and result.is_rated
        and not result.came_back
        and result.mean is not None
        and result.mean >= level.forward_from
    )


def asked_above() -> dict[int, int]:
    """Of each level, the fewest stars the level above it decides: what a dossier sent there asks for (Điều 7.3e)."""
    levels = Level.objects.filter(task=Level.Task.DECIDE).order_by("regime", "order")
    return {
        below.pk: min(above.decides_stars)
        for below, above in pairwise(levels)
        if below.regime_id == above.regime_id and above.decides_stars
    }


def awaited_stars(stars: int | None, forwarded_from: int | None, asked: Mapping[int, int]) -> int | None:
    """The stars a recognised product waits for, above those it has; None where nothing of it is with a higher level."""
    wanted = asked.get(forwarded_from or 0)
    return wanted if wanted is not None and wanted > (stars or 0) else None


def kept_instead(dossier: Dossier, result: Result) -> Recognition | None:
    """The recognition in force that stays because an upgrade found no more stars than it has; None otherwise.

    Reading `upgrade_without_more_stars`: an upgrade is no re-evaluation and takes nothing away.
    """
    if dossier.kind.key not in dossier.regime.reading_or("upgrade_without_more_stars", {"kinds": ()})["kinds"]:
        return None
    held = Recognition.objects.current().for_page().filter(product=dossier.product_id).first()
    if held is None or not held.stars or not standing_of(held).is_in_force:
        return None
    return held if (result.stars or 0) <= held.stars else None


def dates_of(recognition: Recognition) -> Dates:
    """All that decides what a recognition is worth. One query, with the relations of `for_page` loaded."""
    replaced = getattr(recognition, "replaced_by", None)
    revocation = getattr(recognition, "revocation", None)
    superseded_on = None
    if not recognition.is_current:
        superseded_on = (replaced.valid_from if replaced else None) or date.min
    return Dates(
        valid_from=recognition.valid_from,
        valid_to=recognition.valid_to,
        known_valid_on=recognition.known_valid_on,
        validity_months=recognition.regime.validity_months,
        revoked_on=revocation.revoked_on if revocation else None,
        superseded_on=superseded_on,
        pending=_pending(recognition),
    )


def _pending(recognition: Recognition) -> tuple[Pending, ...]:
    """Dossiers of the kind each regime's late extension is for (Điều 12.3), with its days."""
    if recognition.valid_to is None:
        return ()
    filed = Dossier.objects.filter(product=recognition.product_id, filed_at__isnull=False)
    found = []
    for dossier in filed.select_related("regime", "kind"):
        if dossier.kind.key != dossier.regime.policy.get("late_extension", {}).get("for_kind"):
            continue
        clock = Clock.objects.filter(regime=dossier.regime, key=LATE_EXTENSION).first()
        answered = Step.objects.filter(dossier=dossier, to_state__in=CLOSED).order_by("at").first()
        if clock is None or dossier.filed_at is None:
            continue
        found.append(
            Pending(
                filed_on=timezone.localdate(dossier.filed_at),
                days=clock.days,
                answered_on=timezone.localdate(answered.at) if answered else None,
                basis=f"{clock.article}, Quyết định số {dossier.regime.decision_number}",
            )
        )
    return tuple(found)


def standing_of(recognition: Recognition, day: date | None = None) -> Standing:
    """What a recognition is worth on a day (today), with its sentence."""
    return standing_on(dates_of(recognition), day or today())


def product_standing(product: Product) -> DossierStanding | None:
    """What a product holds today, for a new dossier: registered with dossiers.standing."""
    recognition = Recognition.objects.current().for_page().filter(product=product).first()
    if recognition is None:
        return None
    return DossierStanding(
        stars=recognition.stars,
        valid_to=recognition.valid_to,
        is_in_force=(state := standing_of(recognition).state).is_in_force,
        is_revoked=state == State.REVOKED,
    )


def product_standings(products: Iterable[Product]) -> dict[int, DossierStanding | None]:
    """The same for many products at once, by primary key: one query."""
    rows = Recognition.objects.current().with_state(today()).filter(product__in=[product.pk for product in products])
    return {
        row.product_id: DossierStanding(
            row.stars, row.valid_to, is_in_force=row.state in IN_FORCE, is_revoked=row.state == State.REVOKED
        )
        for row in rows
    }


def revocation_regime(day: date | None = None) -> Regime | None:
    """The regime whose grounds and clocks revoke today, whichever regime the recognition came from (Điều 8)."""
    return (
        Regime.objects.filter(effective_from__lte=day or today(), revocation_grounds__isnull=False)
        .order_by("-effective_from")
        .first()
    )


def decider_of(regime: Regime, stars: int | None, place: Unit) -> tuple[Level, Unit] | None:
    """The level that decides so many stars under a regime, and its unit above a place."""
    for level in regime.levels.filter(task=Level.Task.DECIDE).order_by("order"):
        if stars in level.decides_stars and (unit := place.at_level(level.unit_level)) is not None:
            return level, unit
    return None


def revocation_due(regime: Regime, concluded_on: date) -> date | None:
    """The last day for a revocation after a conclusion (Điều 8.4); None where the regime sets none."""
    clock = Clock.objects.filter(regime=regime, key="revocation").first()
    return Calendar.load().due(concluded_on, clock) if clock else None
