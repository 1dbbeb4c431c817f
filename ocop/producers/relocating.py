"""When a unit is renamed, what the search knows of the producers and products there says the new name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from ocop.producers.findable import PLACES, PRODUCER, PRODUCT, producer_item, product_item
from ocop.producers.models import Producer, Product
from ocop.search import index

if TYPE_CHECKING:
    from ocop.places.models import Unit

STEPS = ("", "__parent", "__parent__parent")


def renew_in(unit: Unit) -> None:
    """Renew what is findable of a unit and of all below it, as it is today and as it was filed."""
    here = Q()
    for field in ("unit", "unit_as_filed"):
        for step in STEPS:
            here |= Q(**{f"{field}{step}": unit})
    makers, made = set(index.entries(PRODUCER)), set(index.entries(PRODUCT))
    producers = Producer.objects.filter(here)
    found = producers.select_related(*PLACES)
    index.put_many(producer_item(each) for each in found.iterator(chunk_size=1000) if each.code in makers)
    products = Product.objects.filter(producer__in=producers.values("pk"))
    products = products.select_related(*(f"producer__{place}" for place in PLACES))
    index.put_many(product_item(each) for each in products.iterator(chunk_size=1000) if each.code in made)
