"""A small drawing of where a layer lies, made here: communes as the ground, the layer on top. No script, no network."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ocop.gis.models import UnitShape
from ocop.gis.queries import unit_points
from ocop.places.models import Unit

WIDTH, HEIGHT, MARGIN = 640.0, 420.0, 0.06
Box = tuple[float, float, float, float]
Lines = Sequence[Sequence[Sequence[float]]]


@dataclass
class Sketch:
    """Paths and dots in the drawing's own units, ready for an SVG."""

    ground: list[str] = field(default_factory=list)
    dots: list[tuple[float, float, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    points: list[tuple[float, float]] = field(default_factory=list)
    width: float = WIDTH
    height: float = HEIGHT
    kilometres: float = 0.0
    bar: float = 0.0

    @property
    def is_empty(self) -> bool:
        return not self.paths and not self.points


def box_of(lines: Lines) -> Box | None:
    """The box around lines, west, south, east, north; None of nothing."""
    flat = [point for line in lines for point in line]
    if not flat:
        return None
    lons, lats = [point[0] for point in flat], [point[1] for point in flat]
    return min(lons), min(lats), max(lons), max(lats)


def around(boxes: Iterable[Box | None]) -> Box | None:
    """One box around several."""
    there = [box for box in boxes if box]
    if not there:
        return None
    return (
        min(b[0] for b in there), min(b[1] for b in there), max(b[2] for b in there), max(b[3] for b in there)
    )  # fmt: skip


def draw(lines: Lines, province: Unit, *, whole: bool) -> Sketch:
    """The layer in its province (`whole`), or close by with the communes' names."""
    own = box_of(lines)
    ground, dots = _ground(province)
    box = around([own, box_of([[(lon, lat) for lon, lat, _ in dots]])]) if whole else own
    if box is None:
        return Sketch()
    frame = _Frame(box, margin=MARGIN if whole else 0.4)
    drawn = Sketch(kilometres=frame.round_kilometres, bar=frame.bar)
    drawn.ground = [frame.path(ring) for ring in ground]
    drawn.dots = [(*frame.place(lon, lat), "" if whole else name) for lon, lat, name in dots if frame.holds(lon, lat)]
    for line in lines:
        if len({tuple(point) for point in line}) == 1:
            drawn.points.append(frame.place(*line[0][:2]))
        else:
            drawn.paths.append(frame.path(line))
    return drawn


def _ground(province: Unit) -> tuple[list[list[tuple[float, float]]], list[tuple[float, float, str]]]:
    import shapely  # slow

    communes = list(Unit.objects.current().filter(parent=province).values_list("pk", "name"))
    points = unit_points()
    dots = [(points[pk][1], points[pk][0], name) for pk, name in communes if pk in points]
    texts = list(UnitShape.objects.filter(unit__parent=province).values_list("simplified", flat=True))
    rings: list[list[tuple[float, float]]] = []
    for shape in shapely.from_geojson(texts) if texts else []:
        for part in shapely.get_parts(shape):
            if part.geom_type == "Polygon":
                rings.append([(float(x), float(y)) for x, y in shapely.get_coordinates(part.exterior)])
    return rings, dots


class _Frame:
    """How degrees become the drawing's units: north up, no stretching."""

    def __init__(self, box: Box, *, margin: float) -> None:
        west, south, east, north = box
        self.squeeze = math.cos(math.radians((south + north) / 2))
        wide = max((east - west) * self.squeeze, 0.004)
        high = max(north - south, 0.004)
        self.scale = min(WIDTH / wide, HEIGHT / high) / (1 + 2 * margin)
        self.middle = ((west + east) / 2, (south + north) / 2)

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        x = WIDTH / 2 + (lon - self.middle[0]) * self.squeeze * self.scale
        y = HEIGHT / 2 - (lat - self.middle[1]) * self.scale
        return round(x, 1), round(y, 1)

    def holds(self, lon: float, lat: float) -> bool:
        x, y = self.place(lon, lat)
        return 0 <= x <= WIDTH and 0 <= y <= HEIGHT

    def path(self, line: Sequence[Any]) -> str:
        return "M" + "L".join("{} {}".format(*self.place(point[0], point[1])) for point in line)

    @property
    def round_kilometres(self) -> float:
        """A round length about a fifth of the drawing wide."""
        raw = WIDTH / 5 / self.scale * 111.32
        power = 10 ** math.floor(math.log10(raw))
        return next(float(step * power) for step in (5, 2, 1) if step * power <= raw)

    @property
    def bar(self) -> float:
        return round(self.round_kilometres / 111.32 * self.scale, 1)
