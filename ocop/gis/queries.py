"""Reading the map: which layers a person sees, where units lie, what is at a point."""

from __future__ import annotations

from ocop.core.access import AccessQuerySet, Person
from ocop.core.versions import cached
from ocop.gis.models import ExternalLayer, Layer, UnitShape
from ocop.gis.points import known_points
from ocop.places.models import Unit


def public_layers(person: Person | None = None) -> AccessQuerySet[Layer]:
    """The published layers a person sees; without one, what every visitor sees."""
    rows = Layer.objects.allowed(person, "layer.view").filter(published__isnull=False)
    return rows.select_related("published", "unit")


def external_layers(person: Person | None = None) -> AccessQuerySet[ExternalLayer]:
    """Other servers' layers a person sees, in use."""
    return ExternalLayer.objects.allowed(person, "externallayer.view").filter(is_active=True)


def unit_points() -> dict[int, tuple[float, float]]:
    """Latitude and longitude of today's units by id: the middle of the imported boundary, else the known point."""
    return cached("gis.unit_points", _unit_points)


def _unit_points() -> dict[int, tuple[float, float]]:
    known = known_points()
    rows = Unit.objects.current().exclude(level=Unit.Level.NATION).order_by().values_list("pk", "level", "code")
    points = {pk: known[level, code] for pk, level, code in rows if (level, code) in known}
    for pk, lat, lon in UnitShape.objects.values_list("unit_id", "latitude", "longitude"):
        points[pk] = (lat, lon)
    return points
