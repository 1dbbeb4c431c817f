"""Drawing a growing area: by finger, by mouse, by keyboard, with WebGL and without; what is there is shown."""

import json

import pytest
from playwright.sync_api import expect

from ocop.growing.models import GrowingArea
from ocop.growing.tests.factories import area_of
from tests.browser.maps import SLOW
from tests.browser.walk import DESKTOP, said

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VIEW = "() => document.querySelector('[data-draw]').view()"
TAPS = ((0.3, 0.3), (0.7, 0.3), (0.7, 0.6), (0.3, 0.6))


def opened(page, address):
    page.goto(address)
    expect(page.locator("[data-draw][data-state=ready]")).to_be_attached(timeout=SLOW)
    page.evaluate("() => document.querySelector('[data-draw]').go([106.305, 10.105], 14)")
    page.locator("[data-draw] .map-frame").scroll_into_view_if_needed()


def tap(page, across, down):
    """A tap on the map, at a share of its width and height; two quick ones would be a double tap, which zooms."""
    frame = page.locator("[data-draw] .map-frame__map")
    box = frame.bounding_box()
    frame.click(position={"x": box["width"] * across, "y": box["height"] * down})
    page.wait_for_timeout(450)


def corners(page, count):
    expect(page.locator("[data-draw]")).to_have_attribute("data-corners", str(count))


def test_an_area_is_drawn_corner_by_corner(cast, look):
    page = look.at(cast.lan)
    opened(page, "/vung-trong/them/")
    page.get_by_label("Tên vùng").fill("Vùng dừa mới")
    page.get_by_label("Cây trồng, vật nuôi").fill("Dừa")
    page.get_by_label("Xã, phường").select_option(str(cast.commune.pk))

    for number, place in enumerate(TAPS, start=1):
        tap(page, *place)
        corners(page, number)
    tap(page, 0.5, 0.75)
    page.get_by_role("button", name="Bỏ góc cuối").click()
    corners(page, 4)
    tap(page, *TAPS[0])  # the first corner closes
    expect(page.locator("[data-draw-says]")).to_contain_text("Vùng đã khép: 4 góc")
    tap(page, 0.5, 0.75)
    corners(page, 4)
    page.wait_for_function("() => document.querySelector('[data-draw]').rendered('drawn').length > 0", timeout=SLOW)
    look.picture(page, "ve-xong")
    page.get_by_role("button", name="Lưu", exact=True).click()

    said(page, "Đã thêm vùng trồng")
    area = GrowingArea.objects.get()
    geometry = json.loads(area.geometry)
    assert (geometry["type"], len(geometry["coordinates"][0]), area.origin) == ("Polygon", 5, "drawn")
    west, south, east, north = area.bbox
    assert 106.28 < west < 106.305 < east < 106.33
    assert 10.09 < south < 10.105 < north < 10.12

    page.get_by_role("button", name="Xem bản đồ").click()
    page.wait_for_function(
        "() => document.querySelector('[data-outline]').rendered?.('outline').length > 0", timeout=SLOW
    )
    look.picture(page, "trang-vung")


@pytest.mark.parametrize("window", [DESKTOP], indirect=True, ids=["may-tinh"])
def test_an_outline_is_drawn_anew_by_keyboard(cast, look):
    area = area_of(cast)
    before = area.geometry
    page = look.at(cast.lan)
    opened(page, f"/vung-trong/{area.code}/sua/")
    page.wait_for_function("() => document.querySelector('[data-draw]').rendered('now').length > 0", timeout=SLOW)
    look.picture(page, "hinh-hien-nay")
    board = page.locator("[data-draw] canvas.maplibregl-canvas, [data-draw] .plain-map").first

    board.focus()
    for number, keys in enumerate((["ArrowRight"], ["ArrowDown"], ["ArrowLeft"], ["ArrowLeft"]), start=1):
        board.press("Enter")
        corners(page, number)
        for key in keys:
            moved(page, board, key)
    board.press("Backspace")
    corners(page, 3)
    page.get_by_role("button", name="Khép vùng").press("Enter")
    expect(page.locator("[data-draw-says]")).to_contain_text("Vùng đã khép: 3 góc")
    page.get_by_role("button", name="Lưu", exact=True).press("Enter")

    said(page, "Đã lưu vùng trồng")
    area.refresh_from_db()
    assert len(set(map(tuple, json.loads(area.geometry)["coordinates"][0]))) == 3
    assert [past.geometry for past in area.past_outlines.all()] == [before]
    expect(page.get_by_role("heading", name="Hình trước đây")).to_be_visible()
    look.picture(page, "hinh-truoc-day")


def moved(page, board, key):
    """An arrow key, and the map has come to rest."""
    before = page.evaluate(VIEW)
    board.press(key)
    page.wait_for_function(
        "({ lon, lat }) => { const now = document.querySelector('[data-draw]').view();"
        " return Math.abs(now.lon - lon) + Math.abs(now.lat - lat) > 0.0005 }",
        arg=before,
        timeout=SLOW,
    )
    page.wait_for_timeout(600)
