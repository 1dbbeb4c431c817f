"""A still picture of where things are, drawn here: circles on the communes. No script, no network, a few kilobytes."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ocop.core.language import language
from ocop.gis.queries import unit_points
from ocop.places.models import Unit

WIDTH = 640
LARGEST, SMALLEST = 15.0, 3.0
MARGIN = 24.0
MOST_CIRCLES = 300
"""With more communes than that, one circle a province: the picture stays small."""
NATIONAL = 5.0
"""Degrees from which a picture shows so much of the country that the archipelagos belong on it."""
ISLANDS = Path(__file__).parent / "static" / "gis" / "map" / "islands.json"
Place = tuple[float, float]


@dataclass(frozen=True)
class Overview:
    """Circles (x, y, radius) on a ground of dots, with names; all in the drawing's own units."""

    height: int
    ground: str
    circles: list[tuple[float, float, float]]
    names: list[tuple[float, float, str]]
    width: int = WIDTH


def overview(counts: Mapping[int, int]) -> Overview | None:
    """The picture of how many things lie in each of today's communes (primary key: how many); None of nothing.

    The ground is every commune of the provinces concerned. Latitude and longitude are drawn as Mercator does.
    """
    points = unit_points()
    rows = Unit.objects.current().filter(level=Unit.Level.COMMUNE).values_list("pk", "parent_id")
    parents = {pk: parent for pk, parent in rows if pk in points}
    shown = Counter({pk: count for pk, count in counts.items() if count and pk in parents})
    if not shown:
        return None
    provinces = {parents[pk] for pk in shown}
    ground = [points[pk] for pk, parent in parents.items() if parent in provinces]
    if len(shown) > MOST_CIRCLES:
        shown = _by_province(shown, parents)
        ground = [points[pk] for pk in provinces if pk in points]
    frame = _Frame([*ground, *(points[pk] for pk in shown)])
    most = max(shown.values())
    return Overview(
        height=frame.height,
        ground="".join(f"M{x:g} {y:g}h0" for x, y in (frame.at(place) for place in ground)),
        circles=[(*frame.at(points[pk]), _radius(count, most)) for pk, count in shown.most_common()],
        names=[(*frame.at(place), name) for place, name in frame.archipelagos],
    )


def _by_province(counts: Mapping[int, int], parents: Mapping[int, int | None]) -> Counter[int]:
    found: Counter[int] = Counter()
    for pk, count in counts.items():
        if parent := parents[pk]:
            found[parent] += count
    return found


def _radius(count: int, most: int) -> float:
    """The area says how many."""
    return round(max(SMALLEST, LARGEST * math.sqrt(count / most)), 1)


@cache
def _archipelagos(tongue: str) -> list[tuple[Place, str]]:
    rows = json.loads(ISLANDS.read_text(encoding="utf-8"))["features"]
    found = [each for each in rows if each["properties"]["kind"] == "archipelago"]
    name = "name_en" if tongue == "en" else "name"
    return [
        ((each["geometry"]["coordinates"][1], each["geometry"]["coordinates"][0]), each["properties"][name])
        for each in found
    ]


def _mercator(latitude: float) -> float:
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)))


class _Frame:
    """How places become the drawing's units: north up, all of them inside, the archipelagos on a national one."""

    def __init__(self, places: list[Place]) -> None:
        lats, lons = [lat for lat, _ in places], [lon for _, lon in places]
        is_national = max(max(lats) - min(lats), max(lons) - min(lons)) > NATIONAL
        self.archipelagos = _archipelagos(language()) if is_national else []
        lats += [lat for (lat, _), _ in self.archipelagos]
        lons += [lon for (_, lon), _ in self.archipelagos]
        self.west, self.north = min(lons), _mercator(max(lats))
        wide = max(max(lons) - self.west, 0.02)
        high = max(self.north - _mercator(min(lats)), wide / 4)
        self.scale = (WIDTH - 2 * MARGIN) / wide
        self.height = round(high * self.scale + 2 * MARGIN)

    def at(self, place: Place) -> tuple[float, float]:
        x = MARGIN + (place[1] - self.west) * self.scale
        y = MARGIN + (self.north - _mercator(place[0])) * self.scale
        return round(x, 1), round(y, 1)
