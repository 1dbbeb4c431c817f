"""Points of sale, craft villages and places to visit on the map: their own coordinates, else their commune's middle."""

from __future__ import annotations

from typing import Any

from ocop.atlas.layers import LAYERS, Layer
from ocop.atlas.marks import collection, feature
from ocop.atlas.spots import Spot, Spots
from ocop.core.language import said
from ocop.portal.territory import Territory
from ocop.portal.trade import CRAFT_VILLAGES, POINTS_OF_SALE, TOURISM, Section

SECTIONS: dict[str, Section] = {"diem-ban": POINTS_OF_SALE, "lang-nghe": CRAFT_VILLAGES, "du-lich": TOURISM}
GIVEN = "pin"


def spot_of(record: Any, spots: Spots) -> Spot | None:
    """Where a record says it is; nowhere when neither it nor its commune is known."""
    if record.latitude is not None and record.longitude is not None:
        return Spot(float(record.latitude), float(record.longitude), GIVEN)
    return spots.of_unit(record.unit_id)


def records(layer: Layer) -> str:
    """The public records of a layer."""
    spots = Spots(Territory.load())
    rows = list(SECTIONS[layer.id].model._default_manager.filter(pk__in=SECTIONS[layer.id].shown().values("pk")))
    texts = [
        feature(spot, {"c": row.code, "n": str(said(row, "name")), "k": row.kind})
        for row in rows
        if (spot := spot_of(row, spots)) is not None
    ]
    return collection(texts, count=len(rows), placed=len(texts))


def layer_of(kind: str) -> Layer | None:
    """The layer that shows records of this kind."""
    return next((layer for layer in LAYERS.values() if layer.kind == kind and layer.id in SECTIONS), None)
