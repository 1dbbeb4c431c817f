import json

import pytest

from ocop.files.tests.factories import StoredFileFactory
from ocop.gis.looks import OTHER
from ocop.gis.models import ExternalLayer, Feature, Layer, LayerVersion, Visibility
from ocop.gis.tests.factories import published, square

LAND = {"ten": ["Lô 1", "Lô 2", "Lô 3"], "loai": ["Đất ở", "Đất lúa", "Đất lúa"]}
PLOTS = [square(), square(10.14), square(10.16)]


def others(client, address="/ban-do/"):
    return json.loads(client.get(address).context["config"])["others"]


def ids(client, address="/ban-do/"):
    return [each["id"] for each in others(client, address)]


def external(cast, slug, **fields):
    return ExternalLayer.objects.create(
        slug=slug, title=slug, unit=cast.province, url="https://bando.vidu.vn/wms", **fields
    )


def shown(cast, slug, visibility):
    """A layer with one shape, as if it had been made of a file."""
    layer = Layer.objects.create(slug=slug, title=slug, unit=cast.province, visibility=visibility)
    version = LayerVersion.objects.create(
        layer=layer, number=1, state="published", file=StoredFileFactory(), uploaded_by=cast.son, count=1,
        archive=f"{slug}.pmtiles", archive_hash=slug, min_lon=106.3, min_lat=10.1, max_lon=106.4, max_lat=10.2,
    )  # fmt: skip
    Feature.objects.create(version=version, fid=1, geometry="{}", title=f"Lô {slug}", search=f"lo {slug}")
    layer.published = version
    layer.save()


def found(client, text):
    return [each["title"] for each in client.get("/du-lieu-ban-do/tim.json", {"q": text}).json()["features"]]


# Whose layers


@pytest.fixture
def layers(cast):
    """One layer for everybody, one for offices, one for those who keep it; of each kind."""
    for slug, visibility in (
        ("cong-khai", Visibility.PUBLIC),
        ("can-bo", Visibility.OFFICES),
        ("quan-ly", Visibility.MANAGERS),
    ):
        external(cast, slug, visibility=visibility)
        shown(cast, slug, visibility)


SEEN = {
    "visitor": ["cong-khai"],
    "mai": ["cong-khai"],
    "lan": ["can-bo", "cong-khai"],
    "son": ["can-bo", "cong-khai", "quan-ly"],
}


@pytest.mark.parametrize("who", SEEN)
@pytest.mark.parametrize("page", ["/ban-do/", "/ban-do/in/"])
def test_everybody_meets_the_layers_made_for_them(cast, layers, client, who, page):
    if person := getattr(cast, who):
        client.force_login(person)

    assert ids(client, page) == [f"gis-{each}" for each in SEEN[who]] + [f"ngoai-{each}" for each in SEEN[who]]


@pytest.mark.parametrize("who", SEEN)
def test_what_is_not_seen_is_not_searched_nor_listed_nor_counted(cast, layers, client, who):
    if person := getattr(cast, who):
        client.force_login(person)

    page = client.get("/ban-do/?xem=danh-sach&lop=gis-cong-khai,gis-can-bo,gis-quan-ly")

    assert [each.id for each in page.context["lists"]] == [f"gis-{each}" for each in SEEN[who]]
    offered = [each.words for each in page.context["switches"] if each.words in ("cong-khai", "can-bo", "quan-ly")]
    assert offered == SEEN[who]
    assert found(client, "lo") == [f"Lô {each}" for each in SEEN[who]]


def test_a_page_with_layers_for_offices_is_kept_by_nobody(cast, layers, client, settings):
    settings.PORTAL_CACHE = "pages"
    client.force_login(cast.lan)
    officers = client.get("/ban-do/")
    client.logout()

    assert officers["Cache-Control"] == "private, no-cache"
    assert "gis-can-bo" in officers.content.decode()
    assert "gis-can-bo" not in client.get("/ban-do/").content.decode()


def test_a_server_that_is_out_of_use_is_not_offered(cast, client):
    external(cast, "dia-hinh", visibility=Visibility.PUBLIC)
    external(cast, "thoi-dung", visibility=Visibility.PUBLIC, is_active=False)

    (layer,) = others(client, "/ban-do/?lop=ngoai-dia-hinh")

    assert (layer["id"], layer["is_on"]) == ("ngoai-dia-hinh", True)
    assert layer["tiles"] == "/du-lieu-ban-do/ngoai/dia-hinh/{z}/{x}/{y}"


def test_a_planning_layer_without_a_published_version_is_not_offered(cast, client):
    Layer.objects.create(slug="quy-hoach", title="Quy hoạch", unit=cast.province, visibility=Visibility.PUBLIC)

    assert others(client) == []


# What the colours say


def test_a_layer_is_coloured_by_the_column_of_its_classes(cast, tmp_path, client):
    version = published(cast, tmp_path, PLOTS, {"loai": LAND["loai"]})

    (layer,) = others(client)

    colours = {each["value"]: each["colour"] for each in version.classes}
    assert layer["by"] == "klass"
    assert [(each["key"], each["colour_code"]) for each in layer["legend"]] == [
        ("Đất lúa", colours["Đất lúa"]),
        ("Đất ở", colours["Đất ở"]),
    ]
    assert len(set(colours.values())) == 2


def test_what_has_no_class_is_said_too(cast, tmp_path, client):
    published(cast, tmp_path, PLOTS, {"loai": ["Đất ở", "Đất ở", None]})

    (layer,) = others(client)

    assert [each["key"] for each in layer["legend"]] == ["Đất ở", ""]
    assert layer["colour_code"] == layer["legend"][1]["colour_code"] == OTHER


@pytest.mark.parametrize(("prefix", "words"), [("", "1.234 đối tượng: "), ("/en", "1,234 features: ")])
def test_how_many_there_are_is_said_in_the_language_of_the_page(cast, client, prefix, words):
    shown(cast, "quy-hoach", Visibility.PUBLIC)
    LayerVersion.objects.update(count=1234)

    (layer,) = others(client, f"{prefix}/ban-do/")

    assert layer["far"].startswith(words)


def test_a_layer_without_classes_has_its_own_colour(cast, tmp_path, client):
    version = published(cast, tmp_path, columns={"so": [None]}, colour="#123456")

    (layer,) = others(client)

    assert (layer["legend"], layer["colour_code"]) == ([], "#123456")
    assert layer["box"] == version.bbox
    assert layer["far"] == "1 đối tượng: phóng tới lớp"


@pytest.mark.parametrize("page", ["/ban-do/", "/ban-do/in/"])
def test_the_page_shows_the_colours_of_the_classes(cast, tmp_path, client, page):
    version = published(cast, tmp_path, PLOTS, {"loai": LAND["loai"]})

    shown = client.get(f"{page}?lop=gis-{version.layer.slug}").content.decode()

    for each in version.classes:
        assert f'fill="{each["colour"]}"' in shown
        assert f"<span>{each['value']}</span>" in shown


# Line by line


def test_the_list_holds_the_shapes_of_a_layer_and_its_files(cast, tmp_path, client):
    slug = published(cast, tmp_path, PLOTS, LAND).layer.slug

    (whole,) = client.get(f"/ban-do/?xem=danh-sach&lop=gis-{slug}").context["lists"]
    (some,) = client.get(f"/ban-do/?xem=danh-sach&lop=gis-{slug}&tim=lua").context["lists"]

    assert [line.words for line in whole.lines] == LAND["ten"]
    assert [(line.words, line.note) for line in some.lines] == [
        ("Lô 2", "ten: Lô 2; loai: Đất lúa"),
        ("Lô 3", "ten: Lô 3; loai: Đất lúa"),
    ]
    assert whole.lines[0].href.startswith(f"/ban-do/?lop=gis-{slug}#15/10.12500/106.35500")
    assert [client.get(href).status_code for _words, href in whole.files] == [200, 200, 200]
