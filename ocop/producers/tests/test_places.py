import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ocop.core import frame
from ocop.core.errors import Refused
from ocop.journal.queries import history_of
from ocop.notices.models import Notice
from ocop.producers import actions
from ocop.producers.models import DoubtfulPair, Producer, Product

DIVIDED = "Xã Cũ đã chia vào xã Mỏ Cày, xã Thạnh Phú. Hãy chọn đơn vị hôm nay."
PLACES = 6


@pytest.fixture
def doubtful(cast):
    return doubt(cast, cast.producer)


def doubt(cast, producer):
    return actions.doubt_place(producer, DIVIDED, [cast.commune, cast.next_commune], source="Báo cáo số 95")


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def test_an_officer_of_the_province_says_where_a_producer_is(cast, doubtful):
    product = Product.objects.create(name="Kẹo", producer=doubtful)

    actions.settle_place(doubtful, cast.next_commune, by=cast.son)

    product.refresh_from_db()
    assert (product.producer.unit, product.producer.has_open_place) == (cast.next_commune, False)
    last = history_of(doubtful).last()
    assert (last.verb, last.details["tu"], last.details["thanh"]) == (
        "producer.settle_place",
        cast.commune.path,
        cast.next_commune.path,
    )
    assert Notice.objects.get(to=cast.mai).text.endswith(f"thuộc {cast.next_commune.path}.")
    assert list(Producer.objects.in_doubt()) == []


def test_the_place_that_stood_there_may_be_confirmed(cast, doubtful):
    actions.settle_place(doubtful, cast.commune, by=cast.son)

    doubtful.refresh_from_db()
    assert (doubtful.unit, doubtful.has_open_place) == (cast.commune, False)


def test_it_is_settled_once_and_only_among_the_heirs(cast, doubtful):
    with pytest.raises(Refused, match="không phải là một trong các xã cần chọn"):
        actions.settle_place(doubtful, cast.province, by=cast.son)
    actions.settle_place(doubtful, cast.commune, by=cast.son)

    with pytest.raises(Refused, match="đã được xác nhận"):
        actions.settle_place(doubtful, cast.next_commune, by=cast.son)


@pytest.mark.parametrize("who", ["mai", "lan", "hoa", "minh", "an"])
def test_only_the_province_settles_it(cast, doubtful, who):
    with pytest.raises(PermissionDenied):
        actions.settle_place(doubtful, cast.next_commune, by=getattr(cast, who))


def test_a_list_loaded_again_opens_nothing_anew(cast, doubtful):
    actions.settle_place(doubtful, cast.commune, by=cast.son)

    doubt(cast, doubtful)
    actions.doubt_place(doubtful, "", [], source="Báo cáo số 95")

    assert not Producer.objects.in_doubt().exists()
    assert history_of(doubtful).filter(verb="producer.doubt_place").count() == 1


def test_its_own_people_settle_it_by_moving_and_not_by_saving(cast, doubtful):
    actions.edit(doubtful, {"address": "Ấp 9"}, by=cast.mai)
    assert list(Producer.objects.in_doubt()) == [doubtful]

    actions.edit(doubtful, {"unit": cast.next_commune}, by=cast.mai)

    assert not Producer.objects.in_doubt().exists()


@pytest.mark.parametrize("is_among", [True, False])
def test_joining_with_its_own_registration_says_where_it_is(cast, is_among):
    listed = Producer.objects.create(name="HTX Dừa", unit=cast.next_commune, address="", provenance="Báo cáo")
    choices = [cast.commune, cast.next_commune] if is_among else [cast.next_commune]
    actions.doubt_place(listed, DIVIDED, choices, source="Báo cáo")
    pair = DoubtfulPair.objects.create(first=cast.producer, second=listed, reason="Tên.")

    actions.decide_pair(pair, "same", by=cast.son)

    listed.refresh_from_db()
    assert (listed.unit == cast.commune, listed.has_open_place) == (is_among, not is_among)


def test_the_list_names_the_heirs_and_takes_the_choice(as_, cast, doubtful):
    browser = as_(cast.son)

    page = browser.get(reverse("producers:places")).content.decode()
    assert (DIVIDED in page, cast.commune.title in page, cast.next_commune.title in page) == (True, True, True)
    assert reverse("producers:places") in browser.get("/ban-lam-viec/").content.decode()
    url = reverse("producers:place_settle", args=[doubtful.code])
    assert "Hãy chọn một xã" in browser.post(url, {"unit": "\x00"}, follow=True).content.decode()
    page = browser.post(url, {"unit": cast.next_commune.code}, follow=True).content.decode()

    assert "Không có nơi nào cần xem" in page
    assert Producer.objects.get(pk=doubtful.pk).unit == cast.next_commune


def test_the_list_of_others_is_empty(as_, cast, doubtful):
    assert "Không có nơi nào cần xem" in as_(cast.lan).get(reverse("producers:places")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_for_one_and_three(as_, cast, count, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(frame, "_entries", [])
    for number in range(count):
        doubt(cast, Producer.objects.create(name=f"HTX {number}", unit=cast.commune, address=""))
    browser = as_(cast.son)

    with django_assert_num_queries(PLACES):
        browser.get(reverse("producers:places"))
