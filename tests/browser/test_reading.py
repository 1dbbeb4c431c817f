"""What moves on public pages: the row of products, pictures seen large, questions that open and close."""

import pytest

from ocop.certificates.tests.factories import RecognitionFactory
from ocop.content import actions
from ocop.content.models import Question
from ocop.content.tests.plant import plant

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
