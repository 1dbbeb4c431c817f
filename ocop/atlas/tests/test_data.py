import csv
import io
import json

import pytest
from django.urls import reverse

from ocop.atlas.spots import CENTROID, Spots
from ocop.certificates.tests.factories import ProducerFactory
from ocop.gis.models import UnitShape
from ocop.gis.queries import unit_points
from ocop.portal.catalogue import catalogue
from ocop.producers.models import Position
from ocop.trade.tests.factories import PointOfSaleFactory

PRODUCTS = "/ban-do/du-lieu/san-pham.json"


def names(collection):
    return [each["properties"]["n"] for each in collection["features"]]


# What the map shows is what the list holds


@pytest.fixture
def several(cast, made):
    made("Kẹo dừa", stars=4)
    made("Kẹo dừa sầu riêng", stars=3)
    made("Mắm tôm", stars=3, producer=ProducerFactory(name="Cơ sở Bảy Nhạn", unit=cast.next_commune))


@pytest.mark.parametrize(
    "query",
    ["", "q=dua", "sao=3", "sao=3&q=keo", "don_vi=28903-20250701", "hieu_luc=con", "hieu_luc=het", "q=khong-co"],
)
def test_the_map_holds_the_products_of_the_list(several, client, query):
    found = client.get(f"/san-pham/?{query}").context["found"]
    shown = client.get(f"{PRODUCTS}?{query}").json()
    page = client.get(f"/ban-do/?{query}").context["found"]

    listed = [row["Tên sản phẩm"] for row in csv_rows(client.get(f"/san-pham/danh-sach.csv?{query}"))]
    assert (shown["count"], page.count) == (found.count, found.count)
    assert sorted(names(shown)) == sorted(listed)


def csv_rows(response):
    return list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


def test_a_product_that_is_not_public_is_nowhere(several, made, client, settings):
    product = made("Trà mẫu")
    type(product).objects.filter(pk=product.pk).update(is_demo=True)
    settings.DEMO = False

    assert "Trà mẫu" not in json.dumps(names(client.get(PRODUCTS).json()), ensure_ascii=False)
    assert client.get(f"/ban-do/the/product/{product.code}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    "asked",
    [
        (PRODUCTS, 12),
        ("/ban-do/du-lieu/chu-the.json", 12),
        ("/ban-do/du-lieu/don-vi.json", 11),
        ("/ban-do/du-lieu/diem-ban.json", 5),
        ("/ban-do/du-lieu/vung-trong.json", 5),
        ("/ban-do/", 12),
    ],
)
def test_the_number_of_queries_does_not_grow(made, client, django_assert_num_queries, count, asked):
    url, queries = asked
    for number in range(count):
        made(f"Kẹo dừa {number}", producer=ProducerFactory())
        PointOfSaleFactory()

    with django_assert_num_queries(queries):
        client.get(url)


def test_an_answer_is_packed_and_known_by_its_label(several, client):
    first = client.get(PRODUCTS, headers={"accept-encoding": "gzip"})
    again = client.get(PRODUCTS, headers={"if-none-match": first["ETag"]})

    assert (first["Content-Encoding"], again.status_code, again.content) == ("gzip", 304, b"")


def test_a_name_in_english_where_there_is_one(made, client):
    product = made("Kẹo dừa")
    product.name_en = "Coconut candy"
    product.save()
    made("Mắm tôm")

    assert names(client.get(f"/en{PRODUCTS}").json()) == ["Coconut candy", "Mắm tôm"]


# Where things stand


def test_a_product_stands_at_its_own_place_else_at_its_producers_else_near(cast, made):
    placed, with_producer = made("Có vị trí", (10.5, 106.5)), made("Theo chủ thể", None)
    near = made("Gần đúng", None, producer=ProducerFactory(unit=cast.next_commune))
    Position.objects.create(producer=cast.producer, latitude=10.2, longitude=106.2, provenance="phone", accuracy_m=12)
    spots = Spots(catalogue().territory)

    found = [
        spots.of_product(each.pk, each.producer_id, each.producer.unit_id) for each in (placed, with_producer, near)
    ]

    middle = unit_points()[cast.next_commune.pk]
    assert [(each.latitude, each.longitude, each.provenance) for each in found] == [
        (10.5, 106.5, "surveyed"),
        (10.2, 106.2, "phone"),
        (*middle, CENTROID),
    ]


def test_a_near_place_is_marked(cast, made, client):
    made("Gần đúng", None)

    (feature,) = client.get(PRODUCTS).json()["features"]

    assert feature["properties"]["a"] == 1
    panel = client.get(f"/ban-do/the/product/{feature['properties']['c']}/").content.decode()
    assert "Vị trí gần đúng: trung tâm xã" in panel
    assert "google.com" not in panel


def test_units_carry_the_products_in_force(cast, made, client):
    made("Kẹo dừa", stars=4)
    made("Đã hết hạn", valid_from="2020-01-01", valid_to="2023-01-01")
    UnitShape.objects.create(
        unit=cast.commune, geometry="{}", simplified="{}", latitude=10.1, longitude=106.3, dated="2026-01-01"
    )

    counts = {
        each["properties"]["code"]: each["properties"]["count"]
        for each in client.get(reverse("atlas:units")).json()["features"]
    }

    assert (counts["28903"], counts["29182"], counts["86"]) == (1, 0, 1)


def test_a_point_of_sale_stands_where_it_says(client, db):
    PointOfSaleFactory(name="Cửa hàng chợ Mỏ Cày", latitude="10.241500", longitude="106.375300")
    PointOfSaleFactory(name="Bản nháp", is_public=False)

    (feature,) = client.get("/ban-do/du-lieu/diem-ban.json").json()["features"]

    assert feature["geometry"]["coordinates"] == [106.3753, 10.2415]
    assert feature["properties"]["n"] == "Cửa hàng chợ Mỏ Cày"


# Files


def test_the_download_holds_the_filtered_rows_with_their_places(several, client):
    rows = csv_rows(client.get("/ban-do/tai/san-pham.csv?sao=4"))
    collection = client.get("/ban-do/tai/san-pham.geojson?sao=4").json()

    assert [(row["Tên sản phẩm"], row["Vĩ độ"], row["Nguồn vị trí"]) for row in rows] == [
        ("Kẹo dừa", "10.111400", "đo đạc")
    ]
    assert [each["geometry"]["coordinates"] for each in collection["features"]] == [[106.322, 10.1114]]


def test_a_geopackage_opens_and_holds_the_rows(several, client, tmp_path):
    from pyogrio.raw import read

    path = tmp_path / "found.gpkg"
    path.write_bytes(client.get("/ban-do/tai/san-pham.gpkg?sao=3").content)

    meta, _, shapes, values = read(path)

    assert (meta["crs"], len(shapes)) == ("EPSG:4326", 2)
    assert sorted(values[list(meta["fields"]).index("Tên sản phẩm")]) == ["Kẹo dừa sầu riêng", "Mắm tôm"]


def test_another_kind_of_file_is_not_found(db, client):
    assert client.get("/ban-do/tai/san-pham.xlsx").status_code == 404
