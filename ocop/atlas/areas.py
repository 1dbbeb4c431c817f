"""Growing areas on the map: their own outline; without one, the middle of their commune."""

from __future__ import annotations

import json
from typing import Any

from ocop.atlas.marks import collection
from ocop.atlas.spots import Spot, Spots
from ocop.core.language import is_source
from ocop.growing.models import GrowingArea
from ocop.growing.queries import public_areas
from ocop.portal.territory import Territory

DRAWN = "surveyed"
"""How the middle of an outline is known: as well as the outline."""


def drawn() -> str:
    """Every public growing area by name and code, as a GeoJSON collection; `x` and `y` are where its name stands."""
    spots = Spots(Territory.load())
    texts = [text for area in public_areas() if (text := _feature(area, spots))]
    return collection(texts, count=len(texts), placed=len(texts))


def _feature(area: GrowingArea, spots: Spots) -> str:
    spot = spot_of(area, spots)
    if spot is None:
        return ""
    x, y = spot.place
    crop = area.crop if is_source() else area.crop_en or area.crop
    known: dict[str, Any] = {"c": area.code, "n": f"{area}, {crop}", "x": x, "y": y}
    geometry = json.loads(area.geometry) if area.geometry else {"type": "Point", "coordinates": [x, y]}
    if not area.geometry:
        known["a"] = 1
    return json.dumps({"type": "Feature", "geometry": geometry, "properties": known}, ensure_ascii=False)


def spot_of(area: GrowingArea, spots: Spots) -> Spot | None:
    """The middle of its outline, or of its commune."""
    if (box := area.bbox) is not None:
        west, south, east, north = box
        return Spot((south + north) / 2, (west + east) / 2, DRAWN)
    return spots.of_unit(area.unit_id)
