"""Layers of other servers as officers type them: WMTS addresses of every kind, and the picture asked for at saving."""

import pytest

from ocop.core.errors import Refused
from ocop.gis import actions, wmts
from ocop.gis.models import ExternalLayer
from ocop.gis.pictures import shelf
from ocop.gis.tests.factories import external_of

ORIGIN, SCALE = "-20037508.3427892 20037508.3427892", 559082264.0287178
MATRIX = """<TileMatrix><ows:Identifier>{name}</ows:Identifier><ScaleDenominator>{scale}</ScaleDenominator>
<TopLeftCorner>{corner}</TopLeftCorner><TileWidth>256</TileWidth><TileHeight>256</TileHeight></TileMatrix>"""
KVP = """<ows:OperationsMetadata><ows:Operation name="GetTile"><ows:DCP><ows:HTTP>
<ows:Get xlink:href="https://bando.vidu.vn/gwc?map=a&amp;"/></ows:HTTP></ows:DCP></ows:Operation></ows:OperationsMetadata>"""
RESOURCE = """<ResourceURL format="image/png" resourceType="tile"
template="https://bando.vidu.vn/o/{Layer}/{Style}/{Time}/{TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}.png"/>
<Dimension><ows:Identifier>Time</ows:Identifier><Default>2025</Default></Dimension>"""


def capabilities(*, sets=("EPSG:3857",), prefix="EPSG:3857:", crs=None, corner=ORIGIN, factor=1.0, more="", head=KVP):
    matrices = "".join(
        MATRIX.format(name=f"{prefix}{level}", scale=factor * SCALE / 2**level, corner=corner) for level in range(3)
    )
    crs = crs or "urn:ogc:def:crs:EPSG::3857"
    links = "".join(f"<TileMatrixSetLink><TileMatrixSet>{each}</TileMatrixSet></TileMatrixSetLink>" for each in sets)
    layers = "".join(
        f"<Layer><ows:Identifier>{name}</ows:Identifier><Style isDefault='true'><ows:Identifier>chuan</ows:Identifier>"
        f"</Style><Format>image/jpeg</Format><Format>image/png</Format>{links}{more}</Layer>"
        for name in ("nen", "quy hoach")
    )
    return (
        '<Capabilities xmlns="http://www.opengis.net/wmts/1.0" xmlns:ows="http://www.opengis.net/ows/1.1"'
        f' xmlns:xlink="http://www.w3.org/1999/xlink">{head}<Contents>{layers}'
        f"<TileMatrixSet><ows:Identifier>EPSG:3857</ows:Identifier><ows:SupportedCRS>{crs}</ows:SupportedCRS>"
        f"{matrices}</TileMatrixSet></Contents></Capabilities>"
    ).encode()


def template(url, layer="", document=b""):
    return wmts.template(url, layer, lambda asked: document)


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("https://a.vn/{z}/{x}/{y}.png", "https://a.vn/{z}/{x}/{y}.png"),
        (
            "https://a.vn/{Layer}/{Style}/{TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}.png",
            "https://a.vn/nen/default/GoogleMapsCompatible/{z}/{y}/{x}.png",
        ),
        (
            "https://a.vn/w?SERVICE=WMTS&REQUEST=GetTile&LAYER=nen&TILEMATRIX=EPSG:3857:7&TILEROW=57&TILECOL=101",
            "https://a.vn/w?SERVICE=WMTS&REQUEST=GetTile&LAYER=nen&TILEMATRIX=EPSG%3A3857%3A{z}&TILEROW={y}&TILECOL={x}",
        ),
        (
            "https://a.vn/w?request=GetTile&layer=nen&tilematrix=07&tilerow=1&tilecol=2",
            "https://a.vn/w?request=GetTile&layer=nen&tilematrix={z}&tilerow={y}&tilecol={x}",
        ),
    ],
)
def test_a_template_and_the_address_of_a_tile_become_a_template(given, made):
    assert template(given, "nen") == made


def test_the_layer_is_found_in_the_description_of_the_service():
    asked = []
    made = wmts.template(
        "https://bando.vidu.vn/gwc?map=a", "quy hoach", lambda url: asked.append(url) or capabilities()
    )

    assert asked == ["https://bando.vidu.vn/gwc?map=a&service=WMTS&request=GetCapabilities&version=1.0.0"]
    assert made == (
        "https://bando.vidu.vn/gwc?map=a&service=WMTS&request=GetTile&version=1.0.0&format=image%2Fpng"
        "&layer=quy+hoach&style=chuan&tilematrixset=EPSG%3A3857&tilematrix=EPSG%3A3857%3A{z}&tilerow={y}&tilecol={x}"
    )


def test_the_servers_own_template_goes_before_parameters():
    made = template("https://bando.vidu.vn/1.0.0/WMTSCapabilities.xml", "nen", capabilities(more=RESOURCE))

    assert made == "https://bando.vidu.vn/o/nen/chuan/2025/EPSG%3A3857/EPSG:3857:{z}/{y}/{x}.png"


@pytest.mark.parametrize(
    ("layer", "document", "sentence"),
    [
        ("", capabilities(), "Máy chủ có các lớp: nen, quy hoach"),
        ("khac", capabilities(), "không có lớp «khac»"),
        ("nen", capabilities(crs="urn:ogc:def:crs:EPSG::4326"), "không có bộ ô ảnh theo EPSG:3857"),
        ("nen", capabilities(corner="0 0"), "không có bộ ô ảnh"),
        ("nen", capabilities(factor=1.7), "không có bộ ô ảnh"),
        ("nen", capabilities(prefix="muc-0"), "không có bộ ô ảnh"),
        ("nen", capabilities(sets=("VN2000",)), "không có bộ ô ảnh"),
        ("nen", b"<html></html>", "không trả về bản mô tả"),
        ("nen", b"\x89PNG", "không trả về bản mô tả"),
        ("nen", b"<!DOCTYPE a [<!ENTITY b 'c'>]><Capabilities>&b;</Capabilities>", "không trả về bản mô tả"),
    ],
)
def test_a_service_we_cannot_draw_is_refused_in_a_sentence(layer, document, sentence):
    with pytest.raises(Refused, match=sentence):
        template("https://bando.vidu.vn/gwc", layer, document)


@pytest.mark.parametrize(
    "url", ["https://a.vn/{z}/{x}/{-y}.png", "https://{s}.a.vn/{z}/{x}/{y}.png", "https://a.vn/{z}.png"]
)
def test_a_template_with_other_parts_is_refused(url):
    with pytest.raises(Refused, match=r"\{z\}"):
        wmts.plain(url)


# Saving


FIELDS = {
    "title": "Nền tỉnh", "kind": "wms", "url": "https://bando.vidu.vn/wms", "layers": "nen", "version": "1.3.0",
    "visibility": "public", "min_zoom": 5, "max_zoom": 18, "order": 200, "is_active": "on",
}  # fmt: skip


@pytest.fixture
def keeper(cast, client):
    """The officer of the province, where the server is allowed."""
    actions.allow_host("bando.vidu.vn", "", by=cast.an, province=cast.province)
    client.force_login(cast.son)
    return client


def save(client, **fields):
    return client.post("/du-lieu-ban-do/may-chu-khac/them/", {**FIELDS, **fields})


def test_a_picture_is_asked_for_before_a_layer_is_kept(keeper, agency):
    assert save(keeper).status_code == 302
    assert [("request=GetMap" in each, "layers=nen" in each) for each in agency.asked] == [(True, True)]

    agency.says = "page"
    refused = save(keeper, title="Lớp hỏng")

    assert "không trả về ảnh bản đồ (200 text/html)" in refused.content.decode()
    assert list(ExternalLayer.objects.values_list("title", flat=True)) == ["Nền tỉnh"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"at": ["127.0.0.1"]}, "dẫn vào mạng nội bộ"),
        ({"gone": ["203.1.2.3"]}, "Không kết nối được «bando.vidu.vn»"),
        ({"says": "large"}, "tệp quá lớn"),
    ],
)
def test_why_there_is_no_picture_is_told(keeper, agency, change, sentence):
    for name, value in change.items():
        setattr(agency, name, value)

    assert sentence in save(keeper).content.decode()
    assert ExternalLayer.objects.count() == 0


def test_a_server_nobody_allowed_is_not_asked(keeper, agency):
    assert "chưa được phép" in save(keeper, url="https://khac.vidu.vn/wms").content.decode()
    assert agency.looked_up == []


def test_a_layer_of_a_server_that_is_gone_can_be_switched_off(cast, keeper, agency):
    layer, agency.gone = external_of(cast), agency.at
    address = f"/du-lieu-ban-do/may-chu-khac/{layer.slug}/"

    kept = keeper.post(address, {**FIELDS, "title": "Sửa"})
    off = keeper.post(address, {**FIELDS, "is_active": ""})

    assert (kept.status_code, off.status_code) == (200, 302)
    assert ExternalLayer.objects.get().is_active is False


def test_a_layer_that_answers_again_is_shown_at_once(keeper, agency):
    shelf().fail("host:bando.vidu.vn", "too slow")
    save(keeper)

    assert keeper.get("/du-lieu-ban-do/ngoai/nen-tinh/8/203/120").status_code == 200


def test_wmts_is_kept_as_the_template_its_service_describes(keeper, agency):
    agency.documents = {"GetCapabilities": capabilities()}

    answer = save(keeper, kind="wmts", url="https://bando.vidu.vn/gwc?request=GetCapabilities", layers="nen")

    assert answer.status_code == 302
    layer = ExternalLayer.objects.get()
    assert layer.url.endswith("tilematrix=EPSG%3A3857%3A{z}&tilerow={y}&tilecol={x}")
    assert "TILEMATRIX=EPSG%3A3857%3A10" in agency.asked[-1].upper()
    assert keeper.get(f"/du-lieu-ban-do/ngoai/{layer.slug}/8/203/120").status_code == 200


def test_a_described_service_may_not_lead_to_a_host_nobody_allowed(keeper, agency):
    document = capabilities(head=KVP.replace("bando.vidu.vn", "khac.vidu.vn"))
    agency.documents = {"GetCapabilities": document}

    answer = save(keeper, kind="wmts", url="https://bando.vidu.vn/gwc", layers="nen")

    assert "«khac.vidu.vn» chưa được phép" in answer.content.decode()
    assert ExternalLayer.objects.count() == 0
