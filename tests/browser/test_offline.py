"""A phone without a network: the last-read public pages open, and say how old they are. Nothing else was kept."""

import pytest

from ocop.certificates.tests.factories import RecognitionFactory
from ocop.portal.addresses import product_url

pytestmark = pytest.mark.browser
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
  }
  return found;
}"""
CONTROLLED = "() => navigator.serviceWorker.controller !== null"


@pytest.fixture
def phone(chromium):
    context = chromium.new_context(viewport={"width": 360, "height": 740}, locale="vi-VN")
    yield context
    context.close()


def visit(page, site):
    """The first visit, until the service worker watches."""
    page.goto(f"{site}/san-pham/")
    page.wait_for_function(CONTROLLED)
    page.wait_for_function("async () => (await (await caches.open('ocop-pages-1')).keys()).length > 0")


def test_the_last_read_pages_open_without_a_network(phone, site, cast):
    product = RecognitionFactory(product__name="Kẹo dừa sầu riêng").product
    page = phone.new_page()
    visit(page, site)
    page.goto(f"{site}{product_url(product)}")
    page.wait_for_function("async () => (await (await caches.open('ocop-pages-1')).keys()).length > 1")

    phone.set_offline(True)
    page.goto(f"{site}{product_url(product)}")
    read = page.inner_text("main")
    page.goto(f"{site}/chu-the/")
    page.wait_for_selector("[data-kept-pages] a")

    assert "Không có mạng: đây là bản đã đọc lúc" in read
    assert "Kẹo dừa sầu riêng" in read
    assert page.inner_text("h1") == "Không có mạng"
    assert page.locator("[data-kept-pages] a").all_inner_texts() == ["Kẹo dừa sầu riêng", "Sản phẩm"]
    page.click("text=Kẹo dừa sầu riêng")
    assert page.inner_text("h1") == "Kẹo dừa sầu riêng"


def test_nothing_of_a_signed_in_person_is_kept(phone, site, cast, client):
    client.force_login(cast.lan)
    cookie = client.cookies["sessionid"]
    page = phone.new_page()
    visit(page, site)
    phone.add_cookies([{"name": "sessionid", "value": cookie.value, "url": site}])

    page.goto(f"{site}/ban-lam-viec/")
    page.goto(f"{site}/chu-the/")
    kept = page.evaluate(KEPT)
    phone.set_offline(True)
    page.goto(f"{site}/ban-lam-viec/")

    assert [path for path in kept if not path.startswith("/static/")] == ["/ngoai-tuyen/", "/san-pham/"]
    assert page.inner_text("h1") == "Không có mạng"
