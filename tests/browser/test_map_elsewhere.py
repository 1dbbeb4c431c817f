"""Maps on other pages than the map: on paper, as a list, small ones, the pin; and what goes wrong."""

import re

import pytest
from playwright.sync_api import expect

from ocop.producers.models import Position
from ocop.trade.tests.factories import PointOfSaleFactory
from tests.browser.maps import ATTRIBUTION, SLOW, drawn, ready
from tests.browser.walk import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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


@pytest.mark.parametrize("window", [PHONE], indirect=True, ids=["dien-thoai"])
def test_a_base_map_without_a_tile_costs_nothing_else(products, look, engine, settings, site):
    settings.BASEMAP_URL = f"{site}/khong-co/{{z}}/{{x}}/{{y}}.png"
    settings.BASEMAP_ATTRIBUTION = "<i>Nền</i>"
    page = look.new_page(listen=False)
    page.goto("/ban-do/")
    ready(page)

    assert page.evaluate("() => document.querySelector('[data-atlas]').engine") == engine
    drawn(page, 3)
    assert "<i>Nền</i>" in page.locator(ATTRIBUTION).first.inner_text()


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
