"""Every public page says where it is: a trail that begins at the home page."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page

from ocop.content.actions import plant
from tests.answers import ANSWERS
from tests.test_urls import expected, world  # noqa: F401

SPACES = ("portal:", "content:", "atlas:", "growing:")
MORE = {"accounts:privacy"}
WITHOUT = {"portal:home", "atlas:print", "atlas:panel"}
"""The home page itself, a sheet for the printer and a piece of the map."""
TRAIL = re.compile(r'<nav class="breadcrumb"[^>]*>\s*<ol><li><a href="([^"]+)">([^<]+)</a></li>(.*?)</ol>', re.DOTALL)


def public_pages(world):  # noqa: F811
    """Name and answer of each address that shows a visitor a page."""
    for name, (kind, answers) in ANSWERS.items():
        is_ours = name.startswith(SPACES) or name in MORE
        if is_ours and name not in WITHOUT and expected(answers, "visitor") in (200, 302):
            yield name, reverse(name, args=world[kind])


@pytest.mark.parametrize(("language", "home"), [("vi", ("/", "Trang chủ")), ("en", ("/en/", "Home"))])
def test_every_public_page_says_the_way_from_home(world, client, language, home):  # noqa: F811
    seen, wrong = 0, []
    with override(language):
        pages = list(public_pages(world))

    for name, address in pages:
        response = client.get(address, follow=True)
        if response.streaming:
            response.getvalue()  # read to the end, so that the file is closed
        is_page = response.get("Content-Type", "").startswith("text/html")
        if not is_page or "/dang-nhap/" in (response.redirect_chain or [("", 0)])[-1][0]:
            continue
        if name in MORE or name.startswith("growing:"):
            home_here = ("/", "Trang chủ")
        else:
            home_here = home
        seen += 1
        found = TRAIL.search(response.content.decode())
        if found is None or found.groups()[:2] != home_here or 'aria-current="page"' not in found.group(3):
            wrong.append((name, found and found.groups()[:2]))

    assert wrong == []
    assert seen > 20


def test_a_number_that_is_in_no_register_says_the_way_from_home(db, client):
    for address in ("/xac-thuc/?so=khong-co", "/gcn/khongcomanay/"):
        found = TRAIL.search(client.get(address).content.decode())

        assert found is not None, address
        assert found.group(1) == "/"


def test_every_page_of_editors_says_the_way_from_home(cast, client):
    plant()
    pages = [page for page in Page.objects.live().filter(depth__gt=2)]

    without = [page.url for page in pages if not TRAIL.search(client.get(page.url).content.decode())]

    assert without == []
    assert len(pages) > 20
