"""The map on a telephone and a computer, with WebGL (drawn in software) and without: what is drawn, chosen, shared."""

import os
import re

import pytest
from playwright.sync_api import expect

from ocop.certificates.tests.factories import ProductFactory, RecognitionFactory
from ocop.producers.models import Position
from tests.browser.conftest import FLAGS
from tests.browser.walk import PHONE, Walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DRAWN_IN_SOFTWARE = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
SLOW = 60_000
DRAWS = """([id, count]) => document.querySelector("[data-atlas]").rendered(id)
  .filter(({ layer }) => layer === `${id}-many` || layer === `${id}-one`)
  .reduce((sum, { properties }) => sum + (properties.point_count ?? 1), 0) === count"""
VIEW = "() => { const { zoom, lat, lon } = document.querySelector('[data-atlas]').view(); return [zoom, lat, lon] }"


@pytest.fixture(params=["gl", "plain"])
def engine(request):
    return request.param


@pytest.fixture
def look(chromium, site, window, engine, pictures):
    """A window whose machine has WebGL, or has none."""
    flags = [flag for flag in FLAGS if flag != "--disable-gpu"] + DRAWN_IN_SOFTWARE
    path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    args = flags if engine == "gl" else [*FLAGS, "--disable-3d-apis"]
    browser = chromium.browser_type.launch(executable_path=path, args=args, env={**os.environ, "LANGUAGE": "vi"})
    with Walk(browser, site, window, pictures.with_name(f"{pictures.name}-{engine}-{window.name}")) as walk:
        yield walk
        assert walk.complaints == []
    browser.close()


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


def ready(page):
    expect(page.locator("[data-state=ready]")).to_be_attached(timeout=SLOW)


def drawn(page, count):
    page.wait_for_function(DRAWS, arg=["san-pham", count], timeout=SLOW)


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


@pytest.mark.parametrize("engine", ["plain"], indirect=True)
@pytest.mark.parametrize("window", [PHONE], indirect=True, ids=["dien-thoai"])
def test_a_producer_puts_a_pin(cast, products, look):
    page = look.at(cast.mai)
    page.goto(f"/chu-the/cua-toi/{cast.producer.code}/vi-tri/")
    ready(page)

    page.locator("[data-pin-map]").click(position={"x": 120, "y": 120})
    expect(page.get_by_label("Tọa độ")).to_have_value(re.compile(r"^\d+\.\d{6}, 10\d\.\d{6}$"))
    typed = page.get_by_label("Tọa độ").input_value()
    look.picture(page, "dat-ghim")
    page.get_by_role("button", name="Lưu vị trí").click()

    expect(page.locator(".messages")).to_contain_text("Đã lưu vị trí")
    position = Position.objects.get(producer=cast.producer)
    assert (f"{position.latitude}, {position.longitude}", position.provenance) == (typed, "pin")
