"""OGC API Features, part 1: what a collection is and how it is asked. Layers and registered lists answer alike."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from ocop.core.access import AccessQuerySet, Person
from ocop.core.versions import cached
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
        rows = queries.features_of(self.layer).order_by("fid")
        if asked.box:
            rows = queries.in_box(rows, asked.box)
        part = slice(asked.offset, asked.offset + asked.limit)
        if not asked.filters:
            return rows.count(), [_feature(row) for row in rows[part]]
        key = ("gis.ogc", self.layer.published_id, tuple(asked.box or ()), tuple(sorted(asked.filters.items())))
        kept = array("q", cached(key, lambda: _matching(rows, asked.filters).tobytes()))
        return len(kept), [_feature(row) for row in rows.filter(pk__in=kept[part])]

    def one(self, key: str) -> dict[str, Any] | None:
        row = queries.features_of(self.layer).filter(fid=int(key)).first() if key.isdigit() else None
        return _feature(row) if row else None


def _matching(rows: AccessQuerySet[Feature], filters: dict[str, str]) -> array[int]:
    """The keys of the rows whose columns say so, in their order.

    Columns have any name, so they are compared here and not in the database's own language of paths.
    """
    said = rows.values_list("pk", "properties").iterator(chunk_size=2_000)
    return array(
        "q", (pk for pk, known in said if all(_same(known.get(name), value) for name, value in filters.items()))
    )


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
        return list(self._registered.columns)

    def page(self, asked: Asked) -> tuple[int, list[dict[str, Any]]]:
        rows = self._items()
        if asked.box:
            rows = [row for row in rows if _meets(row.box, asked.box)]
        for name, value in asked.filters.items():
            at = self._registered.columns.index(name)
            rows = [row for row in rows if _same(row.values[at], value)]
        return len(rows), [self._feature(row) for row in rows[asked.offset : asked.offset + asked.limit]]

    def one(self, key: str) -> dict[str, Any] | None:
        return next((self._feature(row) for row in self._items() if row.id == key), None)

    def _feature(self, item: collections.Item) -> dict[str, Any]:
        known = dict(zip(self._registered.columns, item.values, strict=True))
        return {"type": "Feature", "id": item.id, "geometry": item.shape, "properties": known}


def _meets(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] <= other[2] and one[2] >= other[0] and one[1] <= other[3] and one[3] >= other[1]


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
