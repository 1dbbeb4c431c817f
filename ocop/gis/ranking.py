"""Where a file would lie under each coordinate system, for a person to say which is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ocop.core.errors import Refused
from ocop.gis import systems
from ocop.gis.coordinates import is_in_vietnam

NEARLY = 0.1
"""Shares that differ by less say nothing: a survey may reach over its province's edge."""


@dataclass(frozen=True)
class Candidate:
    """A system, whether its axes are swapped, and the share of the file that then lies in the province."""

    key: str
    label: str
    is_swapped: bool
    share: float

    @property
    def percent(self) -> int:
        return round(self.share * 100)


Lines = list[list[tuple[float, float]]]


def moved(lines: list[list[list[float]]], key: str, crs: str | None, *, is_swapped: bool) -> Lines:
    """The sample of a file as longitudes and latitudes under a system; what cannot be computed is left out.

    Raises:
        Refused: there is no such system.
    """
    import numpy as np  # slow

    transformer, _ = systems.to_wgs84(key, crs)
    found: Lines = []
    for line in lines:
        points = np.array(line, dtype=float)
        if is_swapped:
            points = points[:, ::-1]
        if transformer is not None:
            points = np.column_stack(transformer.transform(points[:, 0], points[:, 1]))
        if np.isfinite(points).all():
            found.append([(float(lon), float(lat)) for lon, lat in points])
    return found


def rank(layer: dict[str, Any], area: Any, usual: frozenset[str] = frozenset()) -> list[Candidate]:
    """Every system under which the file lies in Vietnam, the most of it inside the area first.

    Among equals: what the file says, then the `usual` systems of the area, then axes as they are.
    """
    middles = [[line[len(line) // 2]] for line in layer["shapes"]]
    said = systems.propose(layer["crs"]).key
    found = []
    for key, label in _candidates(said, layer):
        for is_swapped in (False, True):
            share = _share(middles, key, layer["crs"], is_swapped, area)
            if share is not None:
                found.append(Candidate(key, label, is_swapped, share))
    return sorted(
        found, key=lambda each: (-round(each.share, 2), each.key != said, each.key not in usual, each.is_swapped)
    )


def is_ambiguous(candidates: list[Candidate]) -> bool:
    """Whether more than one system puts the file as well into the area: a small layer looks right in several places."""
    best = candidates[0].share if candidates else 0.0
    return best > 0 and sum(each.share > best - NEARLY for each in candidates) > 1


def _candidates(said: str, layer: dict[str, Any]) -> list[tuple[str, str]]:
    box = layer["bounds"] or [0, 0, 0, 0]
    in_degrees = max(abs(side) for side in box) <= 360
    metres = [
        (each.key, each.label) for each in systems.systems() if each.key.startswith("vn2000:") or "wide" in each.key
    ]
    degrees = [(each.key, each.label) for each in systems.systems()[-2:]]
    own = [(systems.AS_SAID, f"Như tệp ghi: {systems.propose(layer['crs']).name}")] if said == systems.AS_SAID else []
    return [*own, *(degrees if in_degrees else metres)]


def _share(middles: list[list[list[float]]], key: str, crs: str, is_swapped: bool, area: Any) -> float | None:
    """How much of the sample lies in the area; None when most of it is not even in the country."""
    import shapely  # slow

    try:
        points = [line[0] for line in moved(middles, key, crs, is_swapped=is_swapped)]
    except Refused:
        return None
    inside = [(lon, lat) for lon, lat in points if is_in_vietnam(lat, lon)]
    if not middles or len(inside) < 0.9 * len(middles):
        return None
    if area is None:
        return len(inside) / len(middles)
    return float(shapely.contains_xy(area, inside).sum()) / len(middles)
