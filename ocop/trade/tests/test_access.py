import pytest

from ocop.trade.models import Enquiry, Honour, PointOfSale, ShopLink
from ocop.trade.tests.factories import (
    EnquiryFactory,
    HonourFactory,
    PointOfSaleFactory,
    ProductFactory,
    ShopLinkFactory,
)


def test_everybody_sees_public_records_and_nobody_drafts(cast):
    public, _draft = PointOfSaleFactory(), PointOfSaleFactory(is_public=False)

    seen = {name: list(PointOfSale.objects.allowed(who, "pointofsale.view")) for name, who in cast.everyone().items()}

    assert seen == {key: [public] for key in cast.everyone()}


@pytest.mark.parametrize(("model", "factory"), [(ShopLink, ShopLinkFactory), (Honour, HonourFactory)])
def test_what_belongs_to_a_product_that_is_not_public_is_its_producers_alone(cast, product, model, factory):
    mine, _other = factory(product=product), factory(product=ProductFactory())
    permission = f"{model._meta.model_name}.view"

    seen = {name: list(model.objects.allowed(who, permission)) for name, who in cast.everyone().items()}

    assert seen == {key: [] for key in cast.everyone()} | {"mai": [mine]}


def test_only_the_producer_asked_reads_an_enquiry(cast, enquiry):
    EnquiryFactory()

    seen = {name: list(Enquiry.objects.allowed(who, "enquiry.view")) for name, who in cast.everyone().items()}

    assert seen == {key: [] for key in cast.everyone()} | {"mai": [enquiry]}


def test_who_no_longer_acts_for_the_producer_reads_no_enquiry(cast, enquiry):
    cast.mai.memberships.update(starts="2025-01-01", ends="2025-12-31")

    assert list(Enquiry.objects.allowed(cast.mai, "enquiry.view")) == []
