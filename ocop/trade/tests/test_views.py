import re

import pytest
from django.urls import reverse

from ocop.trade.models import Enquiry
from ocop.trade.tests.factories import (
    ChannelFactory,
    EnquiryFactory,
    PointOfSaleFactory,
    ProductFactory,
    ShopLinkFactory,
)


def references(client, **query):
    page = client.get(reverse("trade:inbox"), query).content.decode()
    return re.findall(r">(HM-[^<]*)</a>", page)


@pytest.fixture
def mai(cast, client):
    client.force_login(cast.mai)
    return client


def test_the_inbox_holds_what_was_asked_of_ones_own_producer(cast, mai, enquiry):
    newer = EnquiryFactory(product=enquiry.product, state="seen")
    EnquiryFactory(product=ProductFactory())

    assert references(mai) == [newer.reference, enquiry.reference]
    assert references(mai, **{"trang-thai": "new"}) == [enquiry.reference]


@pytest.mark.parametrize("who", ["lan", "hoa", "son", "ha", "an"])
def test_no_official_sees_who_asked(cast, client, enquiry, who):
    client.force_login(getattr(cast, who))

    assert references(client) == []
    assert client.get(enquiry.get_absolute_url()).status_code == 404
    for act in ("see", "close", "reopen"):
        assert client.post(reverse(f"trade:{act}", args=[enquiry.code])).status_code == 404


def test_the_inbox_asks_as_often_for_three_as_for_one(cast, mai, enquiry, django_assert_num_queries):
    for more in (0, 2):
        EnquiryFactory.create_batch(more, product=enquiry.product)
        with django_assert_num_queries(13):
            references(mai)


def test_the_menu_counts_what_nobody_has_read(cast, mai, product):
    EnquiryFactory.create_batch(2, product=product)
    EnquiryFactory(product=product, state="seen")

    page = mai.get(reverse("trade:inbox")).content.decode()

    entry = page[page.index('<nav class="side"') : page.index("</nav>", page.index('<nav class="side"'))]
    assert re.findall(r"Hỏi mua.*?(\d+)", entry, re.DOTALL) == ["2"]


def test_an_answer_that_cannot_be_sent_stays_on_the_page(cast, mai, enquiry):
    Enquiry.objects.update(email="")

    page = mai.post(enquiry.get_absolute_url(), {"text": "Còn hàng", "way": "email"}).content.decode()

    assert "Còn hàng</textarea>" in page
    assert enquiry.replies.count() == 0


def test_an_answer_is_kept_and_shown(cast, mai, enquiry):
    page = mai.post(enquiry.get_absolute_url(), {"text": "Còn 200 hộp.", "way": "phone"}, follow=True).content.decode()

    assert "Còn 200 hộp." in page
    assert Enquiry.objects.get().state == "answered"


def test_see_answers_a_script_in_silence_and_only_counts_once(cast, mai, enquiry):
    url = reverse("trade:see", args=[enquiry.code])

    first, again = mai.post(url, headers={"HX-Request": "true"}), mai.post(url)

    assert (first.status_code, again.status_code, Enquiry.objects.get().state) == (204, 302, "seen")


def test_close_and_reopen_go_there_and_back(cast, mai, enquiry):
    mai.post(reverse("trade:close", args=[enquiry.code]))
    closed = Enquiry.objects.get().state
    mai.post(reverse("trade:reopen", args=[enquiry.code]))

    assert (closed, Enquiry.objects.get().state) == ("closed", "seen")


def test_the_page_of_a_forgotten_asker_says_so(cast, mai, enquiry):
    Enquiry.objects.update(state="closed", name="", phone="", email="", message="", anonymised_at="2026-11-01T03:00Z")

    page = mai.get(enquiry.get_absolute_url()).content.decode()

    assert "hết thời hạn lưu" in page
    assert "Mở lại" not in page


def test_a_producer_keeps_where_her_product_is_sold(cast, mai, product):
    channel, point = ChannelFactory(), PointOfSaleFactory()
    link = {"channel": channel.pk, "url": "https://shopee.vn/keo"}

    mai.post(reverse("trade:link_add", args=[product.code]), link)
    mai.post(reverse("trade:point_add", args=[product.code]), {"point": point.code})
    kept = product.shop_links.get().url, product.points_of_sale.get()
    mai.post(reverse("trade:link_remove", args=[product.code]), {"link": product.shop_links.get().pk})
    mai.post(reverse("trade:point_remove", args=[product.code]), {"point": point.code})

    assert kept == ("https://shopee.vn/keo", point)
    assert (product.shop_links.count(), product.points_of_sale.count()) == (0, 0)


def test_a_link_that_is_refused_stays_typed(cast, mai, product):
    link = {"channel": ChannelFactory().pk, "url": "https://shopee.vn.khuyenmai.com/"}

    page = mai.post(reverse("trade:link_add", args=[product.code]), link).content.decode()

    assert "Liên kết Shopee phải dẫn tới shopee.vn; địa chỉ này dẫn tới shopee.vn.khuyenmai.com." in page
    assert 'value="https://shopee.vn.khuyenmai.com/"' in page


def test_a_link_of_another_product_cannot_be_removed(cast, mai, product):
    other = ShopLinkFactory(product=ProductFactory())

    answer = mai.post(reverse("trade:link_remove", args=[product.code]), {"link": other.pk})

    assert (answer.status_code, other.product.shop_links.count()) == (404, 1)


def test_a_draft_point_of_sale_cannot_be_chosen(cast, mai, product):
    draft = PointOfSaleFactory(is_public=False)

    page = mai.post(reverse("trade:point_add", args=[product.code]), {"point": draft.code}).content.decode()

    assert "Điểm bán này không còn trong danh sách." in page
    assert product.points_of_sale.count() == 0


def test_own_products_are_listed_with_their_counts(cast, mai, product, django_assert_num_queries):
    ShopLinkFactory.create_batch(2, product=product)
    PointOfSaleFactory().products.add(product)
    url = reverse("trade:products")

    page = mai.get(url).content.decode()
    assert re.findall(r'class="number">(\d+)<', page) == ["2", "1"]
    for more in (0, 2):
        ProductFactory.create_batch(more, producer=cast.producer)
        with django_assert_num_queries(13):
            mai.get(url)
