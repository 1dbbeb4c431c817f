"""Reading the map: which layers a person sees, where units lie, what is at a point."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, SmallIntegerField, TextField, Value, When
from django.db.models.functions import Concat

from ocop.accounts.models import User
from ocop.core.access import AccessQuerySet, Person
from ocop.core.text import normalise
from ocop.core.versions import cached
from ocop.gis.models import ExternalLayer, Feature, Layer, LayerVersion, UnitShape
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


@dataclass(frozen=True)
class Found:
    """A feature of a published layer, with what a popup shows."""

    layer: Layer
    feature: Feature

    @property
    def title(self) -> str:
        return self.feature.title or f"{self.layer} {self.feature.fid}"

    @property
    def centre(self) -> tuple[float, float]:
        """Latitude and longitude of the middle of its box."""
        box = self.feature.bbox or [0.0] * 4
        return (box[1] + box[3]) / 2, (box[0] + box[2]) / 2


def in_box(rows: AccessQuerySet[Feature], box: Sequence[float]) -> AccessQuerySet[Feature]:
    """The features whose box meets a box: west, south, east, north."""
    west, south, east, north = box
    return rows.filter(min_lon__lte=east, max_lon__gte=west, min_lat__lte=north, max_lat__gte=south)


def features_of(layer: Layer) -> AccessQuerySet[Feature]:
    """The features of what a layer shows now."""
    return Feature.objects.filter(version=layer.published_id)


def at_point(latitude: float, longitude: float, person: Person | None = None, most: int = 20) -> list[Found]:
    """What is planned at this point: the features of the layers a person sees that hold the point."""
    import shapely  # slow: loads GEOS

    layers = {layer.published_id: layer for layer in public_layers(person)}
    near = 0.0002  # twenty metres, so that a line or a point can be touched
    box = (longitude - near, latitude - near, longitude + near, latitude + near)
    rows = list(in_box(Feature.objects.filter(version__in=layers), box).order_by("version", "fid")[:500])
    if not rows:
        return []
    point, shapes = shapely.Point(longitude, latitude), shapely.from_geojson([row.geometry for row in rows])
    reach = [0.0 if shapely.get_dimensions(shape) == 2 else near for shape in shapes]
    hits = shapely.dwithin(shapes, point, reach)
    found = [Found(layers[row.version_id], row) for row, hit in zip(rows, hits, strict=True) if hit]
    return sorted(found, key=lambda each: (each.layer.order, each.layer.title))[:most]


def find(text: str, person: Person | None = None, most: int = 20) -> list[Found]:
    """The features of the layers a person sees whose columns hold the words, accents or none; the best match first.

    A name that is the words, then one that begins with them, then the words as they are in any column, then the rest;
    among equals by name.
    """
    words = normalise(text).split()
    if not words:
        return []
    layers = {layer.published_id: layer for layer in public_layers(person)}
    rows = Feature.objects.filter(version__in=layers)
    for word in words:
        rows = rows.filter(search__contains=word)
    whole = " ".join(words)
    match = Case(
        When(name_key=whole, then=0),
        When(name_key__startswith=whole, then=1),
        When(padded__contains=f" {whole} ", then=2),
        default=3,
        output_field=SmallIntegerField(),
    )
    padded = Concat(Value(" "), "search", Value(" "), output_field=TextField())
    best = rows.alias(padded=padded).alias(match=match).order_by("match", "name_key", "version", "fid")
    return [Found(layers[row.version_id], row) for row in best[:most]]


def features_json(found: Iterable[Found]) -> list[dict[str, Any]]:
    """Features as the map's panel takes them: plain values only, never markup."""
    return [
        {
            "layer": each.layer.title,
            "slug": each.layer.slug,
            "id": each.feature.fid,
            "title": each.title,
            "lat": each.centre[0],
            "lon": each.centre[1],
            "bbox": each.feature.bbox,
            "properties": each.feature.properties,
            "attribution": each.layer.attribution or each.layer.source,
        }
        for each in found
    ]


def unit_features(level: str, within: Unit | None) -> list[dict[str, Any]]:
    """Today's units of a level as GeoJSON features: boundaries where imported, else points. Counts are the atlas's."""
    rows = Unit.objects.current().filter(level=level)
    rows = rows.filter(pk__in=Unit.objects.within(within).values("pk")) if within else rows
    points = unit_points()
    shapes = dict(UnitShape.objects.filter(unit__in=rows.values("pk")).values_list("unit_id", "simplified"))
    features = []
    for unit in rows.order_by("order"):
        point = points.get(unit.pk)
        if unit.pk not in shapes and point is None:
            continue
        lat, lon = point or (None, None)
        said = {"code": unit.code, "name": unit.title, "level": unit.level, "lat": lat, "lon": lon}
        geometry = json.loads(shapes[unit.pk]) if unit.pk in shapes else {"type": "Point", "coordinates": [lon, lat]}
        said["has_shape"] = unit.pk in shapes
        features.append({"type": "Feature", "id": unit.pk, "geometry": geometry, "properties": said})
    return features


def kept_layers(person: User) -> list[Layer]:
    """The layers a person keeps, each with its newest version as `newest`. Two queries."""
    rows = Layer.objects.allowed(person, "layer.manage").select_related("unit", "published")
    layers = list(rows)
    newest: dict[int, LayerVersion] = {}
    for version in LayerVersion.objects.filter(layer__in=[layer.pk for layer in layers]).order_by("number"):
        newest[version.layer_id] = version
    for layer in layers:
        layer.newest = newest.get(layer.pk)  # type: ignore[attr-defined]
    return layers
