"""Where things are: where somebody put them, else the centre of their commune, which is then said to be near only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from ocop.gis.models import Provenance
from ocop.gis.queries import unit_points
from ocop.portal.territory import Territory
from ocop.producers.models import Position

CENTROID = "centroid"
WHERE = ("latitude", "longitude", "provenance", "accuracy_m")


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


@dataclass(frozen=True)
class Placed:
    """What people placed: products and producers by key."""

    products: dict[int, Spot]
    producers: dict[int, Spot]

    def add(self, product: int | None, producer: int | None, where: Sequence[Any]) -> None:
        """A position as the columns of `WHERE`; nothing where there is none."""
        latitude, longitude, provenance, accuracy = where
        if latitude is None:
            return
        spot = Spot(float(latitude), float(longitude), provenance, accuracy)
        if product is not None:
            self.products[product] = spot
        elif producer is not None:
            self.producers[producer] = spot


class Spots:
    """All positions: those of `gis` for the units, and what people placed, read when first asked for."""

    def __init__(self, territory: Territory) -> None:
        self._territory = territory
        self._units = unit_points()

    @cached_property
    def _placed(self) -> Placed:
        rows = Position.objects.filter(latitude__isnull=False)
        placed = Placed({}, {})
        for product, producer, *where in rows.values_list("product", "producer", *WHERE):
            placed.add(product, producer, where)
        return placed

    def know(self, placed: Placed) -> None:
        """What people placed, where another query has read it already."""
        self._placed = placed

    def of_unit(self, pk: int) -> Spot | None:
        """The middle of a unit, or of the one above it when the source knows no more."""
        place = self._territory.places.get(pk)
        while place is not None:
            if place.pk in self._units:
                latitude, longitude = self._units[place.pk]
                return Spot(float(latitude), float(longitude))
            place = self._territory.places.get(place.parent) if place.parent and place.level != "province" else None
        return None

    def of_former(self, pk: int) -> Spot | None:
        """The middle of what became of a unit that is no more: of the communes that took it in."""
        now = [self._units[each] for each in self._territory.filed_under(pk) if self._is_commune_of_now(each)]
        if not now:
            return None
        latitudes, longitudes = zip(*now, strict=True)
        return Spot(float(sum(latitudes)) / len(now), float(sum(longitudes)) / len(now))

    def _is_commune_of_now(self, pk: int) -> bool:
        place = self._territory.places[pk]
        return pk in self._units and place.level == "commune" and not place.is_old

    def of_producer(self, pk: int, unit: int) -> Spot | None:
        """Where a producer works."""
        return self._placed.producers.get(pk) or self.of_unit(unit)

    def of_product(self, pk: int, producer: int, unit: int) -> Spot | None:
        """Where a product is made: its own place, else its producer's."""
        return self._placed.products.get(pk) or self.of_producer(producer, unit)
