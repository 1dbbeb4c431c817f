"""All products and producers the public may see, for the search. Sources of `search.index.rebuild`."""

from collections.abc import Iterator

from ocop.certificates.models import Recognition
from ocop.producers.findable import PLACES, PRODUCER, PRODUCT, producer_item, product_item
from ocop.producers.models import Producer, Product
from ocop.search import index
from ocop.search.index import Item


def products() -> Iterator[Item]:
    """Every recognised product; whether demo products show is asked when searching."""
    rows = Product.objects.filter(pk__in=Recognition.objects.values("product"))
    rows = rows.select_related(*(f"producer__{place}" for place in PLACES))
    return (product_item(row) for row in rows.iterator(chunk_size=1000))


def producers() -> Iterator[Item]:
    """Every producer of such a product."""
    made = Product.objects.filter(pk__in=Recognition.objects.values("product"))
    rows = Producer.objects.filter(pk__in=made.values("producer")).select_related(*PLACES)
    return (producer_item(row) for row in rows.iterator(chunk_size=1000))


index.source(PRODUCT, products)
index.source(PRODUCER, producers)
