"""A GIS officer's file from her desk to a picture of what will be published, on a poor line; a busy foreign map."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from ocop.gis.models import ExternalLayer, LayerVersion
from ocop.gis.tests.factories import layer_of, square, written
from tests.browser.maps import GROUND, SLOW, coloured, is_like, ready, thin
from tests.browser.walk import PHONE, said

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("window", [PHONE], indirect=True, ids=["dien-thoai"]),
]
SIDE = 25
KINDS = ("Đất ở tại nông thôn", "Đất trồng lúa nước")
SLOWLY = 60 * 1024
"""Bytes a second: the file takes some seconds, so that its progress is seen."""
IN_BETWEEN = """() => {
  const bar = document.querySelector("[data-dropzone-progress]");
  return !bar.hidden && bar.value > 0 && bar.value < 100;
}"""
GREEN = (30, 120, 60)


@pytest.fixture
def file(tmp_path):
    """Small plots of two kinds, column by column."""
    plots = [square(10.1 + row * 0.004, 106.3 + column * 0.004, 0.004) for column in range(SIDE) for row in range(SIDE)]
    kinds = [KINDS[n // SIDE % 2] for n in range(len(plots))]
    return written(tmp_path, plots, "Quy hoạch.geojson", columns={"loai": kinds, "ten": kinds})


@pytest.fixture
def desk(cast, look):
    """The officer's page of a new layer. A line that is cut is what these tests are about, so nobody listens."""
    page = look.new_page(cast.son.email, listen=False)
    look.at(cast.son)
    page.goto(layer_of(cast).get_absolute_url())
    return page


def test_a_file_is_sent_before_one_s_eyes_built_and_looked_at_in_its_colours(desk, file, look):
    page = desk
    network = page.context.new_cdp_session(page)
    limits = {"offline": False, "latency": 0, "downloadThroughput": -1}
    network.send("Network.emulateNetworkConditions", {**limits, "uploadThroughput": SLOWLY})
    page.get_by_label("Tệp bản đồ").set_input_files(file)
    page.wait_for_function(IN_BETWEEN)
    expect(page.locator("[data-dropzone-status]")).to_have_text("Đang gửi: Quy hoạch.geojson")
    look.picture(page, "dang-gui")

    said(page, "Đã nhận tệp")
    page.get_by_label("Cột tô màu và chú giải").select_option(label="loai")
    page.get_by_label("Đúng vị trí").check()
    look.picture(page, "kiem-tra")
    page.get_by_role("button", name="Dựng lớp").click()

    expect(page.locator("[data-built-map][data-state=ready]")).to_be_attached(timeout=SLOW)
    expect(page.locator("[data-built-failed]")).to_be_hidden()
    version = LayerVersion.objects.get()
    assert [each["value"] for each in version.classes] == list(KINDS)
    for each in version.classes:
        seen(page, "[data-built-map]", thin(each["colour"]))
    expect(page.get_by_role("list", name="Chú giải").get_by_role("listitem")).to_have_text(
        [f"{each['value']} ({each['count']})" for each in version.classes]
    )
    look.picture(page, "truoc-khi-cong-bo")


@pytest.mark.parametrize("engine", ["plain"], indirect=True)
def test_a_line_that_is_cut_is_said_and_the_file_is_sent_again(desk, file, look):
    desk.route("**/tai-len/", lambda route: route.abort("connectionreset"))
    desk.get_by_label("Tệp bản đồ").set_input_files(file)

    status = desk.locator("[data-dropzone-status]")
    expect(status).to_have_text("Mất mạng, tệp «Quy hoạch.geojson» chưa được gửi. Hãy gửi lại khi có mạng.")
    expect(desk.locator("[data-dropzone-progress]")).to_be_hidden()
    look.picture(desk, "mat-mang")
    assert not LayerVersion.objects.exists()

    desk.unroute_all()
    desk.get_by_label("Tệp bản đồ").set_input_files(file)
    said(desk, "Đã nhận tệp")
    assert LayerVersion.objects.get().inspection["layers"][0]["count"] == SIDE * SIDE


def test_a_foreign_map_that_is_busy_is_asked_again_and_has_no_gaps(cast, look, site):
    layer = ExternalLayer.objects.create(
        slug="anh", title="Ảnh vệ tinh", kind="wms", unit=cast.province, url="https://bando.vidu.vn/wms", layers="anh",
        visibility="public", min_zoom=5, max_zoom=18,
    )  # fmt: skip
    picture, asked = io.BytesIO(), {}
    Image.new("RGB", (256, 256), GREEN).save(picture, "PNG")

    def busy_at_first(route):
        url = route.request.url
        asked[url] = asked.get(url, 0) + 1
        if asked[url] == 1:
            route.fulfill(status=503, headers={"Retry-After": "1"})
        else:
            route.fulfill(content_type="image/png", body=picture.getvalue())

    page = look.new_page(listen=False)
    page.route("**/du-lieu-ban-do/ngoai/**", busy_at_first)
    page.goto(f"/ban-do/?lop=ngoai-{layer.slug}#11.00/10.12500/106.34000")
    ready(page)

    drawn = tuple(round(0.85 * part + 0.15 * ground) for part, ground in zip(GREEN, GROUND, strict=True))
    for place in ((10.125, 106.34), (10.15, 106.30), (10.10, 106.38)):
        coloured(page, place, drawn)
    look.picture(page, "ban-do-ngoai", whole=False)
    assert set(asked.values()) == {2}


def seen(page, selector, colour):
    """Some dot of the element has the colour, at the latest when all is drawn."""
    for _ in range(SLOW // 250):
        picture = Image.open(io.BytesIO(page.locator(selector).screenshot())).convert("RGB")
        if any(is_like(each, colour) for _, each in picture.getcolors(picture.width * picture.height) or []):
            return
        page.wait_for_timeout(250)
    raise AssertionError(colour)
