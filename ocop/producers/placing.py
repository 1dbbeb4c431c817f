"""Where producers and products stand on the map: put there by their people or by an officer, else near only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from ocop.core.access import require
from ocop.core.errors import Refused
from ocop.gis.coordinates import OUTSIDE, LatLon, is_in_vietnam
from ocop.gis.models import Provenance, rounded
from ocop.gis.queries import unit_points
from ocop.journal.actions import record
from ocop.producers.models import Position, Producer, Product

if TYPE_CHECKING:
    from decimal import Decimal

    from ocop.accounts.models import User

BY_HAND = (Provenance.SURVEYED, Provenance.PHONE, Provenance.PIN)


def place(
    thing: Producer | Product, where: LatLon, provenance: str, accuracy_m: Decimal | None = None, *, by: User
) -> Position:
    """Đặt vị trí trên bản đồ: from now on the thing stands there, publicly. How that is known is kept and shown.

    Raises:
        Refused: not in Vietnam, or it is not said how the place is known.
    """
    kind = "producer" if isinstance(thing, Producer) else "product"
    if not is_in_vietnam(where.latitude, where.longitude):
        raise Refused(OUTSIDE)
    if provenance not in BY_HAND:
        raise Refused("Hãy chọn vị trí này từ đâu: đặt ghim, điện thoại hay đo đạc.")
    with transaction.atomic():
        row = type(thing)._default_manager.select_for_update().get(pk=thing.pk)
        require(by, f"{kind}.place", row)
        position, _ = Position.objects.update_or_create(
            producer=row if isinstance(row, Producer) else None,
            product=row if isinstance(row, Product) else None,
            defaults={
                "latitude": rounded(where.latitude),
                "longitude": rounded(where.longitude),
                "provenance": provenance,
                "accuracy_m": accuracy_m,
                "placed_at": timezone.now(),
                "placed_by": by,
            },
        )
        record(f"{kind}.place", row, by=by, toa_do=text_of(position), nguon=str(position.get_provenance_display()))
    return position


def text_of(position: Position) -> str:
    """«10.243400, 106.375600», as the form reads it again."""
    return f"{position.latitude}, {position.longitude}"


@dataclass(frozen=True)
class Standing:
    """Where a thing stands today: its own position, its producer's, or the middle of its commune."""

    latitude: float | None
    longitude: float | None
    position: Position | None = None
    is_of_producer: bool = False

    @property
    def is_known(self) -> bool:
        """Whether somebody put this very thing there."""
        return self.position is not None and not self.is_of_producer

    @property
    def is_near(self) -> bool:
        """Whether only the commune is known."""
        return self.position is None and self.latitude is not None

    @property
    def provenance(self) -> str:
        return self.position.provenance if self.position else Provenance.CENTROID

    @property
    def text(self) -> str:
        return text_of(self.position) if self.position else ""


def standing_of(thing: Producer | Product) -> Standing:
    """Where a thing stands. One query beside those of the units; a producer comes with its unit's key."""
    producer = thing if isinstance(thing, Producer) else thing.producer
    rows = {row.product_id is not None: row for row in _positions(thing, producer)}
    own = rows.get(isinstance(thing, Product))
    found = own or rows.get(False)
    if found is not None:
        return Standing(float(found.latitude), float(found.longitude), found, found is not own)  # type: ignore[arg-type]
    middle = unit_points().get(producer.unit_id)
    return Standing(middle[0], middle[1]) if middle else Standing(None, None)


def _positions(thing: Producer | Product, producer: Producer) -> list[Position]:
    rows = Position.objects.filter(latitude__isnull=False, producer=producer)
    if isinstance(thing, Product):
        rows |= Position.objects.filter(latitude__isnull=False, product=thing)
    return list(rows.select_related("placed_by"))
