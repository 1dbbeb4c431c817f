from decimal import Decimal

import pytest

from ocop.certificates.tests.factories import ProductFactory, RecognitionFactory
from ocop.gis.models import Provenance
from ocop.producers.models import Position

MO_CAY = (10.1114, 106.322)


@pytest.fixture
def made(cast):
    """Make a recognised product of the cast's producer, perhaps put somewhere."""

    def make(name, where=MO_CAY, **fields):
        product = ProductFactory(name=name, producer=fields.pop("producer", cast.producer))
        RecognitionFactory(product=product, **fields)
        if where:
            latitude, longitude = (Decimal(str(each)) for each in where)
            Position.objects.create(
                product=product, latitude=latitude, longitude=longitude, provenance=Provenance.SURVEYED
            )
        return product

    return make
