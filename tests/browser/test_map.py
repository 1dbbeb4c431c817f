"""The map on a telephone and a computer, with WebGL (drawn in software) and without: what is drawn, chosen, shared."""

import os
import re

import pytest
import shapely
from playwright.sync_api import expect

from ocop.certificates.tests.factories import ProducerFactory, ProductFactory, RecognitionFactory
from ocop.gis.actions import publish
from ocop.gis.models import UnitShape
from ocop.gis.tests.factories import geojson, layer_of, prepared, square, uploaded
from ocop.producers.models import Position
from ocop.trade.tests.factories import PointOfSaleFactory
from tests.browser.conftest import FLAGS
from tests.browser.maps import SLOW, VIEW, colour_at, drawn, is_like, on_screen, ready, rendered, thin
from tests.browser.walk import PHONE, Walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DRAWN_IN_SOFTWARE = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
MO_CAY = (10.1214, 106.332)


@pytest.fixture(params=["gl", "plain"])
def engine(request):
    return request.param


@pytest.fixture(scope="module")
def browsers(chromium):
    """A Chromium whose machine has WebGL, and one whose machine has none; each opened once."""
    opened = {}

    def browser(engine):
        if engine not in opened:
            flags = [flag for flag in FLAGS if flag != "--disable-gpu"] + DRAWN_IN_SOFTWARE
            args = flags if engine == "gl" else [*FLAGS, "--disable-3d-apis"]
            path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
            env = {**os.environ, "LANGUAGE": "vi"}
            opened[engine] = chromium.browser_type.launch(executable_path=path, args=args, env=env)
        return opened[engine]

    yield browser
    for each in opened.values():
        each.close()


@pytest.fixture
def machine(browsers, engine):
    """The Chromium of this test."""
    return browsers(engine)


@pytest.fixture
def look(machine, site, window, pictures, request):
    """A window on a machine of either kind."""
    engine = request.getfixturevalue("engine")
    folder = pictures.with_name(f"{pictures.name}-{engine}-{window.name}")
    failed_before = request.session.testsfailed
    with Walk(machine, site, window, folder) as walk:
        yield walk
        if request.session.testsfailed > failed_before:
            walk.last_pictures()
        assert walk.complaints == []


@pytest.fixture
def products(cast):
    for name, stars, where in (
        ("Kẹo dừa Mỏ Cày", 4, ("10.111400", "106.322000")),
        ("Dầu dừa ép lạnh", 3, ("10.121400", "106.332000")),
        ("Mắm tôm Thạnh Phú", 3, ("9.940000", "106.510000")),
    ):
        product = ProductFactory(name=name, producer=cast.producer)
        RecognitionFactory(product=product, stars=stars)
        latitude, longitude = where
        Position.objects.create(product=product, latitude=latitude, longitude=longitude, provenance="surveyed")


@pytest.fixture
def planned(cast, tmp_path):
    """A layer of two neighbouring squares of two classes, whose office's name looks like markup."""
    shapes = [square(10.10, 106.30, 0.05), square(10.10, 106.35, 0.05)]
    columns = {"ten": ["Khu dân cư", "Cánh đồng"], "loai": ["Đất ở", "Đất lúa"]}
    layer = {"title": "Quy hoạch sử dụng đất xã Mỏ Cày", "attribution": "<b>Sở vẽ</b>"}
    version = uploaded(layer_of(cast, **layer), geojson(tmp_path, shapes, columns), by=cast.son)
    return publish(prepared(version, by=cast.son, title_column=0, class_column=1), by=cast.son)


def unfold(page, words):
    page.locator("summary", has_text=words).click()


def test_the_map_draws_filters_opens_and_is_shared(products, look, engine):
    page = look.new_page()
    page.goto("/ban-do/")
    ready(page)

    assert page.evaluate("() => document.querySelector('[data-atlas]').engine") == engine
    drawn(page, 3)
    look.picture(page, "ban-do", whole=False)

    unfold(page, re.compile("^Lọc"))
    page.locator("#atlas-filters").get_by_role("link", name=re.compile("^4 sao")).click()
    expect(page.locator("#atlas-foot")).to_contain_text("1 sản phẩm")
    drawn(page, 1)

    seen = page.locator("details", has=page.locator("[data-atlas-seen-list]"))
    seen.locator("summary").press("Enter")
    seen.get_by_role("button", name="Kẹo dừa Mỏ Cày").press("Enter")
    panel = page.locator("[data-atlas-panel]")
    expect(panel.get_by_role("heading")).to_have_text("Kẹo dừa Mỏ Cày")
    expect(panel).to_be_focused()
    drawn(page, 1)
    look.picture(page, "mot-san-pham", whole=False)

    page.wait_for_function("() => location.hash.includes('/product/')")
    address, view = page.url, page.evaluate(VIEW)
    other = look.new_page()
    other.goto(address)
    ready(other)
    expect(other.locator("[data-atlas-panel]").get_by_role("heading")).to_have_text("Kẹo dừa Mỏ Cày")
    assert other.evaluate(VIEW) == pytest.approx(view, abs=0.01)
    drawn(other, 1)

    other.locator("[data-atlas-panel]").press("Escape")
    expect(other.locator("[data-atlas-panel]")).to_be_hidden()


@pytest.mark.parametrize("window", [PHONE], indirect=True, ids=["dien-thoai"])
def test_both_archipelagos_stand_on_a_view_of_the_country(products, look, engine):
    page = look.new_page()
    page.goto("/ban-do/#4.60/15.50000/109.00000")
    ready(page)

    if engine == "gl":
        page.wait_for_function(
            "() => document.querySelector('[data-atlas]').rendered('archipelago').length === 2"
            " || !document.querySelector('.map-inset').hidden",
            timeout=SLOW,
        )
    else:
        expect(page.locator(".map-label--strong")).to_have_text(
            ["Quần đảo Hoàng Sa (Việt Nam)", "Quần đảo Trường Sa (Việt Nam)"]
        )
    look.picture(page, "ca-nuoc", whole=False)

    page.goto("/ban-do/#4.60/21.50000/103.00000")
    page.reload()
    ready(page)
    expect(page.locator(".map-inset")).to_be_visible()
    expect(page.locator(".map-inset span")).to_have_text(
        ["Quần đảo Hoàng Sa (Việt Nam)", "Quần đảo Trường Sa (Việt Nam)"]
    )


# What offices drew


IN_DWELLING, IN_FIELD = (10.125, 106.325), (10.125, 106.375)


def test_planning_is_coloured_asked_searched_and_seen_from_afar(products, planned, look, engine):
    name = f"gis-{planned.layer.slug}"
    colours = {each["value"]: each["colour"] for each in planned.classes}
    page = look.new_page()
    page.goto(f"/ban-do/?lop={name}#11.00/10.12500/106.34000")
    ready(page)

    page.wait_for_timeout(1500)
    if engine == "gl":
        page.wait_for_function("(id) => document.querySelector('[data-atlas]').rendered(id).length > 1", arg=name)
        assert {each["properties"]["klass"] for each in rendered(page, name)} == {"Đất ở", "Đất lúa"}
    assert is_like(colour_at(page, IN_DWELLING), thin(colours["Đất ở"]))
    assert is_like(colour_at(page, IN_FIELD), thin(colours["Đất lúa"]))
    assert page.locator(MAP_ATTRIBUTION).first.inner_text().strip() == "<b>Sở vẽ</b>"
    look.picture(page, "quy-hoach", whole=False)

    panel = page.locator("[data-atlas-panel]")
    page.mouse.click(*on_screen(page, IN_DWELLING))
    expect(panel.get_by_role("heading", level=2)).to_have_text("Quy hoạch tại điểm này")
    expect(panel.get_by_role("heading", level=3)).to_have_text("Khu dân cư")
    expect(panel).to_contain_text("Quy hoạch sử dụng đất xã Mỏ Cày")
    expect(panel.locator("dt")).to_have_text(["ten", "loai"])
    expect(panel.locator("dd")).to_have_text(["Khu dân cư", "Đất ở"])
    look.picture(page, "tai-diem", whole=False)
    panel.press("Escape")

    page.goto("about:blank")
    page.goto(f"/ban-do/?lop={name}#11.00/10.12500/106.34000")
    ready(page)
    page.locator("[data-atlas-map] canvas, [data-atlas-map].leaflet-container").first.press("Enter")
    expect(panel.get_by_role("heading", level=3)).to_have_text("Khu dân cư")
    panel.press("Escape")

    page.locator("#tim-ban-do").fill("canh dong")
    page.get_by_role("option", name=re.compile("Cánh đồng")).click()
    expect(panel.get_by_role("heading", level=3)).to_have_text("Cánh đồng")
    page.wait_for_function("() => document.querySelector('[data-atlas]').view().lon > 106.36")
    look.picture(page, "tim-thay", whole=False)
    panel.press("Escape")

    page.goto("about:blank")
    page.goto(f"/ban-do/?lop={name}#7.00/10.12500/106.35000")
    ready(page)
    if engine == "gl":
        page.wait_for_function(
            "(id) => document.querySelector('[data-atlas]').rendered(id).some(({ layer }) => /-far-line$/.test(layer))",
            arg=name,
        )
    else:
        expect(page.locator(".map-label--far")).to_contain_text("2 đối tượng: phóng tới lớp")
    look.picture(page, "tu-xa", whole=False)
    page.mouse.click(*on_screen(page, (10.125, 106.35)))
    page.wait_for_function("() => document.querySelector('[data-atlas]').view().zoom >= 8")
    page.wait_for_timeout(1500)
    assert is_like(colour_at(page, IN_FIELD), thin(colours["Đất lúa"]))


MAP_ATTRIBUTION = ".maplibregl-ctrl-attrib-inner, .leaflet-control-attribution"


@pytest.mark.parametrize("window", [PHONE], indirect=True, ids=["dien-thoai"])
def test_layers_for_officers_are_drawn_for_officers_only(cast, planned, look):
    planned.layer.visibility = "offices"
    planned.layer.save()
    name = f"gis-{planned.layer.slug}"
    address = f"/ban-do/?lop={name}#11.00/10.12500/106.34000"
    officer, visitor = look.at(cast.lan), look.new_page()

    for page in (officer, visitor):
        page.goto(address)
        ready(page)
        page.wait_for_timeout(1500)

    expect(officer.locator(f"[data-layer={name}]")).to_be_checked()
    expect(visitor.locator(f"[data-layer={name}]")).to_have_count(0)
    assert colour_at(officer, IN_FIELD) != colour_at(visitor, IN_FIELD)
    look.picture(officer, "can-bo", whole=False)


# Counting, nearness, going back


@pytest.fixture
def counted(cast, products):
    """Boundaries of both communes; two products in one, one in the other, which nobody has put anywhere."""
    maker = ProducerFactory(name="Cơ sở Bảy Nhạn", unit=cast.next_commune)
    RecognitionFactory(product=ProductFactory(name="Khô cá dứa", producer=maker), stars=4)
    for unit, west in ((cast.commune, 106.30), (cast.next_commune, 106.40)):
        sides = shapely.box(west, 10.05, west + 0.1, 10.15)
        shape = shapely.to_geojson(sides)
        UnitShape.objects.create(
            unit=unit, geometry=shape, simplified=shape, latitude=10.10, longitude=west + 0.05, dated="2026-01-01"
        )


def test_units_are_shaded_ticked_and_left_again(counted, look, engine):
    page = look.new_page()
    page.goto("/ban-do/?lop=don-vi,san-pham&mau=nhom#9.00/10.05000/106.40000")
    ready(page)
    drawn(page, 4)

    page.wait_for_timeout(1000)
    fills = [each for each in rendered(page, "don-vi") if each["geometry"]["type"] != "Point"]
    assert {each["properties"]["count"] for each in fills} >= {1, 3}
    assert colour_at(page, (10.065, 106.315)) != colour_at(page, (10.065, 106.415))
    legend = page.locator("[data-legend-of=don-vi][data-scale] li")
    expect(legend).to_have_text(["1", "2", "3"])
    expect(page.locator("[data-colour-by=nhom]")).to_be_checked()
    look.picture(page, "to-theo-so-luong", whole=False)

    before = page.evaluate(VIEW)
    unfold(page, re.compile("^Địa bàn"))
    page.locator("#atlas-tree").get_by_role("link", name=re.compile("Vĩnh Long")).click()
    page.locator("#atlas-tree").get_by_role("link", name=re.compile("Thạnh Phú")).click()
    expect(page.locator("#atlas-foot")).to_contain_text("1 sản phẩm")
    drawn(page, 1)
    look.picture(page, "mot-xa", whole=False)

    page.go_back()
    expect(page.locator("#atlas-foot")).to_contain_text("4 sản phẩm")
    page.go_back()
    page.wait_for_function("() => !location.search.includes('don_vi')")
    drawn(page, 4)
    page.wait_for_function(
        "(lon) => Math.abs(document.querySelector('[data-atlas]').view().lon - lon) < 0.01", arg=before[2]
    )
    assert page.evaluate(VIEW) == pytest.approx(before, abs=0.02)
    assert "lop=don-vi,san-pham" in page.url
    assert "mau=nhom" in page.url


def test_a_circle_of_many_opens_and_the_nearest_are_told(counted, look, engine):
    page = look.new_page()
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 10.112, "longitude": 106.323})
    page.goto("/ban-do/?lop=san-pham#7.00/10.05000/106.40000")
    ready(page)
    drawn(page, 4)

    page.wait_for_timeout(1000)
    many = next(each for each in rendered(page, "san-pham") if each["layer"] == "san-pham-many")
    lon, lat = many["geometry"]["coordinates"]
    page.mouse.click(*on_screen(page, (lat, lon)))
    page.wait_for_function("() => document.querySelector('[data-atlas]').view().zoom > 8")

    page.goto("about:blank")
    page.goto("/ban-do/?lop=chu-the#9.00/10.05000/106.40000")
    ready(page)
    page.get_by_role("button", name="Gần tôi").click()
    panel = page.locator("[data-atlas-panel]")
    expect(panel.get_by_role("heading")).to_have_text("Gần bạn nhất")
    rows = panel.get_by_role("listitem")
    expect(rows.first).to_contain_text("Kẹo dừa Mỏ Cày")
    expect(rows.first).to_contain_text("0,1 km")
    expect(rows.filter(has_text="Khô cá dứa")).to_contain_text("vị trí gần đúng (trung tâm xã)")
    expect(page.locator("[data-layer=san-pham]")).to_be_checked()
    look.picture(page, "gan-toi", whole=False)


# Paper, lists, small maps


def test_the_printed_map_comes_without_what_did_not_load(counted, look):
    PointOfSaleFactory(name="Cửa hàng chợ")
    page = look.new_page(listen=False)
    page.route("**/diem-ban.json", lambda route: route.abort())
    page.goto("/ban-do/in/?lop=san-pham,diem-ban,don-vi#9.00/10.05000/106.40000")
    ready(page)

    drawn(page, 4)
    expect(page.locator("[data-print-missing]")).to_have_text("Chưa tải được, không có trên bản in này: Điểm bán")
    expect(page.locator("[data-scale] li")).to_have_text(["1", "2", "3"])
    expect(page.locator("[data-legend-of=san-pham] li:visible")).to_have_text(
        [re.compile(r"4 sao\s*2"), re.compile(r"3 sao\s*2")]
    )
    look.picture(page, "trang-in")


@pytest.mark.parametrize("engine", ["plain"], indirect=True)
def test_the_list_is_the_map_line_by_line(counted, planned, look):
    page = look.new_page()
    page.goto(f"/ban-do/?xem=danh-sach&lop=san-pham,chu-the,don-vi,gis-{planned.layer.slug}")

    section = page.get_by_role("region", name=re.compile("^Quy hoạch sử dụng đất"))
    expect(section.get_by_role("link", name="Cánh đồng")).to_be_visible()
    expect(page.get_by_role("region", name=re.compile("^Chủ thể")).get_by_role("listitem")).to_have_count(2)
    look.picture(page, "danh-sach")
    section.get_by_role("link", name="Cánh đồng").click()
    ready(page)
    expect(page.locator(f"[data-layer=gis-{planned.layer.slug}]")).to_be_checked()


def test_small_maps_open_and_lead_to_the_big_one(cast, products, look, engine):
    shop = PointOfSaleFactory(name="Cửa hàng chợ", latitude="10.241500", longitude="106.375300")
    product = cast.producer.products.get(name="Kẹo dừa Mỏ Cày")
    page = look.new_page()
    for name, address, kind, count in (
        ("san-pham", f"/san-pham/{product.slug}-{product.code}/", "product", 1),
        ("chu-the", f"/chu-the/{cast.producer.slug}-{cast.producer.code}/", "producer", 1),
        ("diem-ban", shop.get_absolute_url(), "pointofsale", 1),
        ("trang-chu", "/", "", 3),
    ):
        page.goto(address)
        small = page.locator("[data-small-map]")
        small.get_by_role("button", name="Xem bản đồ").click()
        expect(page.locator("[data-small-map][data-state=ready]")).to_be_attached(timeout=SLOW)
        page.wait_for_function(
            "(count) => document.querySelector('[data-small-map]').rendered('here')"
            ".filter(({ layer }) => /-(one|many)$/.test(layer))"
            ".reduce((sum, { properties }) => sum + (properties.point_count ?? 1), 0) === count",
            arg=count,
        )
        small.scroll_into_view_if_needed()
        look.picture(page, name, whole=False)
        assert f"/{kind}" in small.locator("[data-big-map]").get_attribute("href")
    page.goto(shop.get_absolute_url())
    assert "destination=10.241500,106.375300" in page.get_by_role("link", name=re.compile("Google")).get_attribute(
        "href"
    )


# Putting a pin


@pytest.mark.parametrize("window", [PHONE], indirect=True, ids=["dien-thoai"])
def test_a_producer_puts_drags_and_pushes_a_pin(cast, products, look, engine):
    page = look.at(cast.mai)
    page.goto(f"/chu-the/cua-toi/{cast.producer.code}/vi-tri/")
    ready(page)
    field = page.get_by_label("Tọa độ")

    page.locator("[data-pin-map]").click(position={"x": 120, "y": 120})
    expect(field).to_have_value(re.compile(r"^\d+\.\d{6}, 10\d\.\d{6}$"))
    put = field.input_value()

    pin = page.get_by_role("button", name=re.compile("^Ghim vị trí"))
    box = pin.bounding_box()
    page.mouse.move(box["x"] + 16, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 46, box["y"] + 20, steps=4)
    page.mouse.move(box["x"] + 76, box["y"] + 20, steps=4)
    page.mouse.up()
    expect(field).not_to_have_value(put)
    dragged = field.input_value()
    assert float(dragged.split(", ")[1]) > float(put.split(", ")[1])
    assert float(dragged.split(", ")[0]) == pytest.approx(float(put.split(", ")[0]), abs=0.01)

    pin.press("ArrowUp")
    expect(field).not_to_have_value(dragged)
    typed = field.input_value()
    assert float(typed.split(", ")[0]) > float(dragged.split(", ")[0])
    expect(page.locator("[data-pin-says]")).to_have_text(f"Đã đặt ghim. Bấm «Lưu vị trí» để giữ. {typed}")
    look.picture(page, "dat-ghim")

    page.get_by_role("button", name="Lưu vị trí").click()
    expect(page.locator(".messages")).to_contain_text("Đã lưu vị trí")
    position = Position.objects.get(producer=cast.producer)
    assert (f"{position.latitude}, {position.longitude}", position.provenance) == (typed, "pin")


# What goes wrong


@pytest.mark.parametrize("window", [PHONE], indirect=True, ids=["dien-thoai"])
def test_a_base_map_without_a_tile_costs_nothing_else(products, look, engine, settings, site):
    settings.BASEMAP_URL = f"{site}/khong-co/{{z}}/{{x}}/{{y}}.png"
    settings.BASEMAP_ATTRIBUTION = "<i>Nền</i>"
    page = look.new_page(listen=False)
    page.goto("/ban-do/")
    ready(page)

    assert page.evaluate("() => document.querySelector('[data-atlas]').engine") == engine
    drawn(page, 3)
    assert "<i>Nền</i>" in page.locator(MAP_ATTRIBUTION).first.inner_text()


@pytest.mark.parametrize("engine", ["plain"], indirect=True)
@pytest.mark.parametrize("window", [PHONE], indirect=True, ids=["dien-thoai"])
def test_a_script_that_is_on_its_way_is_waited_for(products, look):
    page = look.new_page()
    page.goto("/ban-do/")
    ready(page)

    assert page.evaluate("""async () => {
        const own = new URL(document.querySelector('script[src*="atlas"]').src);
        const { script } = await import(new URL('../gis/map/open.js', own));
        const { plain_tiles } = JSON.parse(document.querySelector('[data-atlas]').dataset.assets);
        script(plain_tiles);
        await script(plain_tiles);
        return 'protomapsL' in window;
    }""")
