"""The map on a telephone and a computer, with WebGL (drawn in software) and without: drawn, chosen, shared."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.maps import SLOW, VIEW, colour_at, drawn, on_screen, quiet, ready, rendered, unfold
from tests.browser.walk import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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


def test_units_are_shaded_ticked_and_left_again(counted, look, engine):
    page = look.new_page()
    page.goto("/ban-do/?lop=don-vi,san-pham&mau=nhom#9.00/10.05000/106.40000")
    ready(page)
    drawn(page, 4)

    quiet(page)
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

    quiet(page)
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
