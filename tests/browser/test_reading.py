"""What moves on public pages, and what works without a script: rows, pictures, videos, tabs and filters."""

import re

import pytest

from ocop.certificates.tests.factories import RecognitionFactory
from ocop.content import actions
from ocop.content.models import Question
from ocop.content.tests.plant import plant
from ocop.portal.addresses import producer_url
from ocop.producers.models import Producer, Product
from ocop.trade.tests.factories import PointOfSaleFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCROLLED = "() => document.querySelector('[data-carousel-track]').scrollLeft"


@pytest.fixture
def opened(chromium, site):
    contexts = []

    def at(path, **options):
        contexts.append(chromium.new_context(viewport={"width": 360, "height": 740}, locale="vi-VN", **options))
        page = contexts[-1].new_page()
        page.goto(f"{site}{path}")
        return page

    yield at
    for context in contexts:
        context.close()


@pytest.fixture
def products(cast):
    for n in range(6):
        RecognitionFactory(product__name=f"Kẹo dừa số {n}")


def test_the_row_of_products_is_paused_and_moved_by_keyboard(products, opened):
    page = opened("/")
    play = page.locator("[data-carousel-play]")

    assert play.inner_text() == "Tạm dừng"
    play.focus()
    page.keyboard.press("Enter")
    assert play.inner_text() == "Tự chạy"
    page.locator("[data-carousel-step='1']").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('[data-carousel-track]').scrollLeft > 100")


def test_the_row_of_products_stands_still_for_who_wants_no_motion(products, opened):
    page = opened("/", reduced_motion="reduce")

    page.clock.install()
    page.reload()
    before = page.evaluate(SCROLLED)
    page.clock.run_for(20_000)

    assert page.locator("[data-carousel-play]").is_hidden()
    assert page.evaluate(SCROLLED) == before


def test_products_are_there_without_a_script(products, opened):
    page = opened("/", java_script_enabled=False)

    assert page.locator(".carousel__track .product-card").count() == 6
    assert page.locator("[data-carousel-bar]").is_hidden()


def test_pictures_are_seen_large_and_left_by_keyboard(cast, opened):
    album = plant().album(photos=3)
    page = opened(album.url)

    page.locator("[data-photo]").first.focus()
    page.keyboard.press("Enter")
    caption = page.locator("[data-lightbox-caption]")
    assert caption.inner_text() == "Chú thích 0"
    page.keyboard.press("ArrowRight")
    assert caption.inner_text() == "Chú thích 1"
    page.keyboard.press("Escape")

    assert page.locator("[data-lightbox]").is_hidden()
    assert page.evaluate("document.activeElement.dataset.caption") == "Chú thích 1"


def test_an_answer_opens_and_closes(cast, opened):
    for n in range(2):
        asked = Question.objects.create(question=f"Câu hỏi số {n}?", answer=f"Câu trả lời số {n}.")
        actions.publish(asked, by=cast.bien)
    page = opened("/hoi-dap/")

    answer = page.get_by_text("Câu trả lời số 1.")
    assert answer.is_hidden()
    page.get_by_text("Câu hỏi số 1?").click()
    assert answer.is_visible()
    page.get_by_text("Câu hỏi số 1?").click()
    assert answer.is_hidden()


# Videos of other sites

YOUTUBE = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"


def test_a_video_elsewhere_is_asked_for_only_when_played(cast, opened):
    page = opened(plant().video(embed_url=YOUTUBE).url)
    asked = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.context.route(
        re.compile("^https://"), lambda route: route.fulfill(content_type="text/html", body="<p>player</p>")
    )
    page.reload()
    assert [url for url in asked if "youtube" in url] == []

    page.get_by_role("link", name="Phát video").click()

    frame = page.locator("iframe")
    frame.wait_for()
    assert frame.get_attribute("title") == "Nghề kẹo dừa"
    assert page.frame_locator("iframe").get_by_text("player").inner_text() == "player"
    assert [url for url in asked if "youtube" in url] == [
        "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1&rel=0"
    ]


def test_a_video_elsewhere_is_a_link_without_a_script(cast, opened):
    page = opened(plant().video(embed_url=YOUTUBE).url, java_script_enabled=False)

    assert page.get_by_role("link", name="Phát video").get_attribute("href") == YOUTUBE


# On paper


@pytest.fixture
def maker(cast):
    """A producer whose page has every tab."""
    product = RecognitionFactory().product
    told = {"production_process": "Nấu ba giờ.", "sales_process": "Bán ở chợ."}
    Product.objects.filter(pk=product.pk).update(**told)
    Producer.objects.filter(pk=product.producer_id).update(introduction="Mười hai hộ.")
    return Producer.objects.get(pk=product.producer_id)


PARTS = ("#san-pham", "#gioi-thieu", "#san-xuat", "#ban-hang", "#giay")


def test_every_part_of_a_producer_is_printed(maker, opened):
    page = opened(producer_url(maker))
    assert [page.locator(part).is_visible() for part in PARTS] == [True, False, False, False, False]

    page.emulate_media(media="print")

    assert [page.locator(part).is_visible() for part in PARTS] == [True] * 5
    assert page.get_by_text("Nấu ba giờ.").is_visible()


# Without a script


def test_every_part_of_a_producer_is_there_without_a_script(maker, opened):
    page = opened(producer_url(maker), java_script_enabled=False)

    assert [page.locator(part).is_visible() for part in PARTS] == [True] * 5
    page.get_by_role("link", name="Giấy chứng nhận").first.click()
    assert page.url.endswith("#giay")


def choose(page, select, words):
    """Choose the option that holds these words."""
    value = page.locator(f"{select} option", has_text=words).first.get_attribute("value")
    page.locator(select).select_option(value)


def test_products_are_filtered_by_province_then_commune_without_a_script(cast, opened):
    here = RecognitionFactory(product__producer__unit=cast.commune, product__name="Kẹo dừa").product
    RecognitionFactory(product__producer__unit=cast.next_commune, product__name="Mắm cá")
    page = opened("/san-pham/", java_script_enabled=False)
    assert page.locator(".product-card").count() == 2

    page.locator("label[for=mo-loc]").click()
    choose(page, "#tinh", "Vĩnh Long")
    page.get_by_role("button", name="Lọc theo địa bàn").click()
    page.locator("label[for=mo-loc]").click()
    choose(page, "#xa", "Mỏ Cày")
    page.get_by_role("button", name="Lọc theo địa bàn").click()

    names = page.locator(".product-card h3").all_inner_texts()
    assert names == [here.name]


def test_points_of_sale_are_filtered_without_a_script(cast, opened):
    PointOfSaleFactory(name="Gian hàng Mỏ Cày", unit=cast.commune)
    PointOfSaleFactory(name="Cửa hàng Thạnh Phú", unit=cast.next_commune)
    page = opened("/diem-ban/", java_script_enabled=False)

    choose(page, "[name=don_vi]", "Mỏ Cày")
    page.get_by_role("button", name="Lọc").click()

    assert page.locator(".story__name").all_inner_texts() == ["Gian hàng Mỏ Cày"]
    page.get_by_placeholder("Tìm theo tên").fill("khong co")
    page.get_by_role("button", name="Tìm", exact=True).click()
    assert page.get_by_role("heading", name="Không tìm thấy mục nào như vậy").is_visible()
