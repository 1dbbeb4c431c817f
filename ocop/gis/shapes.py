"""Geometry questions about units: which commune a point is in, what a province covers. Loads shapely when asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ocop.core.versions import cached
from ocop.gis.models import UnitShape
from ocop.gis.points import known_points
from ocop.places.models import Unit

if TYPE_CHECKING:
    import numpy as np

    Points = Sequence[tuple[float, float]] | np.ndarray


class Places:
    """The imported communes, ready to be asked which of them holds a point."""

    def __init__(self) -> None:
        rows = UnitShape.objects.filter(unit__level=Unit.Level.COMMUNE, unit__valid_to=None)
        self._ids, shapes = [], []
        for pk, geometry in rows.values_list("unit_id", "geometry"):
            self._ids.append(pk)
            shapes.append(geometry)
        self._tree = _tree(shapes) if shapes else None

    def units_at(self, points: Points) -> list[int | None]:
        """For each longitude and latitude the id of the commune; None where no boundary was imported."""
        found: list[int | None] = [None] * len(points)
        if self._tree is None or not len(points):
            return found
        import shapely  # slow: loads GEOS

        asked, hits = self._tree.query(shapely.points(points), predicate="intersects")
        for at, hit in zip(asked.tolist(), hits.tolist(), strict=True):
            found[at] = self._ids[hit]
        return found


def _tree(shapes: list[str]) -> Any:
    import shapely  # slow: loads GEOS

    return shapely.STRtree(shapely.from_geojson(shapes))


def unit_at(latitude: float, longitude: float) -> Unit | None:
    """The commune a point lies in, as far as boundaries were imported."""
    places = cached("gis.places", Places)
    pk = places.units_at([(longitude, latitude)])[0]
    return Unit.objects.filter(pk=pk).first() if pk else None


def area_of(province: Unit) -> Any:
    """What a province covers: its boundary, else the hull of its communes' points with a margin; None if unknown."""
    import shapely  # slow: loads GEOS

    shape = UnitShape.objects.filter(unit=province).first()
    if shape is not None:
        return shapely.from_geojson(shape.simplified)
    known = known_points()
    codes = Unit.objects.current().filter(parent=province).values_list("code", flat=True)
    points = [known["commune", code][::-1] for code in codes if ("commune", code) in known]
    if len(points) < 3:
        centre = known.get(("province", province.code))
        return None if centre is None else shapely.Point(centre[1], centre[0]).buffer(0.5)
    return shapely.MultiPoint(points).convex_hull.buffer(0.05)
