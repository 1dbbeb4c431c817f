"""The search page: results by kind with counts, one kind page by page, what was meant, in every language."""

import pytest

from ocop.certificates.tests.factories import RecognitionFactory
from ocop.portal.search import MOST_PAGES, search
from ocop.search.index import Item, put_many

pytestmark = pytest.mark.django_db


def fill(kind, count, title="Bưởi số", **fields):
    put_many(Item(kind, f"{kind}{n:03}", f"{title} {n:03}", f"/x/{n}/", **fields) for n in range(count))


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_results_stand_by_kind_with_counts_and_a_way_to_all():
    fill("news", 7)
    fill("product", 2)

    results = search("bưởi")

    assert [(group.kind, group.count, len(group.hits)) for group in results.groups] == [
        ("product", 2, 2),
        ("news", 7, 5),
    ]
    assert [tab[1:] for tab in results.tabs()] == [
        ("/tim-kiem/?q=b%C6%B0%E1%BB%9Fi", True, 9),
        ("/tim-kiem/?q=b%C6%B0%E1%BB%9Fi&loai=product", False, 2),
        ("/tim-kiem/?q=b%C6%B0%E1%BB%9Fi&loai=news", False, 7),
    ]


@pytest.mark.parametrize("typed", ["buoi da xanh", "Bưởi Da Xanh", "BƯỞI DA XANH", "buoi da xan", "bưởi d xanh"])
def test_the_page_finds_the_same_however_it_is_typed(client, typed):
    product = RecognitionFactory(product__name="Bưởi da xanh Bến Tre").product

    page = text_of(client, f"/tim-kiem/?q={typed}")

    assert page.count(f'<a href="/san-pham/buoi-da-xanh-ben-tre-{product.code}/" lang="vi">') == 1
    assert f"1 kết quả cho «{typed}»" in page
    assert "<mark>Bưởi</mark> " in page and " <mark>xanh</mark> Bến Tre" in page


def test_a_wrong_letter_is_told(client):
    fill("product", 1, "Bưởi da xanh")

    page = text_of(client, "/tim-kiem/?q=bui+da+xanh")

    assert "Không có kết quả cho đúng «bui da xanh»." in page
    assert 'href="/tim-kiem/?q=b%C6%B0%E1%BB%9Fi+da+xanh">bưởi da xanh</a>' in page


@pytest.mark.parametrize(
    ("asked", "shown"), [("", 1), ("2", 2), ("99", 3), ("0", 1), ("x", 1), ("²", 1), ("9" * 40, 1)]
)
def test_one_kind_has_pages(asked, shown):
    fill("news", 45)

    results = search("bưởi", "news", asked)

    assert results.page.number == shown
    assert results.page.paginator.num_pages == 3
    assert next(hit.key for hit in results.page) == f"news{(shown - 1) * 20:03}"


def test_nobody_is_led_further_than_the_last_page():
    fill("news", 45)

    assert search("bưởi", "news", str(MOST_PAGES + 9)).page.number == 3


def test_an_unknown_kind_shows_all(client):
    fill("news", 1)

    assert search("bưởi", "x' OR 1").kind == ""
    assert "1 kết quả" in text_of(client, "/tim-kiem/?q=buoi&loai=%27")


def test_nothing_asked_and_nothing_found_say_what_to_try(client):
    fill("news", 1)

    assert "Gõ tên sản phẩm, chủ thể" in text_of(client, "/tim-kiem/")
    assert "Không tìm thấy gì" in text_of(client, "/tim-kiem/?q=zzz")
    assert "Không có kết quả trong mục này." in text_of(client, "/tim-kiem/?q=buoi&loai=product")


def test_what_was_typed_is_text_not_code(client):
    fill("news", 1, "<b>Bưởi</b> &")

    page = text_of(client, "/tim-kiem/?q=%3Cscript%3Ebuoi")

    assert "<script>buoi" not in page and "<b>Bưởi" not in page
    assert "&lt;script&gt;buoi" in page


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%22", "q=%F0%9F%A5%AD", "q=" + "a" * 5000, "q=a&trang=-1", "loai=news&trang=2"]
)
def test_strange_addresses_are_no_error(client, query):
    assert client.get(f"/tim-kiem/?{query}").status_code == 200


def test_results_open_in_the_language_of_the_page(client):
    fill("product", 1)

    assert '<a href="/en/x/0/" lang="vi">' in text_of(client, "/en/tim-kiem/?q=buoi")


@pytest.mark.parametrize("address", ["/tim-kiem/?q=buoi", "/tim-kiem/?q=buoi&loai=product"])
def test_queries_do_not_grow_with_results(client, django_assert_num_queries, address):
    for count in (1, 3):
        fill("product", count)
        fill("news", count)
        with django_assert_num_queries(2):
            client.get(address)


def test_every_public_page_has_the_search(client):
    page = text_of(client, "/san-pham/")

    assert '<form class="header-search" action="/tim-kiem/" method="get" role="search" aria-label="Tìm' in page
