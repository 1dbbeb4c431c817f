"""What visitors look for: recognised products, their producers, certificates by number. Public rows only."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Replace, Upper

from ocop.certificates.models import Certificate, Recognition, RecognitionQuerySet
from ocop.certificates.validity import IN_FORCE, State
from ocop.core.dates import today
from ocop.core.text import normalise
from ocop.places.models import Unit
from ocop.places.queries import with_predecessors
from ocop.search import index as search


def showcase(day: date | None = None) -> RecognitionQuerySet:
    """Each public product once, by its latest recognition, with what that is worth today as `state`."""
    rows = Recognition.objects.current().allowed(None, "recognition.view").for_page().with_state(day or today())
    return rows.annotate(rank_order=Coalesce("stars", "potential_stars"))


def codes_matching(kind: str, text: str) -> QuerySet[Any, Any]:
    """The codes of products or producers whose name, producer or code has all words of a text."""
    return search.matching(kind, text).values_list("key", flat=True)


def made_in(unit: Unit, path: str) -> Q:
    """Producers of a place, old or new. Under an old unit: those filed there; without that, those it went into."""
    places = with_predecessors(unit)
    now = Q(**{f"{path}unit__in": places})
    if unit.valid_to is None:
        return now
    filed_old = Q(**{f"{path}unit_as_filed__valid_to__isnull": False})
    return (filed_old & Q(**{f"{path}unit_as_filed__in": places})) | (~filed_old & now)


def stars_today() -> dict[int | None, int]:
    """How many products of each number of stars are in force today; None counts those of which the source is unsure."""
    rows = showcase().select_related(None).order_by().values("stars", "state").annotate(total=Count("pk"))  # type: ignore[misc]
    found: dict[int | None, int] = {}
    for row in rows:
        if row["state"] in IN_FORCE and row["stars"]:
            found[row["stars"]] = found.get(row["stars"], 0) + row["total"]
        elif row["state"] == State.UNKNOWN:
            found[None] = found.get(None, 0) + row["total"]
    return found


# Places in addresses


def key_of(unit: Unit) -> str:
    """How an address names a unit: its code and its first day, since a code may be given twice."""
    return f"{unit.code}-{unit.valid_from:%Y%m%d}"


def unit_by_key(key: str) -> Unit | None:
    """The unit of such a key; None when there is none."""
    if not (match := re.fullmatch(r"(\d{2,5})-(\d{4})(\d{2})(\d{2})", key, re.ASCII)):
        return None
    code, *day = match.groups()
    try:
        valid_from = date(*(int(part) for part in day))
    except ValueError:
        return None
    return Unit.objects.select_related("parent__parent").filter(code=code, valid_from=valid_from).first()


# Certificates


def certificate_by_number(text: str) -> Certificate | None:
    """The public certificate of a number as people type it: any spaces, any case, accents or not; or of its code."""
    asked = "".join(text[:200].split()).replace("\x00", "")
    rows = Certificate.objects.allowed(None, "certificate.view")
    if not asked:
        return None
    if (found := re.search(r"([2-9a-z]{12})/?$", asked)) and (row := rows.filter(code=found[1]).first()):
        return row
    spaceless = Upper(Replace("number", Value(" "), Value("")))
    if row := rows.annotate(plain=spaceless).filter(plain=asked.upper()).first():
        return row
    digits = max(re.findall(r"\d+", asked, re.ASCII), key=len, default="")
    if not digits:
        return None
    wanted = normalise(asked).replace(" ", "")
    near = rows.filter(number__contains=digits)[:500]
    return next((row for row in near if normalise(row.number).replace(" ", "") == wanted), None)
