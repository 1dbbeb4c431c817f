"""What is kept is never old: every published change is on the page of the next request."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client

from ocop.certificates.actions import recognise
from ocop.certificates.actions.revoking import RevocationInput, revoke
from ocop.certificates.tests.factories import RecognitionFactory, World
from ocop.certificates.validity import State
from ocop.content.tests.plant import plant
from ocop.core.versions import bump, shelf
from ocop.programme.models import RevocationGround

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "/san-pham/"


@pytest.fixture(autouse=True, params=["page", "parts"])
def keeping(request, settings):
    settings.PORTAL_CACHE = request.param
    shelf.clear()
    yield request.param
    shelf.clear()


@pytest.fixture
def world(cast):
    return World()


def text(path, **headers):
    return Client().get(path, headers=headers).content.decode()


def test_a_new_certificate_is_there_on_the_next_request(world):
    dossier = world.concluded()
    before = [text(path) for path in (LIST, "/", f"/tim-kiem/?q={dossier.product.name}")]
    assert not any(dossier.product.code in page for page in before)

    recognise([dossier], decision=world.paper(), by=world.leader)

    after = [text(path) for path in (LIST, "/", f"/tim-kiem/?q={dossier.product.name}")]
    assert [dossier.product.code in page for page in after] == [True, True, True]


def test_a_revocation_is_there_on_the_next_request(world):
    dossier = world.concluded()
    recognise([dossier], decision=world.paper(), by=world.leader)
    recognition = dossier.product.recognitions.get()
    assert "Còn hiệu lực" in text(LIST).partition('<ul class="products">')[2].partition("</ul>")[0]
    ground = RevocationGround.objects.filter(regime=world.regime).first()

    given = RevocationInput(ground, "Vi phạm", recognition.valid_from, world.paper("99/QĐ-UBND"))
    revoke(recognition, given, by=world.leader)

    card = text(LIST).partition('<ul class="products">')[2].partition("</ul>")[0]
    assert (str(State.REVOKED.label) in card, "Còn hiệu lực" in card) == (True, False)


def test_edited_news_is_there_on_the_next_request(db):
    piece = plant().piece("Hội chợ cũ")
    assert "Hội chợ cũ" in text(piece.url)

    piece.title = "Hội chợ mới"
    piece.save_revision().publish()

    assert ("Hội chợ mới" in text(piece.url), "Hội chợ cũ" in text(piece.url)) == (True, False)


def test_what_ends_at_midnight_has_ended_on_the_next_request(world):
    with time_machine.travel(datetime(2026, 11, 20, 3, tzinfo=UTC), tick=False):
        RecognitionFactory(
            product__producer=world.producer,
            valid_from=date(2023, 12, 31),
            valid_to=date(2026, 12, 30),
            decision=None,
            provenance="Danh sách",
        )
    said = []
    for moment in (datetime(2026, 12, 30, 16, 59, tzinfo=UTC), datetime(2026, 12, 30, 17, 0, tzinfo=UTC)):
        with time_machine.travel(moment, tick=False):
            card = text(LIST).partition('<ul class="products">')[2].partition("</ul>")[0]
            said.append("Còn hiệu lực" in card)

    assert said == [True, False]


def test_nothing_kept_is_shown_to_the_signed_in_or_made_by_them(world, cast):
    anonymous = text(LIST)
    browser = Client()
    browser.force_login(cast.mai)

    own = browser.get(LIST).content.decode()

    assert (cast.mai.full_name in own, cast.mai.full_name in anonymous, cast.mai.full_name in text(LIST)) == (
        True,
        False,
        False,
    )


def test_pages_of_two_addresses_and_languages_are_apart(world):
    RecognitionFactory(product__producer=world.producer, product__name="Mứt")

    pages = [text(path) for path in (LIST, f"{LIST}?q=zzz", "/en/san-pham/", LIST)]

    assert len(set(pages)) == 3
    assert pages[0] == pages[3]


def test_a_kept_page_costs_one_query_and_a_phone_that_has_it_gets_a_line(settings, django_assert_num_queries):
    settings.PORTAL_CACHE = "page"
    first = Client().get(LIST)

    with django_assert_num_queries(1):
        again = Client().get(LIST)
    with django_assert_num_queries(1):
        known = Client().get(LIST, headers={"If-None-Match": first["ETag"]})
    bump()
    newer = Client().get(LIST, headers={"If-None-Match": first["ETag"]})

    assert (first.content, first["Cache-Control"]) == (again.content, "no-cache")
    assert (known.status_code, known.content, newer.status_code) == (304, b"", 200)
    assert {"Cookie", "Accept-Encoding"} <= {name.strip() for name in first["Vary"].split(",")}
    assert again["Content-Security-Policy"] == first["Content-Security-Policy"]


def test_a_kept_page_travels_compressed_where_that_is_understood(settings):
    settings.PORTAL_CACHE = "page"
    plain = Client().get(LIST)

    packed = Client().get(LIST, headers={"Accept-Encoding": "gzip, br"})

    assert (packed["Content-Encoding"], len(packed.content) < len(plain.content) / 3) == ("gzip", True)


def test_what_is_not_found_or_carries_a_token_is_not_kept():
    Client().get("/san-pham/khong-co-222222222222/")
    Client().get("/dang-nhap/")

    assert [key for key in shelf._kept if "dang-nhap" in str(key) and key[2][0] != "part"] == []
    assert connection.in_atomic_block is False
