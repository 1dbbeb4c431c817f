"""Every public page in English: it answers, says so, and holds no Vietnamese but names and what is marked as such."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

import pytest
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page

from ocop.content.tests.plant import plant
from ocop.places.models import Unit
from ocop.producers.models import Producer, Product
from ocop.trade.models import CraftVillage, GiftSet, Market, PointOfSale, TourismSite
from tests.answers import ANSWERS
from tests.test_urls import world  # noqa: F401

PERSONAL = ("representative", "address")
SPACES = ("portal:", "content:")
NOT_PAGES = ("feed", "picture", "rendition", "_csv", "_xlsx", "sitemap", "robots", "manifest")
SPOKEN = {"alt", "title", "placeholder", "aria-label", "content"}
"""Attributes that people read or hear."""
VOID = {"meta", "link", "input", "img", "br", "hr", "source", "use", "path", "rect", "line", "circle", "col", "wbr"}
SAMPLES = ("mắm", "bưởi da xanh", "Tết", "Đ")
"""Vietnamese words an English page may use, and the letter of decision numbers (QĐ)."""


class Reader(HTMLParser):
    """Collects what an English reader meets: not scripts, and not what is marked as Vietnamese."""

    def __init__(self):
        super().__init__()
        self.open, self.head, self.body, self.lang = [], [], [], ""

    @property
    def met(self):
        """The head cannot mark a language; there, titles of what people wrote are no fault."""
        return self.head if any(tag == "head" for tag, _ in self.open) else self.body

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "html":
            self.lang = given.get("lang")
        hidden = bool(self.open and self.open[-1][1]) or tag in ("script", "style") or given.get("lang") == "vi"
        if not hidden:
            self.met.extend(value for name, value in attrs if name in SPOKEN and value)
        if tag not in VOID:
            self.open.append((tag, hidden))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, text):
        if text.strip() and not (self.open and self.open[-1][1]):
            self.met.append(text.strip())


def is_vietnamese(text):
    marks = {"\u0300", "\u0301", "\u0302", "\u0303", "\u0306", "\u0309", "\u031b", "\u0323"}
    return "đ" in text.lower() or bool(marks & set(unicodedata.normalize("NFD", text)))


def read(response):
    reader = Reader()
    reader.feed(response.content.decode())
    return reader


def names_of(*models):
    return {name for model in models for name in model.objects.values_list("name", flat=True)}


def left_in_vietnamese(response):
    """What an English page holds in Vietnamese beside names of places and people, and in its head what people wrote."""
    names = names_of(Unit, Producer) | {each for row in Producer.objects.values_list(*PERSONAL) for each in row if each}
    written = names_of(Product, Market, PointOfSale, CraftVillage, TourismSite, GiftSet)
    written |= {*Page.objects.values_list("title", flat=True), *Producer.objects.values_list("introduction", flat=True)}
    reader = read(response)
    for texts, known in ((reader.body, names), (reader.head, names | written)):
        pattern = re.compile(
            "|".join(re.escape(each) for each in sorted({*known, *SAMPLES} - {""}, key=len, reverse=True))
        )
        yield from (" ".join(text.split())[:120] for text in texts if is_vietnamese(pattern.sub("", text)))


def public_pages(world):  # noqa: F811
    """Name and English address of every public page that shows itself to a visitor."""
    with override("en"):
        for name, (kind, answers) in ANSWERS.items():
            if not name.startswith(SPACES) or any(word in name for word in NOT_PAGES) or "404" in answers:
                continue
            address = reverse(name, args=world[kind])
            if address.startswith("/en/"):
                yield name, address


def test_every_public_page_is_english_when_asked(world, client):  # noqa: F811
    pages, left = list(public_pages(world)), []

    for name, address in pages:
        response = client.get(address, follow=True)
        assert (response.status_code, read(response).lang) == (200, "en"), name
        left += [f"{name}: {words}" for words in left_in_vietnamese(response)]

    assert len(pages) > 10
    assert left == []


def test_the_pages_of_the_cms_have_an_english_frame(cast, client):
    home, left = plant().home, []

    for page in [home, *home.get_descendants().live()]:
        with override("en"):
            address = page.specific.get_url()
        response = client.get(address, follow=True)
        assert (response.status_code, read(response).lang) == (200, "en"), page
        left += [f"{page}: {words}" for words in left_in_vietnamese(response)]

    assert left == []


def test_a_story_that_is_not_translated_says_so(world, client):  # noqa: F811
    code = world["public_product"][0]
    given = {"name_en": "Cold-pressed coconut oil", "story": "Ép trong ngày.", "story_en": ""}
    Product.objects.filter(code=code).update(**given)

    page = client.get(f"/en{reverse('portal:product', args=[code])}", follow=True).content.decode()

    assert "Cold-pressed coconut oil" in page
    assert re.search(r'only available in Vietnamese so far\.</p>\s*<div class="prose" lang="vi"><p>Ép trong ngày', page)


@pytest.mark.parametrize("path", ["/san-pham/?q=d%E1%BB%ABa&sao=4", "/chu-the/", "/"])
def test_the_switch_leads_to_the_same_page_and_back(db, client, path):
    vietnamese = client.get(path).content.decode()
    english = client.get(f"/en{path}").content.decode()

    shown = path.replace("&", "&amp;")
    assert f'href="/en{shown}" hreflang="en" lang="en">English</a>' in vietnamese
    assert f'href="{shown}" hreflang="vi" lang="vi">Tiếng Việt</a>' in english


def test_pages_of_work_offer_no_other_language(cast, client):
    client.force_login(cast.lan)

    assert 'hreflang="en"' not in client.get("/ban-lam-viec/").content.decode()
