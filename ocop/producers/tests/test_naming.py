import pytest

from ocop.core.errors import Refused
from ocop.producers import actions
from ocop.producers.models import Product


def test_a_product_with_a_code_keeps_its_name(cast):
    product = Product.objects.create(name="Kẹo dừa", producer=cast.producer, official_code="86-28903-01-2026")

    with pytest.raises(Refused, match="không đổi tên"):
        actions.edit_product(product, {"name": "Kẹo dừa hảo hạng"}, by=cast.mai)

    product.refresh_from_db()
    assert product.name == "Kẹo dừa"


def test_a_product_without_a_code_may_be_renamed(cast):
    product = Product.objects.create(name="Kẹo dừa", producer=cast.producer)

    actions.edit_product(product, {"name": "Kẹo dừa hảo hạng"}, by=cast.mai)

    product.refresh_from_db()
    assert (product.name, product.search) == ("Kẹo dừa hảo hạng", "keo dua hao hang hop tac xa keo dua mo cay")
