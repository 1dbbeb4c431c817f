"""Where the raw material comes from, on the pages of products and producers."""

import pytest

from ocop.certificates.tests.factories import ProductFactory, RecognitionFactory
from ocop.growing import actions
from ocop.growing.tests.factories import area_of
from ocop.portal.addresses import producer_url, product_url


@pytest.fixture
def product(cast):
    product = ProductFactory(producer=cast.producer)
    RecognitionFactory(product=product)
    return product


@pytest.fixture(params=["product", "producer"])
def page(request, cast, product):
    """How an area is tied to the product or to its producer, and the page of either."""
    if request.param == "product":
        return {"products": [product]}, product_url(product)
    return {"producers": [cast.producer]}, producer_url(cast.producer)


def test_a_page_names_its_growing_areas_with_code_and_map(cast, client, page):
    ties, address = page
    area = area_of(cast, area_code="VN-86-1", **ties)

    text = client.get(address).content.decode()

    assert "Mã số vùng trồng VN-86-1" in text
    assert f'href="/vung-trong/{area.code}/"' in text
    assert f"/ban-do/?lop=vung-trong#14.00/10.10500/106.30500/growingarea/{area.code}" in text


def test_a_page_names_no_area_that_is_private_closed_or_of_others(cast, client, page):
    ties, address = page
    area_of(cast, name="Vùng kín", is_public=False, **ties)
    actions.close(area_of(cast, name="Vùng đã thôi", **ties), by=cast.lan)
    area_of(cast, name="Vùng của người khác")

    text = client.get(address).content.decode()

    assert [words for words in ("Vùng kín", "Vùng đã thôi", "người khác", "Vùng nguyên liệu") if words in text] == []
