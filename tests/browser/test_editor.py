"""The editor's day: write, look at it before anybody else, publish, replace a picture, take an old version back."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from PIL import Image as Pillow
from playwright.sync_api import expect

from ocop.content import actions, tasks
from ocop.content.models import NewsCategory, NewsIndexPage, NewsPage
from ocop.content.tests.factories import make_picture, picture_bytes
from tests.browser.walk import DESKTOP, Walk, go_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WRITE = "(field, words) => { field.value = words; field.dispatchEvent(new Event('change', {bubbles: true})); }"
"""Not by keys: the calendar that opens then lies over the button below for a while."""


@pytest.fixture
def news(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    actions.plant_tree()
    NewsCategory.objects.create(name="Hoạt động")
    return NewsIndexPage.objects.get()


def publish(page):
    page.locator(".w-dropdown-button [data-w-dropdown-target='toggle']").first.click()
    page.locator("button[name='action-publish']").click()
    expect(page.locator(".messages")).to_be_visible()


def seen(visitor):
    """The size of the picture that the visitor's page shows."""
    picture = visitor.locator("article img").first
    picture.evaluate("image => image.decode()")
    return Pillow.open(io.BytesIO(visitor.request.get(picture.evaluate("image => image.currentSrc")).body())).size


def test_the_editors_day(chromium, site, pictures, cast, news):
    picture = make_picture()
    with Walk(chromium, site, DESKTOP, pictures) as walk:
        page = walk.at(cast.bien)
        go_to(page, "Biên tập trang")
        page.goto(f"/cms/pages/add/content/newspage/{news.pk}/")
        page.locator("[name=title]").fill("Đặc sản đi chợ phiên")
        page.locator("[name=category]").select_option(label="Hoạt động")
        page.locator("[name=lead_image]").evaluate("(field, pk) => { field.value = pk; }", picture.pk)
        page.locator("footer button.action-save").click()
        page.wait_for_url(re.compile(r"/cms/pages/\d+/edit/"))
        walk.picture(page, "ban-nhap", whole=False)
        written = NewsPage.objects.get()
        visitor = walk.new_page(listen=False)
        assert visitor.goto(written.url).status == 404

        page.locator("[data-side-panel-toggle='preview']").click()
        expect(page.frame_locator("#w-preview-iframe").get_by_role("heading", level=1)).to_have_text(written.title)
        walk.picture(page, "xem-truoc", whole=False)

        publish(page)
        visitor.goto(written.url)
        expect(visitor.get_by_role("heading", level=1)).to_have_text("Đặc sản đi chợ phiên")

        page.goto(f"/cms/pages/{written.pk}/edit/")
        page.locator("[name=title]").fill("Tên viết nhầm")
        publish(page)
        visitor.reload()
        expect(visitor.get_by_role("heading", level=1)).to_have_text("Tên viết nhầm")

        first = written.revisions.order_by("pk").first()
        page.goto(f"/cms/pages/{written.pk}/history/")
        walk.picture(page, "lich-su", whole=False)
        page.goto(f"/cms/pages/{written.pk}/revisions/{first.pk}/revert/")
        publish(page)
        visitor.reload()
        expect(visitor.get_by_role("heading", level=1)).to_have_text("Đặc sản đi chợ phiên")

        assert seen(visitor) == (40, 30)
        before = picture.file.name
        page.goto(f"/cms/images/{picture.pk}/")
        new = {"name": "vuon-moi.png", "mimeType": "image/png", "buffer": picture_bytes(size=(60, 40))}
        page.locator("[name=file]").set_input_files(new)
        page.locator("form .actions button, footer button[type=submit]").first.click()
        expect(page.locator(".messages")).to_be_visible()
        picture.refresh_from_db()
        assert (picture.file.name != before, picture.width) == (True, 60)
        visitor.reload()
        assert seen(visitor) == (60, 40)
        assert walk.complaints == []


def test_what_is_scheduled_appears_at_its_time_and_not_before(chromium, site, pictures, cast, news):
    tomorrow = timezone.localtime() + timedelta(days=1)
    with Walk(chromium, site, DESKTOP, pictures) as walk:
        page = walk.at(cast.bien)
        page.goto(f"/cms/pages/add/content/newspage/{news.pk}/")
        page.locator("[name=title]").fill("Lịch họp hội đồng")
        page.locator("[name=category]").select_option(label="Hoạt động")
        page.locator("footer button.action-save").click()
        page.wait_for_url(re.compile(r"/cms/pages/\d+/edit/"))
        page.locator("[data-side-panel-toggle='status']").click()
        page.get_by_role("button", name="Đặt lịch").click()
        page.locator("[name=go_live_at]").evaluate(WRITE, f"{tomorrow:%d/%m/%Y} 07:00")
        walk.picture(page, "dat-lich", whole=False)
        page.get_by_role("button", name="Lưu lịch").click()
        expect(page.locator(".messages")).to_be_visible()
        publish(page)
        written = NewsPage.objects.get()
        visitor = walk.new_page(listen=False)
        assert visitor.goto(f"/tin-tuc/{written.slug}/").status == 404

        with time_machine.travel(tomorrow.replace(hour=7, minute=1), tick=True):
            tasks.publish_scheduled()

            visitor.reload()
            expect(visitor.get_by_role("heading", level=1)).to_have_text("Lịch họp hội đồng")
