"""Two records of one producer joined: what the apps above keep of them goes over, what was frozen stays."""

import pytest
from django.core.exceptions import PermissionDenied

from ocop.certificates.models import Certificate, Recognition
from ocop.certificates.tests.factories import CertificateFactory, imported
from ocop.core.errors import Refused
from ocop.dossiers.models import Dossier, Snapshot
from ocop.dossiers.tests import factories as dossiers
from ocop.growing.tests.factories import area_of
from ocop.journal.models import Entry
from ocop.producers.actions import decide_pair
from ocop.producers.findable import PRODUCER, PRODUCT
from ocop.producers.models import DoubtfulPair, Producer, Product
from ocop.search import index
from ocop.trade.models import CraftVillageProducer, MarketProduct
from ocop.trade.tests import factories as trade

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("locks")]


@pytest.fixture
def listed(cast):
    """A record of an old list with one recognised product, that nobody acts for."""
    return Producer.objects.create(name="HTX Kẹo dừa", unit=cast.commune, address="", provenance="Báo cáo số 95")


def join(cast, listed):
    pair = DoubtfulPair.objects.create(first=cast.producer, second=listed, reason="Tên gần giống.")
    return decide_pair(pair, DoubtfulPair.State.SAME, by=cast.lan)


def test_an_owners_new_dossier_and_the_old_recognition_come_to_one_product(cast, listed):
    recognition = imported(product=Product.objects.create(name="Kẹo dừa sáp", producer=listed), stars=3)
    dossier = dossiers.accepted(cast, name="Kẹo dừa sáp")
    own = Product.objects.get(pk=dossier.product_id)
    frozen = list(Snapshot.objects.values("content", "sha256"))
    lines = list(Entry.objects.order_by("pk").values())

    join(cast, listed)

    (product,) = Product.objects.filter(producer=listed)
    assert (Dossier.objects.get().product, Recognition.objects.get().product) == (product, product)
    assert product == recognition.product
    assert (product.product_class, product.official_code) == (own.product_class, own.official_code)
    assert list(Dossier.objects.allowed(cast.mai, "dossier.view")) == [dossier]
    assert list(Snapshot.objects.values("content", "sha256")) == frozen
    assert list(Entry.objects.filter(pk__lte=lines[-1]["id"]).order_by("pk").values()) == lines


def test_what_a_certificate_says_stays_as_it_was_printed(cast, listed):
    own = Product.objects.create(name="Kẹo", producer=cast.producer)
    certificate = CertificateFactory(recognition__product=own)
    before = Certificate.objects.values().get()

    join(cast, listed)

    assert Certificate.objects.values().get() == before
    assert certificate.recognition.product.producer_id == cast.producer.pk
    assert Recognition.objects.get().product.producer == listed


def test_public_lists_and_the_search_know_one_producer_and_one_product(cast, listed):
    imported(product=Product.objects.create(name="Kẹo", producer=listed), stars=3)
    imported(product=Product.objects.create(name="Mứt", producer=cast.producer), stars=4)
    twin = Product.objects.create(name="KẸO", producer=cast.producer, story="Nghề cũ")

    join(cast, listed)

    assert list(Producer.objects.allowed(None, "producer.view")) == [listed]
    shown = Product.objects.allowed(None, "product.view").order_by("name")
    assert [(each.name, each.producer) for each in shown] == [("Kẹo", listed), ("Mứt", listed)]
    found = [index.holds(PRODUCER, each.code) for each in (listed, cast.producer)]
    assert (found, index.holds(PRODUCT, twin.code)) == ([True, False], False)


def test_a_public_product_that_becomes_one_with_a_listed_one_is_found_there(cast, listed):
    own = Product.objects.create(name="Kẹo", producer=cast.producer)
    imported(product=own, stars=3)
    other = Product.objects.create(name="Kẹo", producer=listed)

    join(cast, listed)

    assert (Recognition.objects.get().product, index.holds(PRODUCT, own.code), index.holds(PRODUCT, other.code)) == (
        other, False, True,
    )  # fmt: skip


def test_links_of_trade_and_growing_follow_and_none_is_doubled(cast, listed):
    own = Product.objects.create(name="Kẹo", producer=cast.producer)
    other = Product.objects.create(name="Kẹo", producer=listed)
    both, one = trade.MarketFactory(), trade.MarketFactory()
    for market, product in ((both, own), (both, other), (one, own)):
        MarketProduct.objects.create(market=market, product=product)
    village = trade.CraftVillageFactory(unit=cast.commune)
    CraftVillageProducer.objects.create(craft_village=village, producer=cast.producer)
    enquiry = trade.EnquiryFactory(product=own, producer=cast.producer)
    area = area_of(cast)
    area.producers.add(cast.producer)
    area.products.add(own)

    join(cast, listed)

    enquiry.refresh_from_db()
    assert (enquiry.product, enquiry.producer) == (other, listed)
    assert list(other.markets.order_by("pk")) == [both, one]
    assert MarketProduct.objects.count() == 3
    assert list(village.producers.all()) == [listed]
    assert (list(area.producers.all()), list(area.products.all())) == ([listed], [other])


def test_two_open_dossiers_of_one_product_are_refused_whole(cast, listed):
    dossiers.draft(cast, name="Kẹo")
    other = Product.objects.create(name="Kẹo", producer=listed)
    Dossier.objects.filter(pk=dossiers.draft(cast, name="Bánh").pk).update(product=other)

    with pytest.raises(Refused, match="Cả hai bên đang có hồ sơ mở cho «Kẹo»"):
        join(cast, listed)

    assert list(Producer.objects.exclude(joined_to=None)) == []
    assert DoubtfulPair.objects.get().state == "open"


@pytest.mark.parametrize("who", ["mai", "hoa", "tam", "an"])
def test_only_officers_of_the_area_join(cast, listed, who):
    pair = DoubtfulPair.objects.create(first=cast.producer, second=listed, reason="Tên gần giống.")

    with pytest.raises(PermissionDenied):
        decide_pair(pair, "same", by=getattr(cast, who))
