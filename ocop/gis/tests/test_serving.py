"""Tiles, downloads, search and the machines' way in: the same rules for all of them."""

import csv
import io
import json
import subprocess
import sys

import pyogrio
import pytest
import shapely
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ocop.gis import actions, collections, queries
from ocop.gis.coordinates import to_vn2000
from ocop.gis.models import Feature, Layer
from ocop.gis.tests.factories import published, square

SHAPES = [square(10.12), square(10.14), square(10.16)]
COLUMNS = {"ten": ["Đất ở", "Đất lúa", "=1+1"], "ma": ["ONT", "LUC", "X"]}


@pytest.fixture
def layer(cast, tmp_path):
    """A public layer of three squares."""
    return Layer.objects.get(pk=published(cast, tmp_path, SHAPES, COLUMNS).layer_id)


@pytest.fixture
def private(cast, layer):
    """The same layer, for its keepers only."""
    return actions.edit_layer(layer, {"visibility": "managers"}, by=cast.son)


def _get(client, path, **headers):
    answer = client.get(path, headers=headers)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer, body


def test_an_archive_is_read_in_single_ranges(client, layer):
    whole, content = _get(client, layer.archive_url)
    size = len(content)
    asked = ("bytes=0-126", "bytes=100-", "bytes=-50", f"bytes=10-{size + 99}", f"bytes={size}-", "bytes=5-2")

    got = [_get(client, layer.archive_url, range=each) for each in asked]

    assert (whole.status_code, content[:7], whole["Accept-Ranges"]) == (200, b"PMTiles", "bytes")
    assert whole["Cache-Control"] == "public, max-age=31536000, immutable, no-transform"
    assert [answer.status_code for answer, _ in got] == [206, 206, 206, 206, 416, 416]
    assert [body for _, body in got] == [content[:127], content[100:], content[-50:], content[10:], b"", b""]
    assert got[0][0]["Content-Range"] == f"bytes 0-126/{size}"
    assert got[4][0]["Content-Range"] == f"bytes */{size}"


def test_an_archive_has_a_strong_etag_and_a_changed_one_another_name(cast, client, layer, tmp_path):
    answer, _ = _get(client, layer.archive_url)
    etag, before = answer["ETag"], layer.archive_url

    assert not etag.startswith("W/")
    assert _get(client, before, **{"if-none-match": etag})[0].status_code == 304
    assert _get(client, before, range="bytes=0-9", **{"if-range": '"other"'})[0].status_code == 200
    assert "Content-Encoding" not in _get(client, before, **{"accept-encoding": "gzip"})[0]

    actions.retire(layer.published, by=cast.son)
    assert _get(client, before)[0].status_code == 404


def test_a_single_tile_holds_the_layer_and_an_empty_one_nothing(client, layer):
    import gzip

    full = client.get(f"/tiles/{layer.slug}/8/203/120.pbf", headers={"accept-encoding": "gzip"})
    plain = client.get(f"/tiles/{layer.slug}/8/203/120.pbf")

    assert [client.get(f"/tiles/{layer.slug}/{at}.pbf").status_code for at in ("8/0/0", "8/300/1", "30/1/1")] == [
        204,
        404,
        404,
    ]
    assert (full.status_code, full["Content-Encoding"]) == (200, "gzip")
    assert gzip.decompress(full.content) == plain.content
    assert b"klass" in plain.content


def test_what_is_planned_at_a_point(layer, client):
    inside = client.get("/du-lieu-ban-do/tai-diem.json?lat=10.145&lon=106.355").json()["features"]
    outside = client.get("/du-lieu-ban-do/tai-diem.json?lat=10.5&lon=106.355").json()["features"]

    assert [(each["title"], each["properties"], each["slug"]) for each in inside] == [
        ("Đất lúa", {"ten": "Đất lúa", "ma": "LUC"}, layer.slug)
    ]
    assert outside == []
    assert client.get("/du-lieu-ban-do/tai-diem.json?lat=x&lon=1").status_code == 400


def test_search_finds_columns_without_accents(layer, client):
    found = client.get("/du-lieu-ban-do/tim.json?q=dat lua").json()["features"]

    assert [(each["title"], round(each["lat"], 3), round(each["lon"], 3)) for each in found] == [
        ("Đất lúa", 10.145, 106.355)
    ]
    assert client.get("/du-lieu-ban-do/tim.json?q=").json() == {"features": []}


def test_search_puts_what_matches_best_first_and_equals_by_name(cast, tmp_path, client):
    names = ["Khu lô 12", "Lô 12b", "Đất của ông Lô", "Lô 120", "Thửa cũ", "Lô 12"]
    published(cast, tmp_path, [square(10.1 + n / 100) for n in range(6)], {
        "ten": names, "so": ["", "", "124", "", "lô 12 cũ", ""],
    })  # fmt: skip

    found = client.get("/du-lieu-ban-do/tim.json?q=LO 12").json()["features"]

    exact, beginning, in_words, contained = (
        ["Lô 12"],
        ["Lô 120", "Lô 12b"],
        ["Khu lô 12", "Thửa cũ"],
        ["Đất của ông Lô"],
    )
    assert [each["title"] for each in found] == [*exact, *beginning, *in_words, *contained]


def test_what_search_finds_says_where_it_is_and_of_which_layer(layer, client):
    (found,) = client.get("/du-lieu-ban-do/tim.json?q=luc").json()["features"]

    box = [round(side, 3) for side in found.pop("bbox")]
    assert box == [106.35, 10.14, 106.36, 10.15]
    assert {name: round(found.pop(name), 3) for name in ("lat", "lon")} == {"lat": 10.145, "lon": 106.355}
    assert found == {
        "layer": "Quy hoạch chung Mỏ Cày",
        "slug": layer.slug,
        "id": 2,
        "title": "Đất lúa",
        "properties": {"ten": "Đất lúa", "ma": "LUC"},
        "attribution": "",
    }


@pytest.mark.parametrize(
    ("visibility", "who"),
    [
        ("public", {"visitor", "mai", "hoa", "ha", "minh", "son"}),
        ("offices", {"hoa", "ha", "minh", "son"}),
        ("managers", {"minh", "son"}),
    ],
)
def test_search_finds_for_each_what_they_may_see(cast, client, layer, visibility, who):
    actions.edit_layer(layer, {"visibility": visibility}, by=cast.son)
    finds = set()
    for name in ("visitor", "mai", "hoa", "ha", "minh", "son"):
        client.logout()
        if person := getattr(cast, name):
            client.force_login(person)
        answer = client.get("/du-lieu-ban-do/tim.json?q=dat lua")
        assert answer["Cache-Control"] == "private, no-store"
        if answer.json()["features"]:
            finds.add(name)

    assert finds == who


def test_search_takes_any_text(layer, client):
    for text in ("%00", "%", "'", "a" * 500, "dat%00lua"):
        assert client.get(f"/du-lieu-ban-do/tim.json?q={text}").status_code == 200


def test_a_private_layer_is_private_everywhere(cast, client, private, monkeypatch):
    monkeypatch.setattr(collections, "_registered", {})
    version, slug = private.published, private.slug
    addresses = [
        private.archive_url,
        f"/tiles/{slug}/8/203/120.pbf",
        f"/du-lieu-ban-do/tai/{slug}.geojson",
        f"/du-lieu-ban-do/tai/{slug}.gpkg",
        f"/ogc/collections/{slug}",
        f"/ogc/collections/{slug}/items",
        f"/ogc/collections/{slug}/items/1",
    ]

    def seen():
        lists = [
            client.get("/ogc/collections").json()["collections"],
            client.get("/du-lieu-ban-do/tim.json?q=dat").json()["features"],
            client.get("/du-lieu-ban-do/tai-diem.json?lat=10.125&lon=106.355").json()["features"],
            client.get("/ogc/api")
            .json()["paths"]["/collections/{collectionId}"]["get"]["parameters"][0]["schema"]
            .get("enum", []),
        ]
        return [_get(client, each)[0].status_code for each in addresses], [len(each) for each in lists]

    nothing = [404] * 7, [0, 0, 0, 0]
    assert version is not None
    assert seen() == nothing
    client.force_login(cast.mai)
    assert seen() == nothing
    client.force_login(cast.son)
    statuses, counts = seen()
    assert (statuses, counts) == ([200] * 7, [1, 2, 1, 1])
    assert _get(client, private.archive_url)[0]["Cache-Control"] == "private, no-cache, no-transform"


def test_a_layer_is_downloaded_in_three_formats(client, layer, tmp_path):
    base = f"/du-lieu-ban-do/tai/{layer.slug}"

    _, text = _get(client, f"{base}.geojson")
    _, table = _get(client, f"{base}.csv")
    _, package = _get(client, f"{base}.gpkg?kinh-tuyen=105-45")

    assert [each["properties"]["ma"] for each in json.loads(text)["features"]] == ["ONT", "LUC", "X"]
    rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))
    assert (rows[0], rows[3][2]) == (["vi_do", "kinh_do", "ten", "ma"], "'=1+1")
    (tmp_path / "ve.gpkg").write_bytes(package)
    meta, _, shapes, _ = pyogrio.raw.read(tmp_path / "ve.gpkg")
    north, east = to_vn2000(10.12, 106.35, "105-45")
    west, south = shapely.from_wkb(shapes)[0].bounds[:2]
    assert (meta["crs"], abs(west - east) < 12, abs(south - north) < 12) == ("EPSG:9210", True, True)


def test_a_collection_is_paged_boxed_and_filtered(client, layer):
    base = f"/ogc/collections/{layer.slug}/items"

    first = client.get(f"{base}?limit=2").json()
    rest = client.get(next(each["href"] for each in first["links"] if each["rel"] == "next")).json()
    boxed = client.get(f"{base}?bbox=106,10.141,107,10.149").json()
    filtered = client.get(f"{base}?ma=luc").json()

    assert (first["numberMatched"], first["numberReturned"], rest["numberReturned"]) == (3, 2, 1)
    assert [each["rel"] for each in rest["links"]] == ["self", "collection", "prev"]
    assert [each["id"] for each in boxed["features"]] == [2]
    assert [each["properties"]["ten"] for each in filtered["features"]] == ["Đất lúa"]


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=x", "offset=-1", "bbox=1,2,3", "bbox=a,b,c,d", "bbox=1,9,2,3", "nosuch=1", "crs=x"]
)
def test_what_the_standard_does_not_allow_is_a_400(client, layer, query):
    answer = client.get(f"/ogc/collections/{layer.slug}/items?{query}")

    assert (answer.status_code, answer.json()["code"]) == (400, "InvalidParameterValue")


def test_landing_conformance_and_api_lead_on(client, layer):
    landing = client.get("/ogc/").json()

    for link in landing["links"]:
        assert client.get(link["href"]).status_code == 200, link
    assert [each["rel"] for each in landing["links"]] == ["self", "service-desc", "conformance", "data"]


def test_every_match_is_counted_and_paged_through(client, layer):
    version = layer.published
    row = version.features.get(fid=1)
    copies = [
        Feature(version=version, fid=fid, geometry=row.geometry, properties={"ten": "Lô", "ma": "NHIEU"})
        for fid in range(10, 10_060)
    ]
    Feature.objects.bulk_create(copies, batch_size=500)
    base = f"/ogc/collections/{layer.slug}/items?ma=nhieu"

    first, last = client.get(f"{base}&limit=1").json(), client.get(f"{base}&limit=100&offset=10000").json()

    assert (first["numberMatched"], [each["id"] for each in first["features"]]) == (10_050, [10])
    assert [each["id"] for each in last["features"]] == list(range(10_010, 10_060))
    assert [each["rel"] for each in last["links"]] == ["self", "collection", "prev"]


@pytest.mark.django_db(transaction=True)
def test_what_a_filter_matched_is_found_once_for_all_its_pages(client, layer, settings):
    settings.PORTAL_CACHE = "parts"
    base = f"/ogc/collections/{layer.slug}/items?ma=luc"
    before = client.get(base).json()["numberMatched"]

    with CaptureQueriesContext(connection) as queries:
        again = client.get(base).json()
    asked = [each["sql"] for each in queries if "gis_feature" in each["sql"]]
    boxed = client.get(f"{base}&bbox=106,10.1,107,10.13").json()

    assert (before, again["numberMatched"], boxed["numberMatched"]) == (1, 1, 0)
    assert len(asked) == 1  # the rows of the page; the columns of the whole layer were read before


SQUARE = {"type": "Polygon", "coordinates": [[[106.2, 10.2], [106.4, 10.2], [106.4, 10.4], [106.2, 10.2]]]}


@pytest.fixture
def registered(monkeypatch):
    """A list another app offers: three points, and an area."""
    monkeypatch.setattr(collections, "_registered", {})
    items = [collections.Item(f"sp{n}", 10 + n / 10, 106.0, (n, f"Vườn {n}")) for n in range(1, 4)]
    items.append(collections.Item("vung", 10.3, 106.3, (None, "Vùng"), SQUARE))
    collections.register("san-pham", "Sản phẩm", lambda person: items, columns=("sao", "ten"))
    collections.register("trong", "Trống", lambda person: [], columns=("ten",))


def items_of(client, query):
    return [each["id"] for each in client.get(f"/ogc/collections/san-pham/items?{query}").json()["features"]]


def test_a_registered_list_is_a_collection_like_any_other(client, db, registered):
    assert items_of(client, "bbox=105,10.15,106.1,11&sao=3") == ["sp3"]
    assert items_of(client, "bbox=106.35,10.25,106.5,10.3") == ["vung"]  # meets the area, not its middle
    assert items_of(client, "limit=2&offset=2") == ["sp3", "vung"]
    one = client.get("/ogc/collections/san-pham/items/vung").json()
    assert (one["geometry"], one["properties"]) == (SQUARE, {"sao": None, "ten": "Vùng"})
    assert client.get("/ogc/collections/san-pham/items/none").status_code == 404


def test_the_columns_of_a_list_are_known_when_it_is_empty(client, db, registered):
    assert client.get("/ogc/collections/trong/items?ten=x").json()["numberMatched"] == 0
    answer = client.get("/ogc/collections/trong/items?sao=1")
    assert (answer.status_code, answer.json()["description"][:20]) == (400, "Không có tham số: sa")


READ = """
import json, sys, pyogrio
meta, _, shapes, values = pyogrio.raw.read(sys.argv[1], layer=sys.argv[2])
print(json.dumps({"count": len(shapes), **{name: list(column) for name, column in zip(meta["fields"], values)}}))
"""


def test_gdal_reads_a_collection_through_its_own_driver(live_server, cast, tmp_path):
    version = published(cast, tmp_path, SHAPES, COLUMNS)

    command = [sys.executable, "-c", READ, f"OAPIF:{live_server.url}/ogc/", version.layer.slug]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert done.stderr == ""
    said = json.loads(done.stdout)
    assert (said["count"], said["ma"]) == (3, ["ONT", "LUC", "X"])


def test_the_layer_s_box_and_fields_are_told(layer):
    version = queries.public_layers(None).get().published

    assert ([round(side, 5) for side in version.bbox], version.fields) == (
        [106.35, 10.12, 106.36, 10.17],
        ["ten", "ma"],
    )
    assert [each["value"] for each in version.classes] == ["Đất ở", "Đất lúa", "=1+1"]
