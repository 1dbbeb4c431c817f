"""What the search knows of a producer and of a product. They become findable when a product is first recognised."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import override

from ocop.search import index
from ocop.search.index import Item

if TYPE_CHECKING:
    from ocop.places.models import Unit
    from ocop.producers.models import Producer, Product

PRODUCER, PRODUCT = "producer", "product"
PLACES = ("unit__parent__parent", "unit_as_filed__parent__parent")
"""What `producer_item` reads of a producer; of a product's, with `producer__` before it."""


def product_item(product: Product) -> Item:
    """A public product: by its name in both languages; by its producer and code; by its place, old and new, and what
    is told of it in both languages.
    """
    producer = product.producer
    return Item(
        kind=PRODUCT,
        key=product.code,
        title=product.name,
        url_path=_path("portal:product", product.slug or "san-pham", product.code),
        keywords=f"{producer.name} {product.official_code} {product.name_en}",
        text=f"{producer.name}, {_places(producer)}. {product.description} {product.story}"
        f" {product.description_en} {product.story_en}",
        is_demo=product.is_demo,
    )


def producer_item(producer: Producer) -> Item:
    """The producer of a public product: by its name and place, old and new, and by its introductions."""
    return Item(
        kind=PRODUCER,
        key=producer.code,
        title=producer.name,
        url_path=_path("portal:producer", producer.slug or "chu-the", producer.code),
        text=f"{_places(producer)}. {producer.introduction} {producer.introduction_en}",
        is_demo=producer.is_demo,
    )


def publish(product: Product) -> None:
    """Make a product and its producer findable."""
    index.put_many([product_item(product), producer_item(product.producer)])


def renew(thing: Any) -> None:
    """Tell the search what changed, if it knows the thing at all."""
    kind = thing._meta.model_name or ""
    if index.holds(kind, thing.code):
        index.put_many([_ITEMS[kind](thing)])


def replace(gone: Any, stays: Any) -> None:
    """Of two records that became one the search knows the one that stays, if it knew either."""
    kind = gone._meta.model_name or ""
    if index.holds(kind, gone.code):
        index.drop(kind, gone.code)
        index.put_many([_ITEMS[kind](stays)])
    else:
        renew(stays)


_ITEMS: dict[str, Callable[[Any], Item]] = {PRODUCT: product_item, PRODUCER: producer_item}


def _places(producer: Producer) -> str:
    units: list[Unit] = [producer.unit]
    if producer.unit_as_filed is not None and producer.unit_as_filed_id != producer.unit_id:
        units.append(producer.unit_as_filed)
    return "; ".join(unit.path for unit in units)


def _path(name: str, slug: str, code: str) -> str:
    with override("vi"):
        return reverse(name, kwargs={"slug": slug, "code": code})
