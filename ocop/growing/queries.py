"""Growing areas for the map, for a product's or a producer's page, and for staff."""

from __future__ import annotations

from ocop.core.access import AccessQuerySet, Person
from ocop.growing.models import GrowingArea


def public_areas() -> AccessQuerySet[GrowingArea]:
    """The areas every visitor sees, with their places."""
    return GrowingArea.objects.allowed(None, "growingarea.view").select_related("unit__parent")


def areas_seen_by(person: Person | None) -> AccessQuerySet[GrowingArea]:
    """The areas a person sees."""
    return GrowingArea.objects.allowed(person, "growingarea.view").select_related("unit__parent")
