"""Averages kept exact and shown without rounding up; how far members lie apart. Pure: no Django, no files."""

from collections.abc import Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from statistics import median

JSON_DECIMALS = 10


def truncated(value: Fraction, decimals: int) -> Decimal:
    """The value cut off after so many decimals: never more than it is.

    >>> truncated(Fraction(269999, 3000), 2)
    Decimal('89.99')
    """
    scaled = value * 10**decimals
    with localcontext() as context:
        context.prec = 60
        return Decimal(scaled.numerator // scaled.denominator).scaleb(-decimals)


def number(value: Fraction) -> int | float:
    """A JSON number that does not lie: whole as an integer, else exact or cut off after ten decimals."""
    return int(value) if value.denominator == 1 else float(truncated(value, JSON_DECIMALS))


def members_spread(totals: Sequence[int]) -> int:
    """Points between the highest and the lowest total."""
    return max(totals, default=0) - min(totals, default=0)


def members_beyond(totals: Sequence[int], limit: int | Decimal) -> tuple[int, ...]:
    """Places (from 0) of the members a council should hear when totals lie further apart than `limit`.

    Those further than the limit from the middle total; where none is, those at both ends. Empty within the limit.
    """
    if members_spread(totals) <= limit:
        return ()
    middle = median(totals)
    far = tuple(place for place, total in enumerate(totals) if abs(total - middle) > limit)
    return far or tuple(place for place, total in enumerate(totals) if total in (min(totals), max(totals)))
