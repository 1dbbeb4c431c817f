import pytest

from ocop.certificates.tests.factories import ProducerFactory
from ocop.growing.models import GrowingArea
from ocop.trade.tests.factories import CraftVillageFactory, PointOfSaleFactory, TourismSiteFactory

ALL = "san-pham,chu-the,diem-ban,lang-nghe,du-lich,vung-trong,don-vi"
ADDRESS = f"/ban-do/?xem=danh-sach&lop={ALL}"


def lists(client, address=ADDRESS):
    return {each.id: each for each in client.get(address).context["lists"]}


def words(listed):
    return [line.words for line in listed.lines]


@pytest.fixture
def everything(cast, made):
    made("Kẹo dừa", stars=4)
    made("Mắm tôm", stars=3, producer=ProducerFactory(name="Cơ sở Bảy Nhạn", unit=cast.next_commune))
    PointOfSaleFactory(name="Cửa hàng chợ")
    CraftVillageFactory(name="Làng chiếu")
    TourismSiteFactory(name="Cồn Phụng")
    GrowingArea.objects.create(name="Vùng dừa", crop="Dừa sáp", unit=cast.commune, is_public=True)
    GrowingArea.objects.create(name="Vùng kín", crop="Dừa", unit=cast.commune)


def test_the_list_holds_every_layer_that_is_on(everything, client):
    found = lists(client)

    assert {name: words(each) for name, each in found.items()} == {
        "chu-the": ["Hợp tác xã Kẹo dừa Mỏ Cày", "Cơ sở Bảy Nhạn"],
        "diem-ban": ["Cửa hàng chợ"],
        "lang-nghe": ["Làng chiếu"],
        "du-lich": ["Cồn Phụng"],
        "vung-trong": ["Vùng dừa"],
        "don-vi": ["Xã Mỏ Cày, tỉnh Vĩnh Long", "Xã Thạnh Phú, tỉnh Vĩnh Long"],
    }
    assert all(line.href for each in found.values() for line in each.lines)


def test_the_list_follows_the_filters(everything, client):
    found = lists(client, f"{ADDRESS}&sao=4")

    assert words(found["chu-the"]) == ["Hợp tác xã Kẹo dừa Mỏ Cày"]
    assert words(found["don-vi"]) == ["Xã Mỏ Cày, tỉnh Vĩnh Long"]


def test_every_layer_of_the_list_has_pages(made, client):
    for number in range(26):
        made(f"Kẹo {number}", producer=ProducerFactory(name=f"Cơ sở {number}"))

    first, second = (lists(client, f"{ADDRESS}&trang-chu-the={page}")["chu-the"] for page in (1, 2))

    assert (len(first.lines), len(second.lines)) == (24, 2)
    assert not set(words(first)) & set(words(second))
    assert "trang-chu-the=2" in client.get(ADDRESS).content.decode()


def test_a_switch_puts_a_layer_on_the_list_and_takes_it_off(everything, client):
    switches = {each.words: each for each in client.get("/ban-do/?xem=danh-sach").context["switches"]}
    producers, products = switches["Chủ thể"], switches["Sản phẩm"]

    assert (producers.count, producers.is_on, products.is_on) == (2, False, True)
    page = client.get(f"/ban-do/{producers.href}")
    assert [each.id for each in page.context["lists"]] == ["chu-the"]
    without = client.get(f"/ban-do/{products.href}")
    assert "bang-san-pham" not in without.content.decode()
    assert "bang-san-pham" in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(cast, made, client, django_assert_num_queries, count):
    for number in range(count):
        made(f"Kẹo dừa {number}", producer=ProducerFactory())
        PointOfSaleFactory()
        GrowingArea.objects.create(name=f"Vùng {number}", crop="Dừa", unit=cast.commune, is_public=True)

    with django_assert_num_queries(28):
        client.get(ADDRESS)
