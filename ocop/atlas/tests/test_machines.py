"""The lists of the map as programs read them: the same things as the pages, over several pages."""

import json
import subprocess
import sys

import pytest

from ocop.atlas import machines
from ocop.gis import collections
from ocop.gis.models import UnitShape
from ocop.growing.tests.factories import area_of

ITEMS = "/ogc/collections/{}/items"


def items(client, collection, **query):
    return client.get(ITEMS.format(collection), query).json()


@pytest.fixture
def five(made):
    """Five products in a row from south to north, and one that has lapsed."""
    for number in range(1, 6):
        made(f"Kẹo dừa {number}", (10 + number / 100, 106.3), stars=3 + number % 2)
    return made("Đã hết hạn", (10.9, 106.9), stars=4, valid_from="2020-01-01", valid_to="2023-01-01")


def test_a_product_says_who_makes_it_where_and_what_it_is_worth_today(cast, made, client, settings):
    settings.SITE_URL = "https://ocop.vidu.vn"
    product = made("Kẹo dừa", stars=4)

    (found,) = items(client, "san-pham")["features"]

    assert (found["id"], found["geometry"]["coordinates"]) == (product.code, [106.322, 10.1114])
    assert found["properties"] == {
        "name": "Kẹo dừa",
        "producer": "Hợp tác xã Kẹo dừa Mỏ Cày",
        "unit": "xã Mỏ Cày, tỉnh Vĩnh Long",
        "stars": 4,
        "state": "Còn hiệu lực",
        "group": found["properties"]["group"],
        "is_near_only": False,
        "url": f"https://ocop.vidu.vn/san-pham/{product.slug}-{product.code}/",
    }
    assert client.get(found["properties"]["url"].removeprefix("https://ocop.vidu.vn")).status_code == 200


def test_stars_are_those_of_today(five, client):
    found = items(client, "san-pham", name="Đã hết hạn")["features"]

    assert [(each["properties"]["stars"], each["properties"]["state"]) for each in found] == [(None, "Đã hết hiệu lực")]


def test_a_list_is_read_page_after_page(five, client):
    names, address = [], ITEMS.format("san-pham") + "?limit=2"
    while address:
        page = client.get(address).json()
        names += [each["properties"]["name"] for each in page["features"]]
        address = next((each["href"] for each in page["links"] if each["rel"] == "next"), "")
        assert page["numberMatched"] == 6

    assert sorted(names) == ["Kẹo dừa 1", "Kẹo dừa 2", "Kẹo dừa 3", "Kẹo dừa 4", "Kẹo dừa 5", "Đã hết hạn"]


def test_a_list_is_boxed_and_filtered(five, client):
    boxed = items(client, "san-pham", bbox="106.2,10.015,106.4,10.045")
    filtered = items(client, "san-pham", stars="4", limit="1")

    assert [each["properties"]["name"] for each in boxed["features"]] == ["Kẹo dừa 2", "Kẹo dừa 3", "Kẹo dừa 4"]
    assert (filtered["numberMatched"], filtered["numberReturned"]) == (3, 1)


@pytest.mark.parametrize(
    "query", ["limit=0", "offset=x", "bbox=1,2", "bbox=1,nan,2,3", "stars=4&nosuch=1", "crs=EPSG:3857"]
)
def test_what_is_not_understood_is_refused_in_a_sentence(five, client, query):
    answer = client.get(f"{ITEMS.format('san-pham')}?{query}")

    said = answer.json()
    assert (answer.status_code, said["code"]) == (400, "InvalidParameterValue")
    assert said["description"].endswith(".")


def test_every_list_keeps_to_its_columns(cast, five, client):
    area_of(cast)

    for each in collections.registered():
        page = items(client, each.id)
        assert {tuple(row["properties"]) for row in page["features"]} <= {each.columns}
    assert {each.id for each in collections.registered()} == {
        "san-pham", "chu-the", "vung-trong", "don-vi", "diem-ban", "lang-nghe", "du-lich"
    }  # fmt: skip


def test_a_producer_counts_its_products(cast, five, client):
    (found,) = items(client, "chu-the")["features"]

    known = found["properties"]
    assert (known["name"], known["products"], known["products_in_force"]) == ("Hợp tác xã Kẹo dừa Mỏ Cày", 6, 5)


def test_growing_areas_are_shown_to_whom_the_pages_show_them(cast, client):
    area_of(cast, area_code="VN-1")
    area_of(cast, name="Vùng kín", is_public=False)

    (shown,) = items(client, "vung-trong")["features"]
    client.force_login(cast.lan)
    kept = items(client, "vung-trong")["features"]

    assert (shown["properties"]["area_code"], shown["geometry"]["type"]) == ("VN-1", "Polygon")
    assert [each["properties"]["name"] for each in kept] == ["Vùng dừa Mỏ Cày", "Vùng kín"]
    client.logout()
    assert [each["id"] for each in items(client, "vung-trong", bbox="106.309,10.109,106.4,10.2")["features"]] == [
        shown["id"]
    ]
    assert items(client, "vung-trong", bbox="106.4,10.2,106.5,10.3")["features"] == []


def test_units_have_their_boundary_and_their_count(cast, five, client):
    square = json.dumps(
        {"type": "Polygon", "coordinates": [[[106.3, 10.1], [106.4, 10.1], [106.4, 10.2], [106.3, 10.1]]]}
    )
    UnitShape.objects.create(
        unit=cast.commune, geometry=square, simplified=square, latitude=10.1, longitude=106.3, dated="2026-01-01"
    )

    found = {each["id"]: each for each in items(client, "don-vi")["features"]}

    commune = found[cast.commune.code]
    assert (commune["geometry"]["type"], commune["properties"]["products_in_force"]) == ("Polygon", 5)
    assert commune["properties"]["has_boundary"] is True
    assert (found[cast.province.code]["geometry"]["type"], found[cast.province.code]["properties"]["level"]) == (
        "Point",
        "province",
    )


READ = """
import json, sys, pyogrio
box = json.loads(sys.argv[2])
meta, _, shapes, values = pyogrio.raw.read(
    sys.argv[1], layer="san-pham", bbox=tuple(box) if box else None, PAGE_SIZE=2
)
print(json.dumps({name: list(map(str, column)) for name, column in zip(meta["fields"], values)}))
"""


def read_by_gdal(address, box=None):
    command = [sys.executable, "-c", READ, f"OAPIF:{address}/ogc/", json.dumps(box)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_gdal_reads_several_pages_and_a_box(transactional_db, live_server, five, monkeypatch):
    pages = []
    page = machines.products
    known = collections.registered_as("san-pham")
    monkeypatch.setitem(
        collections._registered,
        "san-pham",
        collections.Registered(known.id, known.title, lambda person: pages.append(1) or page(person), known.columns),
    )

    whole = read_by_gdal(live_server.url)
    boxed = read_by_gdal(live_server.url, [106.2, 10.015, 106.4, 10.045])

    assert sorted(whole["name"]) == [
        "Kẹo dừa 1", "Kẹo dừa 2", "Kẹo dừa 3", "Kẹo dừa 4", "Kẹo dừa 5", "Đã hết hạn",
    ]  # fmt: skip
    assert boxed["name"] == ["Kẹo dừa 2", "Kẹo dừa 3", "Kẹo dừa 4"]
    assert len(pages) >= 5  # three pages of two, then two pages
