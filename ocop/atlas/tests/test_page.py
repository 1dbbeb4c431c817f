import json

import pytest

from ocop.gis.models import Provenance
from ocop.growing.models import GrowingArea
from ocop.portal.catalogue import catalogue
from ocop.portal.listing import Found
from ocop.producers import findable
from ocop.trade.tests.factories import PointOfSaleFactory


def config_of(response):
    return json.loads(response.context["config"])


def titles(client, text):
    return [each["title"] for each in client.get("/ban-do/tim.json", {"q": text}).json()["found"]]


# The page and its addresses


def test_every_address_of_the_page_keeps_layers_and_filters(made, client):
    made("Kẹo dừa", stars=4)

    asked = client.get("/ban-do/?sao=4&lop=diem-ban,san-pham").context["found"].asked

    assert asked.layers == ("san-pham", "diem-ban")
    assert asked.address(sao="") == "?lop=san-pham%2Cdiem-ban"


@pytest.mark.parametrize("query", ["lop=", "lop=khong-co", "don_vi=la-lung", "sao=99", "xem=x", "trang=-1", "lop=%00"])
def test_what_is_not_understood_is_passed_over(made, client, query):
    made("Kẹo dừa")

    assert client.get(f"/ban-do/?{query}").context["found"].count == 1


def test_the_list_shows_the_same_products_without_a_script(made, client):
    made("Kẹo dừa", stars=4)
    made("Mắm tôm", stars=3)

    page = client.get("/ban-do/?xem=danh-sach&sao=4&lop=san-pham,diem-ban")

    assert [card.row.product.name for card in page.context["cards"]] == ["Kẹo dừa"]
    assert page.context["map_url"] == "?sao=4&lop=san-pham%2Cdiem-ban"


def test_the_tree_counts_what_its_links_find(cast, made, client):
    made("Kẹo dừa")
    made("Mắm tôm")

    (province,) = client.get("/ban-do/").context["tree"]
    page = client.get(f"/ban-do/{province.href}")
    (opened,) = page.context["tree"]

    assert (province.count, opened.is_on) == (2, True)
    assert [(each.words, each.count) for each in opened.children] == [("Xã Mỏ Cày", 2)]
    assert page.context["found"].count == 2


def test_the_legend_names_what_the_points_carry(made, client):
    made("Kẹo dừa", stars=4)
    layer = next(each for each in config_of(client.get("/ban-do/"))["layers"] if each["id"] == "san-pham")

    (point,) = client.get(layer["url"]).json()["features"]

    assert point["properties"]["k"] in [key["key"] for key in layer["legend"]]


def test_the_printed_map_says_what_it_shows(made, client):
    made("Kẹo dừa", stars=4)

    page = client.get("/ban-do/in/?sao=4&kho=a3")

    assert (page.context["paper"], page.context["filters"], page.context["found"].count) == ("a3", ["4 sao"], 1)


# Search


def test_search_finds_products_places_codes_and_coordinates(cast, made, client):
    product = made("Kẹo dừa sáp")
    findable.publish(product)
    GrowingArea.objects.create(
        name="Vùng dừa sáp", crop="Dừa sáp", unit=cast.commune, area_code="VN-BTOR-0001", is_public=True
    )

    assert titles(client, "keo dua sap") == ["Kẹo dừa sáp"]
    assert titles(client, "mo cay") == ["Xã Mỏ Cày", "Hợp tác xã Kẹo dừa Mỏ Cày", "Kẹo dừa sáp"]
    assert titles(client, "btor 0001") == ["Vùng dừa sáp (VN-BTOR-0001)"]
    assert titles(client, "10.2, 106.4") == ["10.2, 106.4"]
    assert titles(client, "") == titles(client, "\x00") == titles(client, "khôngcógì") == []


# The panel


def test_the_panel_escapes_what_people_wrote(made, client):
    product = made("<script>alert(1)</script>")

    page = client.get(f"/ban-do/the/product/{product.code}/").content.decode()

    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_the_panel_of_a_place_to_go_shows_the_way(client, db):
    shop = PointOfSaleFactory(name="Cửa hàng chợ", latitude="10.241500", longitude="106.375300")

    page = client.get(f"/ban-do/the/pointofsale/{shop.code}/").content.decode()

    assert "destination=10.241500,106.375300" in page
    assert 'rel="noopener noreferrer nofollow"' in page


@pytest.mark.parametrize("path", ["product/khongco", "unit/28903", "user/abc", "pointofsale/khongco"])
def test_a_panel_of_nothing_is_not_found(db, client, path):
    assert client.get(f"/ban-do/the/{path}/").status_code == 404


def test_growing_areas_that_are_not_public_are_nowhere(cast, client):
    square = '{"type":"Polygon","coordinates":[[[106.3,10.1],[106.4,10.1],[106.4,10.2],[106.3,10.1]]]}'
    box = {"min_lon": 106.3, "min_lat": 10.1, "max_lon": 106.4, "max_lat": 10.2}
    fields = {"unit": cast.commune, "geometry": square, **box}
    GrowingArea.objects.create(name="Vùng mở", area_code="VN-1", crop="Dừa", is_public=True, **fields)
    closed = GrowingArea.objects.create(name="Vùng kín", crop="Dừa", is_public=False, **fields)

    (feature,) = client.get("/ban-do/du-lieu/vung-trong.json").json()["features"]

    assert (feature["properties"]["n"], feature["geometry"]) == ("Vùng mở (VN-1), Dừa", json.loads(square))
    assert client.get(f"/ban-do/the/growingarea/{closed.code}/").status_code == 404
    assert titles(client, "vung kin") == []


def test_a_small_map_is_told_only_the_place(made, client):
    product = made("Kẹo dừa")

    assert client.get(f"/ban-do/vi-tri/product/{product.code}.json").json() == {
        "place": [106.322, 10.1114],
        "near": False,
        "known": str(Provenance.SURVEYED.label),
    }


def test_machines_read_the_same_rows(made, client):
    made("Kẹo dừa", stars=4)
    now = catalogue()

    answer = client.get("/ogc/collections/san-pham/items").json()

    assert answer["numberMatched"] == Found(now, client.get("/ban-do/").context["found"].asked).count == 1
    assert [each["properties"]["name"] for each in answer["features"]] == ["Kẹo dừa"]
