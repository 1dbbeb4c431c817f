from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.urls import resolve
from django.utils.safestring import mark_safe
from django.utils.translation import override

from ocop.core.language import Said, page_in_languages, place_name, said, stars_in_words, term

CANDY = SimpleNamespace(name="Kẹo dừa", name_en="Coconut candy", story="Một tổ nấu kẹo.\n\nRồi hai.", story_en=" ")


def show(source, **context):
    return engines["django"].from_string(source).render(context)


def test_said_is_vietnamese_on_a_vietnamese_page():
    assert said(CANDY, "name") == Said("Kẹo dừa", "vi", is_translated=True)


def test_said_is_english_on_an_english_page_when_there_is_such_a_text():
    with override("en"):
        assert said(CANDY, "name") == Said("Coconut candy", "en", is_translated=True)


@pytest.mark.parametrize("thing", [CANDY, vars(CANDY), SimpleNamespace(story=CANDY.story)])
def test_said_falls_back_to_vietnamese_and_knows_it(thing):
    with override("en"):
        assert said(thing, "story") == Said(CANDY.story, "vi", is_translated=False)


def test_said_of_nothing_is_empty_in_both_languages():
    for code in ("vi", "en"):
        with override(code):
            assert str(said(SimpleNamespace(note=None), "note")) == ""
            assert show('{% said thing "note" %}', thing={}) == ""


def test_the_block_says_that_it_is_only_in_vietnamese():
    with override("en"):
        html = show('{% said candy "story" %}', candy=CANDY)

    note, body = html.split("</p>", 1)
    assert note.startswith('<p class="only-vi small muted">')
    assert body == '<div class="prose" lang="vi"><p>Một tổ nấu kẹo.</p>\n\n<p>Rồi hai.</p></div>'


def test_the_block_says_nothing_of_language_where_the_text_is_in_the_page_s():
    assert show('{% said candy "name" %}', candy=CANDY) == '<div class="prose"><p>Kẹo dừa</p></div>'


def test_a_piece_of_a_sentence_is_marked_with_its_language():
    with override("en"):
        shown = show('{% said_text candy "name" %}|{% said_text candy "story" %}', candy={**vars(CANDY), "story": "Cũ"})

    assert shown == 'Coconut candy|<span lang="vi">Cũ</span>'


def test_what_people_wrote_is_escaped_unless_it_is_markup():
    evil = {"a": "<b>", "b": mark_safe("<i>x</i>")}
    with override("en"):
        shown = [show(f'{{% {tag} thing "{f}" %}}', thing=evil) for tag in ("said_text", "said") for f in "ab"]

    assert ["<b>" in html for html in shown] == [False] * 4
    assert ["<i>x</i>" in html for html in shown] == [False, True, False, True]


def test_plain_words_carry_no_markup():
    with override("en"):
        assert show('{% said_plain candy "name" as name %}{{ name }}', candy={"name": "Kẹo & mứt"}) == "Kẹo &amp; mứt"


def _request(path):
    request = RequestFactory().get(path)
    request.resolver_match = resolve(request.path_info)
    return request


def test_a_public_page_is_offered_in_both_languages_with_its_query():
    pages = page_in_languages(_request("/san-pham/?q=d%E1%BB%ABa&sao=4"))

    assert [(page.code, page.url, page.is_current) for page in pages] == [
        ("vi", "/san-pham/?q=d%E1%BB%ABa&sao=4", True),
        ("en", "/en/san-pham/?q=d%E1%BB%ABa&sao=4", False),
    ]


def test_an_english_page_leads_back():
    with override("en"):
        pages = page_in_languages(_request("/en/xac-thuc/"))

    assert [(page.url, page.is_current) for page in pages] == [("/xac-thuc/", False), ("/en/xac-thuc/", True)]


def test_an_address_with_accents_stays_an_address():
    pages = page_in_languages(_request("/tin-tuc/l%E1%BB%85-h%E1%BB%99i/"))

    assert [page.url for page in pages] == ["/tin-tuc/l%E1%BB%85-h%E1%BB%99i/", "/en/tin-tuc/l%E1%BB%85-h%E1%BB%99i/"]


@pytest.mark.parametrize("path", ["/ban-lam-viec/", "/suc-khoe/"])
def test_a_page_of_one_language_is_not_offered_in_another(path):
    assert page_in_languages(_request(path)) == []


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("vi", ["1 sao", "4 sao", "Hợp tác xã", "xã Mỏ Cày", ""]),
        ("en", ["1 star", "4 stars", "Cooperative", "Mỏ Cày commune", ""]),
    ],
)
def test_words_of_the_law_follow_the_page(code, words):
    with override(code):
        said_so = [stars_in_words(1), stars_in_words(4), term("Hợp tác xã"), place_name("xã", "Mỏ Cày"), term("")]

    assert said_so == words


def test_a_word_the_law_does_not_have_stays_as_it_is():
    with override("en"):
        assert (term("Tên riêng"), place_name("", "Việt Nam")) == ("Tên riêng", "Việt Nam")


def test_components_speak_english_on_an_english_page():
    page = Paginator(range(30), 10).get_page(2)
    with override("en"):
        shown = show("{% pagination page %}{% stars 3 %}{% stars None %}", page=page)

    assert ["Previous" in shown, "11–20 of 30" in shown, "3 stars" in shown, "No stars yet" in shown] == [True] * 4


def test_without_a_page_there_is_no_other_language():
    assert page_in_languages(None) == []
