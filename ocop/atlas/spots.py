"""Where things are: where somebody put them, else the centre of their commune, which is then said to be near only."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from ocop.gis.models import Provenance
from ocop.gis.queries import unit_points
from ocop.portal.territory import Territory
from ocop.producers.models import Position

CENTROID = "centroid"


class Spot(NamedTuple):
    """A place on the map, how it is known, and to how many metres where the phone said so."""

    latitude: float
    longitude: float
    provenance: str = CENTROID
    accuracy_m: int | None = None

    @property
    def is_near(self) -> bool:
        """Whether this is only the middle of the commune."""
        return self.provenance == CENTROID

    @property
    def place(self) -> list[float]:
        """As GeoJSON writes it, to about a metre."""
        return [round(self.longitude, 5), round(self.latitude, 5)]


def words_of(spot: Spot) -> str:
    """How a place is known; the middle of a commune says what it is."""
    return _("vị trí gần đúng: trung tâm xã") if spot.is_near else str(Provenance(spot.provenance).label)


class Spots:
    """All positions, read once: a query for what people placed, those of `gis` for the units."""

    def __init__(self, territory: Territory) -> None:
        self._territory = territory
        self._units = unit_points()
        self._products: dict[int, Spot] = {}
        self._producers: dict[int, Spot] = {}
        rows = Position.objects.filter(latitude__isnull=False)
        for product, producer, *where in rows.values_list(
            "product", "producer", "latitude", "longitude", "provenance", "accuracy_m"
        ):
            latitude, longitude, provenance, accuracy = where
            kept = self._products if product is not None else self._producers
            kept[product if product is not None else producer] = Spot(
                float(latitude), float(longitude), provenance, accuracy
            )

    def of_unit(self, pk: int) -> Spot | None:
        """The middle of a unit, or of the one above it when the source knows no more."""
        place = self._territory.places.get(pk)
        while place is not None:
            if place.pk in self._units:
                return Spot(*map(float, self._units[place.pk]))
            place = self._territory.places.get(place.parent) if place.parent and place.level != "province" else None
        return None

    def of_producer(self, pk: int, unit: int) -> Spot | None:
        """Where a producer works."""
        return self._producers.get(pk) or self.of_unit(unit)

    def of_product(self, pk: int, producer: int, unit: int) -> Spot | None:
        """Where a product is made: its own place, else its producer's."""
        return self._products.get(pk) or self.of_producer(producer, unit)
