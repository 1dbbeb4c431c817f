"""The public pages of markets, points of sale, craft villages, tourism and gift sets."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from ocop.certificates.tests.factories import RecognitionFactory
from ocop.places.models import Succession
from ocop.places.tests.factories import UnitFactory
from ocop.programme.models import ProductClass
from ocop.trade.tests import factories

LISTS = {
    "markets": factories.MarketFactory,
    "points_of_sale": factories.PointOfSaleFactory,
    "craft_villages": factories.CraftVillageFactory,
    "tourism": factories.TourismSiteFactory,
    "gift_sets": factories.GiftSetFactory,
}
PLACED = ("points_of_sale", "craft_villages", "tourism")


def listed(client, name, **query):
    """The names on a list, in order."""
    page = client.get(reverse(f"portal:{name}"), query).content.decode()
    return re.findall(r'story__name[^>]*><a href="[^"]*">([^<]*)</a>', page)


def products_on(page):
    return [name.strip() for name in re.findall(r"product-card__name[^>]*><a [^>]*>(.*?)</a>", page.content.decode())]


@pytest.fixture
def product(db):
    return RecognitionFactory(product__name="Kẹo dừa sầu riêng").product


@pytest.mark.parametrize("name", LISTS)
def test_a_list_shows_public_records_in_alphabet_order(db, client, name):
    for record, public in (("Đất Mũi", True), ("Ba Tri", True), ("Bản nháp", False), ("Chợ Lách", True)):
        LISTS[name](name=record, is_public=public)

    assert listed(client, name) == ["Ba Tri", "Chợ Lách", "Đất Mũi"]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_searched_without_accents(db, client, name):
    for record in ("Bưởi Da Xanh", "Kẹo dừa"):
        LISTS[name](name=record)

    assert listed(client, name, q="buoi") == ["Bưởi Da Xanh"]
    assert listed(client, name, q="BUOI DA XAN") == ["Bưởi Da Xanh"]
    assert listed(client, name, q="xoài") == []


@pytest.mark.parametrize("name", PLACED)
def test_a_list_is_filtered_by_a_unit_of_today_and_by_one_that_went_into_it(db, client, name):
    new = UnitFactory(name="Hòa Lộc", code="28111")
    old = UnitFactory(
        name="Tân Phú", code="28112", parent=new.parent, valid_from=date(2004, 7, 1), valid_to=date(2025, 6, 30)
    )
    Succession.objects.create(old=old, new=new, on=date(2025, 7, 1), is_whole=True, is_main=True, source="thử")
    LISTS[name](name="Ở Hòa Lộc", unit=new)
    LISTS[name](name="Nơi khác", unit=UnitFactory(parent=new.parent, code="28113"))

    keys = [f"{unit.code}-{unit.valid_from:%Y%m%d}" for unit in (new, old)]
    assert [listed(client, name, don_vi=key) for key in keys] == [["Ở Hòa Lộc"], ["Ở Hòa Lộc"]]


@pytest.mark.parametrize(
    ("name", "fields", "query"),
    [
        ("markets", {"country": "Nhật Bản"}, {"nuoc": "Nhật Bản"}),
        ("points_of_sale", {"kind": "stop"}, {"loai": "stop"}),
        ("craft_villages", {"kind": "traditional"}, {"loai": "traditional"}),
        ("tourism", {"kind": "eco"}, {"loai": "eco"}),
        ("gift_sets", {"occasion": "tet"}, {"dip": "tet"}),
    ],
)
def test_a_list_is_filtered_by_what_its_records_differ_in(db, client, name, fields, query):
    LISTS[name](name="Tìm được", **fields)
    LISTS[name](name="Loại khác")

    assert listed(client, name, **query) == ["Tìm được"]
    assert listed(client, name, **dict.fromkeys(query, "khong-co")) == ["Loại khác", "Tìm được"]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_as_often_for_three_records_as_for_one(db, client, name, settings, django_assert_max_num_queries):
    settings.PORTAL_CACHE = "none"
    counts = []
    for new in (1, 2):
        for _ in range(new):
            LISTS[name]()
        with django_assert_max_num_queries(12) as asked:
            listed(client, name)
        counts.append(len(asked))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_list_says_so_and_an_empty_answer_says_how_to_go_on(db, client, name):
    url = reverse(f"portal:{name}")

    assert "Chưa có mục nào" in client.get(url).content.decode()
    assert "Không tìm thấy mục nào như vậy" in client.get(url, {"q": "xoài"}).content.decode()


def test_a_list_is_english_where_it_was_written_in_english(db, client):
    factories.PointOfSaleFactory(name="Cửa hàng Bến Xe", name_en="Bus Station Shop")
    factories.PointOfSaleFactory(name="Quầy chợ")

    with override("vi"):  # what a request asks for must not stay for the next test
        page = client.get("/en/diem-ban/").content.decode()

    shown = re.findall(r'story__name[^>]*><a href="[^"]*">(.*?)</a>', page)
    assert shown == ["Bus Station Shop", '<span lang="vi">Quầy chợ</span>']


@pytest.mark.parametrize("name", LISTS)
def test_a_record_has_a_page_of_its_own_at_one_address(db, client, name):
    record = LISTS[name](name="Bến Bưởi", description="Ở ngay đầu cầu.")
    url = record.get_absolute_url()

    moved = client.get(url.replace("ben-buoi", "ten-cu"))
    page = client.get(url).content.decode()

    assert (moved.status_code, moved["Location"]) == (302, url)
    assert re.search(r"<h1[^>]*>Bến Bưởi</h1>", page)
    assert "Ở ngay đầu cầu." in page


@pytest.mark.parametrize("name", LISTS)
def test_what_stands_somewhere_is_on_a_small_map_with_the_way(db, client, name):
    where = {"latitude": "10.241500", "longitude": "106.375300"} if name in PLACED else {}
    record = LISTS[name](**where)

    page = client.get(record.get_absolute_url()).content.decode()

    assert (f"/{record.code}.json" in page, "destination=10.241500,106.375300" in page) == (name in PLACED,) * 2


@pytest.mark.parametrize("name", PLACED)
def test_without_a_place_of_its_own_no_way_is_shown(db, client, name):
    page = client.get(LISTS[name]().get_absolute_url()).content.decode()

    assert "data-small-map" in page
    assert "destination=" not in page


@pytest.mark.parametrize("name", LISTS)
def test_a_draft_has_no_page(db, client, name):
    record = LISTS[name](is_public=False)

    assert client.get(record.get_absolute_url()).status_code == 404


def test_demo_records_show_in_a_demo_only(db, client, settings):
    settings.PORTAL_CACHE = "none"
    record = factories.PointOfSaleFactory(is_demo=True, name="Cửa hàng mẫu")
    settings.DEMO = False

    assert (listed(client, "points_of_sale"), client.get(record.get_absolute_url()).status_code) == ([], 404)


def _with(name, product):
    """A record of each kind that shows the product."""
    record = LISTS[name]()
    if name == "craft_villages":
        record.producers.add(product.producer)
    elif name == "tourism":
        record.product = product
        record.save()
    else:
        record.products.add(product)
    return record


@pytest.mark.parametrize("name", LISTS)
def test_a_record_shows_its_public_products_and_no_others(product, client, name, settings):
    hidden = factories.ProductFactory(producer=product.producer, name="Chưa được công nhận")
    record = _with(name, product)
    if name == "tourism":
        hidden_page = client.get(_with(name, hidden).get_absolute_url())
        assert products_on(hidden_page) == []
    elif name != "craft_villages":
        record.products.add(hidden)

    assert products_on(client.get(record.get_absolute_url())) == ["Kẹo dừa sầu riêng"]


def test_a_gift_set_says_how_many_of_what_and_links_only_what_is_public(product, client):
    record = factories.GiftSetFactory()
    hidden = factories.ProductFactory(producer=product.producer, name="Rượu dừa")
    record.products.add(product, through_defaults={"quantity": 2})
    record.products.add(hidden, through_defaults={"quantity": 1})

    page = client.get(record.get_absolute_url()).content.decode()

    inside = page[page.index("gift-items") : page.index("</ul>", page.index("gift-items"))]
    assert re.findall(r"(\d+) ×</span>\s*(<a|\w)", inside) == [("2", "<a"), ("1", "R")]  # a link, and a bare name


def test_a_craft_village_lists_its_public_producers(product, client):
    record = factories.CraftVillageFactory()
    record.producers.add(product.producer, factories.ProducerFactory(name="Tổ chưa có sản phẩm"))

    page = client.get(record.get_absolute_url()).content.decode()

    assert product.producer.name in page
    assert "Tổ chưa có sản phẩm" not in page


def _service(**fields):
    group = ProductClass.objects.get(regime__code="26-2026", depth="group", code="VI")
    leaf = ProductClass.objects.filter(parent__parent=group).first() or ProductClass.objects.get(parent=group)
    return RecognitionFactory(product__product_class=leaf, **fields).product


def test_tourism_lists_recognised_services_beside_the_sites(product, client):
    tour = _service(product__name="Tour vườn dừa")
    factories.TourismSiteFactory(name="Cồn Phụng")

    page = client.get(reverse("portal:tourism"))

    assert listed(client, "tourism") == ["Cồn Phụng"]
    assert products_on(page) == [tour.name]


def test_tourism_filters_the_services_too(db, client):
    here = _service(product__name="Tour vườn dừa").producer.unit
    _service(product__name="Tour rừng ngập mặn")
    factories.TourismSiteFactory(unit=here)

    page = client.get(reverse("portal:tourism"), {"don_vi": f"{here.code}-{here.valid_from:%Y%m%d}"})

    assert products_on(page) == ["Tour vườn dừa"]


def test_tourism_counts_what_the_list_of_products_counts(product, client):
    for _ in range(2):
        _service()
    factories.TourismSiteFactory(product=product)

    page = client.get(reverse("portal:tourism"))
    listed_too = client.get(reverse("portal:products"), {"du_lich": "1"})

    assert len(products_on(page)) == 3
    assert products_on(page) == products_on(listed_too)


@pytest.mark.parametrize("name", LISTS)
def test_the_map_of_the_site_lists_public_records_in_both_languages(db, client, settings, name):
    settings.SITE_URL = "https://ocop.vidu.vn"
    record, _draft = LISTS[name](), LISTS[name](is_public=False)

    text = client.get(f"/sitemap-{record._meta.model_name}.xml").content.decode()

    url = record.get_absolute_url()
    assert re.findall(r"<loc>([^<]*)</loc>", text) == [f"https://ocop.vidu.vn{path}" for path in (url, f"/en{url}")]
