"""What visitors look for: recognised products, their producers, certificates by number. Public rows only."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.db.models import QuerySet, Value
from django.db.models.functions import Replace, Upper

from ocop.certificates.models import Certificate, Recognition, RecognitionQuerySet
from ocop.core.dates import today
from ocop.core.text import normalise
from ocop.places.models import Unit
from ocop.search import index as search


def showcase(day: date | None = None) -> RecognitionQuerySet:
    """Each public product once, by its latest recognition, with what that is worth today as `state`."""
    return (
        Recognition.objects.current()
        .allowed(None, "recognition.view")
        .for_page()
        .with_state(day or today())
        .with_forwarded()
    )


def codes_matching(kind: str, text: str) -> QuerySet[Any, Any]:
    """The codes of products or producers whose name, producer or code has all words of a text."""
    return search.matching(kind, text).values_list("key", flat=True)


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
