"""What offices drew, on the map: coloured, asked, searched, seen from afar, kept from whom it is not for."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.maps import (
    ATTRIBUTION,
    GROUND,
    colour_at,
    coloured,
    is_like,
    on_screen,
    quiet,
    ready,
    rendered,
    thin,
)
from tests.browser.walk import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
IN_DWELLING, IN_FIELD = (10.125, 106.325), (10.125, 106.375)


def test_planning_is_coloured_asked_searched_and_seen_from_afar(products, planned, look, engine):
    name = f"gis-{planned.layer.slug}"
    colours = {each["value"]: each["colour"] for each in planned.classes}
    page = look.new_page()
    page.goto(f"/ban-do/?lop={name}#11.00/10.12500/106.34000")
    ready(page)

    if engine == "gl":
        page.wait_for_function("(id) => document.querySelector('[data-atlas]').rendered(id).length > 1", arg=name)
        assert {each["properties"]["klass"] for each in rendered(page, name)} == {"Đất ở", "Đất lúa"}
    coloured(page, IN_DWELLING, thin(colours["Đất ở"]))
    coloured(page, IN_FIELD, thin(colours["Đất lúa"]))
    assert page.locator(ATTRIBUTION).first.inner_text().strip() == "<b>Sở vẽ</b>"
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
    coloured(page, IN_FIELD, thin(colours["Đất lúa"]))


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
        quiet(page)

    expect(officer.locator(f"[data-layer={name}]")).to_be_checked()
    expect(visitor.locator(f"[data-layer={name}]")).to_have_count(0)
    coloured(officer, IN_FIELD, thin(planned.classes[1]["colour"]))
    assert is_like(colour_at(visitor, IN_FIELD), GROUND)
    look.picture(officer, "can-bo", whole=False)
