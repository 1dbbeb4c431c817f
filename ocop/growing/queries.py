"""Growing areas for the map, for a product's or a producer's page, and for staff."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ocop.core.access import AccessQuerySet, Person
from ocop.core.text import normalise
from ocop.growing.models import GrowingArea, PastOutline
from ocop.journal.queries import history_of
from ocop.producers.models import Producer, Product


def public_areas() -> AccessQuerySet[GrowingArea]:
    """The areas every visitor sees, with their places."""
    return GrowingArea.objects.allowed(None, "growingarea.view").select_related("unit__parent")


def areas_seen_by(person: Person | None) -> AccessQuerySet[GrowingArea]:
    """The areas a person sees."""
    return GrowingArea.objects.allowed(person, "growingarea.view").select_related("unit__parent")


def open_areas_seen_by(person: Person | None) -> AccessQuerySet[GrowingArea]:
    """The areas in use that a person sees."""
    rows = areas_seen_by(person).filter(closed_on=None).select_related("unit__parent__parent")
    return rows.order_by("name", "pk")


def areas_of_product(product: Product) -> AccessQuerySet[GrowingArea]:
    """The public areas a product's raw material comes from."""
    return public_areas().filter(products=product)


def areas_of_producer(producer: Producer) -> AccessQuerySet[GrowingArea]:
    """The public areas a producer is tied to."""
    return public_areas().filter(producers=producer)


def in_box(rows: AccessQuerySet[GrowingArea], box: Sequence[float]) -> AccessQuerySet[GrowingArea]:
    """The areas whose box meets a box: west, south, east, north."""
    west, south, east, north = box
    return rows.filter(min_lon__lte=east, max_lon__gte=west, min_lat__lte=north, max_lat__gte=south)


def find(text: str) -> AccessQuerySet[GrowingArea]:
    """Public areas by code, name, crop, owner or standard, accents or none."""
    rows = public_areas()
    for word in normalise(text).split():
        rows = rows.filter(search__contains=word)
    return rows if normalise(text) else rows.none()


def properties(area: GrowingArea) -> dict[str, Any]:
    """An area as a popup, a table or a download has it: plain values."""
    return {
        "code": area.code,
        "area_code": area.area_code,
        "name": area.name,
        "crop": area.crop,
        "unit": area.unit.path,
        "area_ha": float(area.area_ha) if area.area_ha is not None else None,
        "standard": area.standard,
        "owner": area.owner,
        "households": area.households,
        "origin": str(area.get_origin_display()) if area.origin else "",
        "url": area.get_absolute_url(),
    }


def features(areas: AccessQuerySet[GrowingArea]) -> list[dict[str, Any]]:
    """The areas that have a shape as GeoJSON features."""
    return [
        {"type": "Feature", "id": area.pk, "geometry": json.loads(area.geometry), "properties": properties(area)}
        for area in areas.exclude(geometry="")
    ]


def past_outlines(area: GrowingArea) -> list[PastOutline]:
    """The outlines an area had before and has no more, the newest first."""
    return list(area.past_outlines.exclude(geometry=area.geometry).select_related("replaced_by"))


@dataclass(frozen=True)
class Line:
    """One change of an area: when, who, what, from what to what."""

    at: datetime
    by: str
    words: str
    changes: list[tuple[str, str, str]]


def history_lines(area: GrowingArea) -> list[Line]:
    """Everything that happened to an area, the newest first."""
    return [
        Line(
            entry.at,
            entry.by_name,
            entry.words,
            [(label, before, after) for label, (before, after) in entry.details.get("thay_doi", {}).items()],
        )
        for entry in history_of(area).order_by("-pk")
    ]
