"""What a made-up product was recognised for, and when: the same for the same seed, no database.

Three in four hold three stars, one in five four, one in a hundred five, as in the lists at hand. Older ones were
renewed, upgraded or ran out; a few were taken back; of a few a source says only that they were valid on a day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from ocop.core.dates import add_months

STARS = {3: 76.0, 4: 21.0, 5: 1.2, None: 1.8}
HEARSAY, RENEWED, UPGRADED, REVOKED = 0.03, 0.55, 0.05, 0.008
OLDEST_DAYS, COMMON_DAYS = 5 * 365, 400
POTENTIAL = 5
"""The stars a product is called potential for where it has none: the top of the scale of those lists."""


@dataclass(frozen=True)
class Term:
    """One recognition. Without `start` a source knows only the day `known_valid_on`."""

    stars: int | None
    start: date | None = None
    end: date | None = None
    known_valid_on: date | None = None
    revoked_on: date | None = None


def history(rng: Random, today: date, months: int, signing_day: Callable[[date], date]) -> list[Term]:
    """The recognitions of one product, the oldest first; each lasts so many months from a day decisions are signed."""
    stars = rng.choices(list(STARS), weights=list(STARS.values()))[0]
    if rng.random() < HEARSAY:
        return [Term(stars, known_valid_on=today - timedelta(days=rng.randint(30, OLDEST_DAYS)))]
    start = signing_day(today - timedelta(days=round(rng.triangular(1, OLDEST_DAYS, COMMON_DAYS))))
    terms = [_term(stars, start, months)]
    while (end := terms[-1].end) and end < today and rng.random() < RENEWED:
        again = signing_day(min(today, end + timedelta(days=rng.randint(0, 90))))
        if terms[-1].start is None or again <= terms[-1].start:
            break
        terms.append(_term(_better(stars) if rng.random() < UPGRADED else stars, again, months))
    last = terms[-1]
    if last.start and last.end and last.end >= today:
        if rng.random() < UPGRADED and (today - last.start).days > 300:
            later = signing_day(last.start + timedelta(days=rng.randint(200, (today - last.start).days)))
            if last.start < later <= today:
                terms.append(_term(_better(last.stars), later, months))
        elif rng.random() < REVOKED and (today - last.start).days > 60:
            day = last.start + timedelta(days=rng.randint(30, (today - last.start).days))
            terms[-1] = Term(last.stars, last.start, last.end, revoked_on=day)
    return terms


def _term(stars: int | None, start: date, months: int) -> Term:
    return Term(stars, start, add_months(start, months))


def _better(stars: int | None) -> int | None:
    return stars if stars is None else min(stars + 1, max(each for each in STARS if each))


def signing_days(number: int, today: date) -> Callable[[date], date]:
    """The days on which a unit signs: one every second month, for each unit another; never after today."""

    def latest(day: date) -> date:
        month = day.month - (day.month + number) % 2
        year = day.year
        if month < 1:
            year, month = year - 1, 12
        signed = date(year, month, 3 + number % 24)
        return signed if signed <= today else add_months(signed, -2)

    return latest
