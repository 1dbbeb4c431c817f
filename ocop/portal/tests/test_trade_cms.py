"""Editors keep the trade records in the CMS. Here, because only public products can be chosen."""

import json
import re

import pytest
from django.urls import reverse

from ocop.accounts.models import Appointment, Role
from ocop.accounts.tests.factories import UserFactory
from ocop.certificates.tests.factories import RecognitionFactory
from ocop.content import actions
from ocop.trade.models import GiftSet, Market, ShopLink
from ocop.trade.tests import factories

SCREENS = (
    "trade_market", "trade_point_of_sale", "trade_craft_village", "trade_tourism_site", "trade_gift_set",
    "trade_honour", "trade_shop_link", "trade_sales_channel",
)  # fmt: skip


@pytest.fixture
def editor(cast, client):
    """Signed in as Biên, the editor of the province."""
    actions.plant_tree()
    client.force_login(cast.bien)
    return client


@pytest.fixture
def product(cast):
    return RecognitionFactory(product__name="Kẹo dừa sầu riêng", product__producer=cast.producer).product


def test_the_editor_of_the_province_opens_every_screen(editor):
    opened = [editor.get(reverse(f"{screen}:{page}")).status_code for screen in SCREENS for page in ("index", "add")]

    assert opened == [200] * 16


def test_an_editor_of_a_commune_keeps_no_trade_records(cast, client):
    actions.plant_tree()
    person = UserFactory()
    Appointment.objects.create(user=person, role=Role.EDITOR, unit=cast.commune)
    client.force_login(person)

    answers = [client.get(reverse(f"{screen}:add")) for screen in SCREENS]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, "/cms/")] * 8


def items(*products, **more):
    """What the inline panel of a form sends."""
    sent = {"items-TOTAL_FORMS": len(products), "items-INITIAL_FORMS": 0}
    for number, product in enumerate(products):
        sent |= {f"items-{number}-product": product.pk} | {f"items-{number}-{name}": more[name] for name in more}
    return sent


def test_a_record_written_in_the_cms_is_on_the_portal_at_once(editor, product):
    before = editor.get(reverse("portal:markets")).content.decode()
    fields = {"name": "Đà Nẵng", "country": "Việt Nam", "is_public": "on"}

    editor.post(reverse("trade_market:add"), fields | items(product))

    assert list(Market.objects.get().products.all()) == [product]
    assert ("Đà Nẵng" in before, "Đà Nẵng" in editor.get(reverse("portal:markets")).content.decode()) == (False, True)


def test_a_gift_set_keeps_how_many_of_each(editor, product):
    editor.post(reverse("trade_gift_set:add"), {"name": "Quà Tết", "occasion": "tet"} | items(product, quantity=3))

    assert list(GiftSet.objects.get().items.values_list("product", "quantity")) == [(product.pk, 3)]


def test_a_shop_link_is_held_to_its_channel_here_too(editor, product):
    fields = {"product": product.pk, "channel": factories.ChannelFactory().pk, "url": "https://lazada.vn/keo"}

    page = editor.post(reverse("trade_shop_link:add"), fields).content.decode()

    assert "Liên kết Shopee phải dẫn tới shopee.vn; địa chỉ này dẫn tới lazada.vn." in page
    assert ShopLink.objects.count() == 0


@pytest.mark.parametrize(
    ("latitude", "longitude", "sentence"),
    [
        ("48.85", "2.35", "Tọa độ nằm ngoài Việt Nam. Hãy xem lại: vĩ độ từ 6 đến 24, kinh độ từ 102 đến 118."),
        ("10.24", "", "Hãy ghi cả vĩ độ và kinh độ, hoặc để trống cả hai."),
    ],
)
def test_a_place_outside_the_country_or_half_a_place_is_refused(cast, editor, latitude, longitude, sentence):
    fields = {"name": "Cửa hàng", "kind": "shop", "unit": cast.commune.pk, "address": "Ấp 1"}
    where = {"latitude": latitude, "longitude": longitude}

    page = editor.post(reverse("trade_point_of_sale:add"), fields | where | items()).content.decode()

    assert sentence in page


def chosen_from(client, chooser, text):
    page = client.get(reverse(f"{chooser}:choose_results"), {"q": text}).content.decode()
    return re.findall(r"data-chooser-modal-choice[^>]*>\s*([^<]*?)\s*<", page)


def test_a_product_is_chosen_by_a_few_letters_among_the_public_ones(editor, product):
    factories.ProductFactory(name="Kẹo dừa nháp", producer=product.producer)

    assert chosen_from(editor, "trade_products", "keo dua") == ["Kẹo dừa sầu riêng"]
    assert chosen_from(editor, "trade_products", "mo cay sau") == ["Kẹo dừa sầu riêng"]  # by its maker
    assert chosen_from(editor, "trade_products", "xoài") == []


def test_a_product_that_is_not_public_cannot_be_chosen_by_its_number(editor, product):
    hidden = factories.ProductFactory()
    url = "trade_products:chosen"

    told = json.loads(editor.get(reverse(url, args=[product.pk])).content)["result"]["title"]

    assert told == "Kẹo dừa sầu riêng (Hợp tác xã Kẹo dừa Mỏ Cày)"
    assert editor.get(reverse(url, args=[hidden.pk])).status_code == 404


def test_producers_and_communes_are_chosen_by_a_few_letters(editor, product):
    assert chosen_from(editor, "trade_producers", "keo dua") == [product.producer.name]
    assert chosen_from(editor, "trade_units", "mo cay") == ["xã Mỏ Cày"]


def test_a_list_in_the_cms_is_searched_without_accents(editor):
    for name in ("Đà Nẵng", "Cần Thơ"):
        factories.MarketFactory(name=name)

    page = editor.get(reverse("trade_market:index_results"), {"q": "can tho"}).content.decode()

    assert ("Cần Thơ" in page, "Đà Nẵng" in page) == (True, False)
