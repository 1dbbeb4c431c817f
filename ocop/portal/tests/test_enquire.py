"""Asking a producer: the public form, and what keeps it from being misused."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import override

from ocop.accounts.tests.factories import UserFactory
from ocop.certificates.tests.factories import RecognitionFactory
from ocop.core.guard import SHORTEST, stamp
from ocop.core.versions import PAGES
from ocop.portal.addresses import product_url
from ocop.portal.views.trade import AN_HOUR_AN_ADDRESS
from ocop.producers.models import Membership
from ocop.trade.models import Enquiry
from ocop.trade.tests.factories import ProductFactory


@pytest.fixture
def product(db):
    """A public product somebody answers for."""
    cache.clear()
    product = RecognitionFactory(product__name="Kẹo dừa sầu riêng").product
    Membership.objects.create(user=UserFactory(), producer=product.producer)
    return product


def url_of(product):
    return reverse("portal:enquire", kwargs={"slug": product.slug, "code": product.code})


def letter(**fields):
    return {
        "name": "Lý Văn Khách",
        "phone": "0907 111 222",
        "email": "",
        "quantity": "20 hộp",
        "message": "Còn hàng không?",
        "agrees": "on",
        "stamp": stamp(age=SHORTEST),
    } | fields


def test_a_visitor_asks_and_is_told_the_reference(product, client):
    answer = client.post(url_of(product), letter(), follow=True)

    enquiry = Enquiry.objects.get()
    assert (enquiry.product, enquiry.name, enquiry.phone) == (product, "Lý Văn Khách", "0907111222")
    assert answer.status_code == 200
    assert enquiry.reference in answer.content.decode()


def test_the_language_of_the_page_is_the_language_of_the_answer(product, client):
    with override("vi"):  # what a request asks for must not stay for the next test
        client.post(f"/en{url_of(product)}", letter())

    assert Enquiry.objects.get().language == "en"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "Hãy ghi tên để chủ thể biết trả lời ai."),
        ({"phone": "", "email": ""}, "Hãy để lại số điện thoại hoặc e-mail để chủ thể trả lời."),
        ({"phone": "12ab"}, "Số điện thoại chưa đúng. Hãy ghi đủ số, ví dụ: 0912 345 678."),
        ({"phone": "", "email": "khach"}, "E-mail chưa đúng. Ví dụ: ten@vidu.vn."),
        ({"message": " "}, "Hãy ghi điều bạn muốn hỏi."),
        ({"agrees": ""}, "Cần đồng ý thì hệ thống mới được chuyển thông tin cho chủ thể."),
        ({"website": "https://quangcao.vn"}, "Chưa gửi được: hãy để trống ô «Website» rồi gửi lại."),
        ({"stamp": "gia"}, "Trang này đã mở quá lâu. Nội dung vẫn còn đây: hãy gửi lại lần nữa."),
    ],
)
def test_what_is_refused_is_said_and_nothing_typed_is_lost(product, client, fields, sentence):
    page = client.post(url_of(product), letter(**({"message": "Giao chợ Bến Thành"} | fields))).content.decode()

    assert sentence in page
    assert 'value="20 hộp"' in page
    assert ("Giao chợ Bến Thành" in page) == ("message" not in fields)
    assert Enquiry.objects.count() == 0


def test_a_machine_that_writes_in_no_time_is_asked_to_wait(product, client):
    page = client.post(url_of(product), letter(stamp=stamp())).content.decode()

    assert "Hãy đợi vài giây rồi gửi lại." in page
    assert Enquiry.objects.count() == 0


def test_one_address_asks_only_so_often_in_an_hour(product, client):
    for number in range(AN_HOUR_AN_ADDRESS):
        client.post(url_of(product), letter(message=f"Câu {number}"))
    refused = client.post(url_of(product), letter(message="Câu nữa"))

    assert (refused.status_code, Enquiry.objects.count()) == (429, AN_HOUR_AN_ADDRESS)
    assert "Câu nữa</textarea>" in refused.content.decode()


def test_a_producer_nobody_acts_for_takes_no_enquiries(db, client):
    product = RecognitionFactory().product
    product.producer.is_contact_public = True
    product.producer.save()

    page = client.get(url_of(product)).content.decode()
    client.post(url_of(product), letter())

    assert "Chủ thể chưa nhận hỏi mua trên hệ thống này" in page
    assert re.findall(r'href="tel:(\d+)"', page) == [product.producer.phone]
    assert ('name="message"' in page, Enquiry.objects.count()) == (False, 0)


def test_a_contact_that_is_not_public_stays_so(db, client):
    product = RecognitionFactory().product

    page = client.get(url_of(product)).content.decode()

    assert product.producer.phone not in page
    assert product.producer.email not in page


def test_a_product_that_is_not_public_cannot_be_asked_for(db, client):
    product = ProductFactory()
    Membership.objects.create(user=UserFactory(), producer=product.producer)

    assert client.get(url_of(product)).status_code == 404
    assert client.post(url_of(product), letter()).status_code == 404
    assert Enquiry.objects.count() == 0


@pytest.mark.parametrize("reference", ["", "HM-2611-ABCD", "HM-2611-ABCD:gia"])
def test_the_page_of_thanks_shows_no_reference_of_somebody_elses_making(product, client, reference):
    url = reverse("portal:enquiry_sent", kwargs={"slug": product.slug, "code": product.code})

    assert client.get(url, {"ma": reference}).status_code == 404


def offered(client, product):
    """How a product's page lets one reach its producer."""
    page = client.get(product_url(product)).content.decode()
    return [words for words in ("/hoi-mua/", 'href="tel:', 'href="mailto:', "chưa công khai") if words in page]


def test_a_products_page_offers_to_ask_only_where_somebody_answers(product, client):
    assert "/hoi-mua/" in offered(client, product)

    Membership.objects.all().delete()
    assert offered(client, product) == ["chưa công khai"]

    product.producer.is_contact_public = True
    product.producer.save()
    assert offered(client, product) == ['href="tel:', 'href="mailto:']


@pytest.mark.django_db(transaction=True)
def test_the_kept_page_changes_when_somebody_begins_or_stops_to_act_for_the_producer(cast, client, settings):
    settings.PORTAL_CACHE = PAGES
    cache.clear()
    product = RecognitionFactory(product__producer=cast.producer).product
    assert "/hoi-mua/" in offered(client, product)

    cast.producer.memberships.get().delete()

    assert "/hoi-mua/" not in offered(client, product)
