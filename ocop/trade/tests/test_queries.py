from django.db import connection
from django.test.utils import CaptureQueriesContext

from ocop.trade.queries import for_product
from ocop.trade.tests.factories import (
    CraftVillageFactory,
    GiftSetFactory,
    HonourFactory,
    PointOfSaleFactory,
    ProductFactory,
    ShopLinkFactory,
    TourismSiteFactory,
)


def _everything_of(product):
    for public in (True, False):
        PointOfSaleFactory(is_public=public).products.add(product)
        GiftSetFactory(is_public=public).products.add(product)
        CraftVillageFactory(is_public=public).producers.add(product.producer)
        TourismSiteFactory(is_public=public, product=product)
    ShopLinkFactory(product=product)
    HonourFactory(product=product)


def _names(found):
    return {field: [str(each) for each in rows] for field, rows in vars(found).items()}


def test_for_product_gives_what_is_public_of_this_product_alone(db):
    product, other = ProductFactory(), ProductFactory()
    _everything_of(product)
    _everything_of(other)

    found = _names(for_product(product))

    assert found == {
        "shop_links": [str(product.shop_links.get())],
        "honours": [str(product.honours.get())],
        "points_of_sale": [str(product.points_of_sale.get(is_public=True))],
        "gift_sets": [str(product.gift_sets.get(is_public=True))],
        "villages": [str(product.producer.craft_villages.get(is_public=True))],
        "tourism": [str(product.tourism_sites.get(is_public=True))],
    }


def test_for_product_asks_six_times_whatever_there_is(db):
    product = ProductFactory()
    counts = []

    for _ in range(2):
        _everything_of(product)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            _names(for_product(product))
        counts.append(len(asked))

    assert counts == [6, 6]
