"""The public lists of the map for machines: what `gis` offers under /ogc/ by the same rules as the pages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

from ocop.atlas.layers import LAYERS
from ocop.atlas.marks import marks
from ocop.atlas.visits import SECTIONS, records
from ocop.gis.collections import Item, register
from ocop.portal.catalogue import catalogue

if TYPE_CHECKING:
    from ocop.core.access import Person

KNOWN = {"n": "name", "k": "kind", "g": "group", "a": "is_near_only"}


def offer() -> None:
    """Register the lists; the app does so once."""
    register("san-pham", _("Sản phẩm OCOP được công nhận"), products)
    register("chu-the", _("Chủ thể có sản phẩm được công nhận"), producers)
    for name in SECTIONS:
        register(name, str(LAYERS[name].title), lambda person, name=name: _records(name))  # type: ignore[misc]


def products(_person: Person | None) -> Iterable[Item]:
    """Every public product with a place; `kind` is its stars in force today."""
    return _items(text for text in marks(catalogue()).texts if text)


def producers(_person: Person | None) -> Iterable[Item]:
    """Those who make them."""
    made = marks(catalogue())
    return _items(text for text in made.maker_texts.values() if text)


def _records(name: str) -> Iterable[Item]:
    return (_item(each) for each in json.loads(records(LAYERS[name]))["features"])


def _items(texts: Iterable[str]) -> Iterator[Item]:
    return (_item(json.loads(text)) for text in texts)


def _item(feature: dict[str, dict[str, object]]) -> Item:
    longitude, latitude = feature["geometry"]["coordinates"]  # type: ignore[misc]
    said = feature["properties"]
    return Item(str(said["c"]), latitude, longitude, {KNOWN[name]: said[name] for name in KNOWN if name in said})  # type: ignore[has-type]
