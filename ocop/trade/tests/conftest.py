import pytest

from ocop.trade.tests.factories import EnquiryFactory, ProductFactory


@pytest.fixture
def product(cast):
    """A product of Mai's producer."""
    return ProductFactory(producer=cast.producer, name="Kẹo dừa sầu riêng")


@pytest.fixture
def enquiry(product):
    """An enquiry to Mai's producer that nobody has read."""
    return EnquiryFactory(product=product)
