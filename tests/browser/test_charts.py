"""The chart of figures: drawn as columns, as a pie, and kept as a picture."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from ocop.certificates.tests.factories import RecognitionFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
INKED = """canvas => {
  const dots = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  return new Set(new Uint32Array(dots.buffer)).size;
}"""
"""How many colours a picture holds: an empty one has a single one."""


@pytest.fixture
def products(cast):
    for stars in (3, 3, 4):
        RecognitionFactory(stars=stars)


def drawn(page):
    canvas = page.locator("[data-chart-canvas] canvas")
    expect(canvas).to_be_visible()
    page.wait_for_function(f"() => ({INKED})(document.querySelector('[data-chart-canvas] canvas')) > 3")
    return canvas.evaluate("canvas => canvas.toDataURL()")


def test_a_chart_is_drawn_switched_to_a_pie_and_kept_as_a_picture(products, walk):
    page = walk.new_page()
    page.goto("/thong-ke/?theo=sao")
    columns = drawn(page)

    page.get_by_label("Biểu đồ", exact=True).select_option("tron")
    page.wait_for_url("**dang=tron**")
    pie = drawn(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Tải biểu đồ (PNG)").click()

    kept = waiting.value
    assert columns != pie
    assert page.locator(".legend li").all_inner_texts() == ["3 sao: 2 (67%)", "4 sao: 1 (33%)"]
    assert kept.suggested_filename == "Sản phẩm theo hạng sao.png"
    assert Path(kept.path()).read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
