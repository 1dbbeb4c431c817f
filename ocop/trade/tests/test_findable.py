import pytest

from ocop.search import index
from ocop.trade.tests import factories
from ocop.trade.tests.factories import PointOfSaleFactory

RECORDS = {
    "market": factories.MarketFactory,
    "pointofsale": factories.PointOfSaleFactory,
    "craftvillage": factories.CraftVillageFactory,
    "tourismsite": factories.TourismSiteFactory,
    "giftset": factories.GiftSetFactory,
}


def found(text):
    return [(hit.kind, hit.title, hit.path) for hit in index.find(text).hits]


@pytest.mark.parametrize("kind", RECORDS)
def test_a_public_record_is_found_by_its_name_without_accents(db, kind):
    record = RECORDS[kind](name="Bến Bưởi Da Xanh")

    assert found("buoi da xanh") == [(kind, "Bến Bưởi Da Xanh", record.get_absolute_url())]


def test_a_draft_is_not_found_and_a_record_taken_back_is_forgotten(db):
    draft, shop = PointOfSaleFactory(name="Quầy nháp", is_public=False), PointOfSaleFactory(name="Quầy chợ")
    shop.is_public = False
    shop.save()

    assert (found(draft.name), found(shop.name)) == ([], [])


def test_a_record_that_is_gone_is_forgotten(db):
    PointOfSaleFactory(name="Quầy chợ").delete()

    assert found("Quầy chợ") == []


def test_rebuild_finds_the_public_records_again(db):
    shop = PointOfSaleFactory(name="Quầy chợ")
    PointOfSaleFactory(name="Quầy nháp", is_public=False)
    index.drop("pointofsale", shop.code)

    assert index.rebuild("pointofsale") == {"pointofsale": 1}
    assert [title for _kind, title, _path in found("quay")] == ["Quầy chợ"]


def test_a_shop_is_found_by_its_units_corrected_name(db):
    shop = PointOfSaleFactory(name="Quầy chợ")
    PointOfSaleFactory(name="Quầy nháp", unit=shop.unit, is_public=False)

    shop.unit.name = "Zạng Mới"
    shop.unit.save()

    assert [title for _kind, title, _path in found("zạng mới")] == ["Quầy chợ"]
