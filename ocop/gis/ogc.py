"""OGC API Features, part 1: what a collection is and how it is asked. Layers and registered lists answer alike."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from ocop.core.access import AccessQuerySet, Person
from ocop.gis import collections, queries
from ocop.gis.models import Feature, Layer

CONFORMANCE = [
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
]
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"


@dataclass(frozen=True)
class Asked:
    """What a request wants of a collection."""

    limit: int = 100
    offset: int = 0
    box: Sequence[float] | None = None
    filters: dict[str, str] = field(default_factory=dict)


class Collection(Protocol):
    """A list of features, all alike to a client."""

    id: str

    def about(self) -> dict[str, Any]:
        """Title, description, extent, names of the properties."""
        ...

    def page(self, asked: Asked) -> tuple[int, list[dict[str, Any]]]:
        """How many match, and the features of one page."""
        ...

    def one(self, key: str) -> dict[str, Any] | None:
        """One feature by its id."""
        ...

    def properties(self) -> list[str]:
        """The names a filter may use."""
        ...


class LayerCollection:
    """A published layer."""

    def __init__(self, layer: Layer) -> None:
        self.layer, self.id = layer, layer.slug

    def about(self) -> dict[str, Any]:
        version = self.layer.published
        return {
            "title": self.layer.title,
            "description": self.layer.description or self.layer.source,
            "attribution": self.layer.attribution or self.layer.source,
            "bbox": version.bbox if version else None,
        }

    def properties(self) -> list[str]:
        return list(self.layer.published.fields) if self.layer.published else []

    def page(self, asked: Asked) -> tuple[int, list[dict[str, Any]]]:
        rows = queries.features_of(self.layer)
        if asked.box:
            rows = queries.in_box(rows, asked.box)
        rows = self._filtered(rows, asked.filters).order_by("fid")
        return rows.count(), [_feature(row) for row in rows[asked.offset : asked.offset + asked.limit]]

    def _filtered(self, rows: AccessQuerySet[Feature], filters: dict[str, str]) -> AccessQuerySet[Feature]:
        if not filters:
            return rows
        # columns have any name, so they are compared here and not in the database's own language of paths
        kept = [
            pk
            for pk, said in rows.values_list("pk", "properties").iterator(chunk_size=2_000)
            if all(_same(said.get(name), value) for name, value in filters.items())
        ]
        return rows.filter(pk__in=kept[:10_000])

    def one(self, key: str) -> dict[str, Any] | None:
        row = queries.features_of(self.layer).filter(fid=int(key)).first() if key.isdigit() else None
        return _feature(row) if row else None


def _same(value: Any, asked: str) -> bool:
    return str(value if value is not None else "").casefold() == asked.casefold()


def _feature(row: Feature) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": row.fid,
        "geometry": json.loads(row.geometry),
        "bbox": row.bbox,
        "properties": row.properties,
    }


class ListCollection:
    """A list another app registered."""

    def __init__(self, registered: collections.Registered, person: Person | None) -> None:
        self._registered, self._person, self.id = registered, person, registered.id
        self._kept: list[collections.Item] | None = None

    def _items(self) -> list[collections.Item]:
        if self._kept is None:
            self._kept = list(self._registered.rows(self._person))
        return self._kept

    def about(self) -> dict[str, Any]:
        return {"title": str(self._registered.title), "description": str(self._registered.description), "bbox": None}

    def properties(self) -> list[str]:
        return list(self._items()[0].properties) if self._items() else []

    def page(self, asked: Asked) -> tuple[int, list[dict[str, Any]]]:
        rows = self._items()
        if asked.box:
            west, south, east, north = asked.box
            rows = [row for row in rows if west <= row.longitude <= east and south <= row.latitude <= north]
        for name, value in asked.filters.items():
            rows = [row for row in rows if _same(row.properties.get(name), value)]
        return len(rows), [_point(row) for row in rows[asked.offset : asked.offset + asked.limit]]

    def one(self, key: str) -> dict[str, Any] | None:
        return next((_point(row) for row in self._items() if row.id == key), None)


def _point(item: collections.Item) -> dict[str, Any]:
    geometry = {"type": "Point", "coordinates": [item.longitude, item.latitude]}
    return {"type": "Feature", "id": item.id, "geometry": geometry, "properties": item.properties}


def collections_for(person: Person | None) -> list[Collection]:
    """Every collection a person sees: layers with data, then the registered lists."""
    layers: list[Collection] = [LayerCollection(layer) for layer in queries.public_layers(person)]
    return [*layers, *(ListCollection(each, person) for each in collections.registered())]


def collection_for(id: str, person: Person | None) -> Collection | None:
    """The collection of this name, if the person sees it."""
    if registered := collections.registered_as(id):
        return ListCollection(registered, person)
    layer = queries.public_layers(person).filter(slug=id).first()
    return LayerCollection(layer) if layer else None
