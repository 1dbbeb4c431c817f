import io
import re
from datetime import date

import pytest
from django.urls import reverse
from PIL import Image

from ocop.accounts.tests.factories import UserFactory
from ocop.certificates.tests.factories import CertificateFactory, ProducerFactory, ProductFactory, RecognitionFactory
from ocop.files.tests.factories import StoredFileFactory, image_bytes
from ocop.portal.addresses import product_url
from ocop.portal.catalogue import catalogue
from ocop.portal.related import related
from ocop.producers.models import Membership, ProductPicture
from ocop.programme.models import ProductClass
from ocop.trade.models import Honour, SalesChannel, ShopLink


def photo():
    return StoredFileFactory(data=image_bytes(size=(2000, 1500)), media_type="image/jpeg", name="a.jpg")


def page_of(client, product):
    return client.get(product_url(product)).content.decode()


def test_photos_come_in_the_width_and_way_a_browser_chooses(db, client):
    product = ProductFactory(picture=photo())
    RecognitionFactory(product=product)

    page = page_of(client, product)

    for kind in ("avif", "webp"):
        for width in (320, 640, 1280):
            assert f"/anh/{product.picture.code}/{width}.{kind} {width}w" in page
    assert 'width="800" height="600"' in page


@pytest.mark.parametrize(("width", "kind", "size"), [(320, "avif", 320), (640, "webp", 640), (1280, "avif", 1280)])
def test_a_rendition_is_as_wide_as_asked(db, client, width, kind, size):
    product = ProductFactory(picture=photo())
    RecognitionFactory(product=product)

    answer = client.get(reverse("portal:rendition", args=[product.picture.code, width, kind]))

    assert answer["Content-Type"] == f"image/{kind}"
    assert Image.open(io.BytesIO(b"".join(answer.streaming_content))).width == size


@pytest.mark.parametrize(("width", "kind"), [(9999, "webp"), (320, "png"), (321, "avif")])
def test_other_sizes_and_ways_are_not_drawn(db, client, width, kind):
    product = ProductFactory(picture=photo())
    RecognitionFactory(product=product)

    assert client.get(reverse("portal:rendition", args=[product.picture.code, width, kind])).status_code == 404


def test_all_photos_are_shown_and_public_with_the_product(db, client):
    product = ProductFactory(picture=photo())
    more = ProductPicture.objects.create(product=product, file=photo(), caption="Mặt sau hộp")
    url = reverse("portal:rendition", args=[more.file.code, 320, "webp"])
    assert client.get(url).status_code == 404

    RecognitionFactory(product=product)

    page = page_of(client, product)
    assert (page.count("<figure"), 'href="#anh-2"' in page, "Mặt sau hộp" in page) == (2, True, True)
    assert b"".join(client.get(url).streaming_content)[:4] == b"RIFF"


def test_the_page_says_where_to_buy_and_what_honours_it(db, client):
    product = RecognitionFactory().product
    Membership.objects.create(user=UserFactory(), producer=product.producer)
    channel = SalesChannel.objects.first() or SalesChannel.objects.create(code="san", name="Sàn")
    ShopLink.objects.create(product=product, channel=channel, url="https://vidu.vn/keo")
    Honour.objects.create(product=product, name="Tiêu biểu", year=2025, given_by="Bộ Công Thương")

    page = page_of(client, product)

    assert f'href="https://vidu.vn/keo" rel="nofollow noopener">{channel.name}' in page
    assert ("Tiêu biểu" in page, "Bộ Công Thương" in page, "Được tôn vinh" in page) == (True, True, True)
    assert f"{product.code}/hoi-mua/" in page


def test_its_group_leads_to_the_list_of_that_group(db, client):
    leaf = ProductClass.objects.filter(regime__code="26-2026", children=None).order_by("order").first()
    product = ProductFactory(product_class=leaf)
    RecognitionFactory(product=product)

    hrefs = re.findall(r'href="([^"]*\?nhom=[^"]*)"', page_of(client, product))

    assert len(hrefs) == len(catalogue().categories.of_class[leaf.pk].trail)
    assert [client.get(href).context["found"].count for href in hrefs] == [1] * len(hrefs)


def test_numbers_and_dates_of_its_papers_are_told(db, client):
    recognition = RecognitionFactory(valid_from=date(2026, 2, 1), valid_to=date(2029, 2, 1))
    certificate = CertificateFactory(recognition=recognition)

    page = page_of(client, recognition.product)

    for words in (certificate.number, str(recognition.decision), "01/02/2026", "01/02/2029"):
        assert words in page
    assert f'href="{certificate.get_absolute_url()}"' in page


def test_a_product_waiting_for_the_higher_level_says_so(db, client):
    product = RecognitionFactory(stars=4, potential_stars=5).product

    assert "Tiềm năng 5 sao" in page_of(client, product)


def test_related_are_of_the_same_class_then_of_the_same_commune_those_in_force_first(db):
    leaf, other = ProductClass.objects.filter(regime__code="26-2026", children=None).order_by("order")[:2]
    producer = ProducerFactory()
    over = {"valid_from": date(2020, 1, 1), "valid_to": date(2023, 1, 1)}
    this = RecognitionFactory(product__producer=producer, product__product_class=leaf).product
    RecognitionFactory(product__name="Cùng loại, hết hạn", product__product_class=leaf, stars=5, **over)
    RecognitionFactory(product__name="Cùng loại", product__product_class=leaf, stars=3)
    RecognitionFactory(product__name="Cùng xã", product__product_class=other, product__producer=producer)
    RecognitionFactory(product__name="Không liên quan", product__product_class=other)

    found = related(catalogue(), this)

    assert [card.row.product.name for card in found.alike] == ["Cùng loại", "Cùng loại, hết hạn"]
    assert [card.row.product.name for card in found.nearby] == ["Cùng xã"]


def test_the_page_in_english_says_what_is_translated_and_what_is_not(db, client):
    product = ProductFactory(name="Kẹo dừa", name_en="Coconut candy", story="Chuyện cũ")
    RecognitionFactory(product=product)

    page = client.get(f"/en{product_url(product)}").content.decode()

    assert ("Coconut candy" in page, 'lang="vi"' in page, "Chuyện cũ" in page) == (True, True, True)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_for_one_and_three_of_everything(db, client, django_assert_num_queries, count):
    producer = ProducerFactory()
    products = [ProductFactory(producer=producer, picture=photo()) for _ in range(count + 1)]
    for product in products:
        RecognitionFactory(product=product)
    for number in range(count):
        ProductPicture.objects.create(product=products[0], file=photo())
        Honour.objects.create(product=products[0], name=f"Giải {number}", year=2025)

    with django_assert_num_queries(PAGE):
        client.get(product_url(products[0]))


PAGE = 22
