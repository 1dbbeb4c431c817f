from itertools import chain

import pytest
from django.urls import reverse

from ocop.accounts.models import User
from ocop.core.errors import Refused
from ocop.journal.queries import history_of
from ocop.notices.models import Notice
from ocop.producers import actions, binding
from ocop.producers.access import looked_after
from ocop.producers.binding import Bound, binding_source
from ocop.producers.following import name_of, relations_of
from ocop.producers.joining import to_stay
from ocop.producers.members import people_of
from ocop.producers.models import DoubtfulPair, Invitation, Membership, Position, Producer, Product
from ocop.programme.models import ProductClass

LISTED = "Báo cáo số 95"


@pytest.fixture
def ut(db):
    return User.objects.create_user("ut@vidu.vn", full_name="Lê Văn Út")


@pytest.fixture
def pair(cast):
    """A record of a list that nobody acts for, and Mai's own."""
    listed = Producer.objects.create(name="HTX Kẹo dừa Mỏ Cày", unit=cast.commune, address="", provenance=LISTED)
    return DoubtfulPair.objects.create(first=cast.producer, second=listed, reason="Tên gần giống.")


@pytest.fixture
def bound(monkeypatch):
    """Say what binds a product: `bound({"Kẹo": Bound(…)})`, by the name and the code of its producer."""
    monkeypatch.setattr(binding, "_source", [])

    def say(answers):
        binding_source(lambda product: answers.get(product.pk, Bound()))

    return say


def join(pair, cast, **fields):
    actions.decide_pair(pair, DoubtfulPair.State.SAME, by=cast.lan, **fields)
    for each in (pair, pair.first, pair.second):
        each.refresh_from_db()
    return pair.second


def test_every_relation_to_a_producer_or_a_product_is_known_to_whoever_adds_one():
    """A new one follows by itself when records are joined: think whether it should, then name it here."""
    assert {name_of(field) for field in chain(relations_of(Producer), relations_of(Product))} == {
        "certificates.recognition.product",
        "dossiers.dossier.product",
        "growing.growingarea_producers.producer",
        "growing.growingarea_products.product",
        "producers.doubtfulpair.first",
        "producers.doubtfulpair.second",
        "producers.invitation.producer",
        "producers.membership.producer",
        "producers.position.producer",
        "producers.position.product",
        "producers.producer.joined_to",
        "producers.producer_place_choices.producer",
        "producers.product.joined_to",
        "producers.product.producer",
        "producers.productpicture.product",
        "trade.craftvillageproducer.producer",
        "trade.enquiry.producer",
        "trade.enquiry.product",
        "trade.giftitem.product",
        "trade.giftset.seller",
        "trade.honour.product",
        "trade.marketproduct.product",
        "trade.pointofsaleproduct.product",
        "trade.shoplink.product",
        "trade.tourismsite.product",
    }


def test_the_listed_record_stays_and_the_other_points_there(cast, pair):
    stays = join(pair, cast)

    assert (pair.first.joined_to, stays.joined_to) == (stays, None)
    assert (pair.state, pair.decided_by, stays.name) == ("same", cast.lan, "HTX Kẹo dừa Mỏ Cày")
    assert [entry.verb for entry in history_of(pair.first)] == ["producer.join"]
    assert history_of(pair.first)[0].details["vao"] == stays.code
    assert history_of(stays)[0].details["gop"] == pair.first.code


def test_the_officer_may_keep_the_other_one(cast, pair):
    join(pair, cast, stays=cast.producer)

    assert (pair.first.joined_to, pair.second.joined_to) == (None, pair.first)


def test_the_older_stays_where_both_or_none_are_of_a_list(cast, pair):
    Producer.objects.update(provenance=LISTED)
    pair = DoubtfulPair.objects.get()
    assert to_stay(pair) == pair.first


def test_a_third_record_cannot_stay(cast, pair):
    third = Producer.objects.create(name="Khác", unit=cast.commune, address="")

    with pytest.raises(Refused, match="một trong hai chủ thể của cặp"):
        actions.decide_pair(pair, "same", by=cast.lan, stays=third)


def test_whoever_acted_for_either_acts_for_the_one_that_stays_and_is_told(cast, pair, ut):
    Membership.objects.create(user=ut, producer=pair.second)
    Membership.objects.create(user=ut, producer=cast.producer)

    stays = join(pair, cast)

    assert (list(people_of(stays)), list(people_of(pair.first))) == ([cast.mai, ut], [])
    assert pair.first.memberships.count() == 2
    texts = Notice.objects.filter(to__in=[cast.mai, ut]).values_list("text", "url")
    assert len(texts) == 2
    assert all(f"(mã {pair.first.code}) vào" in text and f"(mã {stays.code})" in text for text, _ in texts)
    assert {url for _, url in texts} == {reverse("producers:people", args=[stays.code])}


def test_who_was_asked_for_the_other_is_asked_for_this(cast, pair):
    first = actions.invite(cast.producer, "mot@vidu.vn", by=cast.mai)
    both = actions.invite(cast.producer, "hai@vidu.vn", by=cast.mai)
    actions.invite(pair.second, "hai@vidu.vn", by=cast.lan, reason="Chủ cơ sở nhờ.")

    stays = join(pair, cast)

    first.refresh_from_db()
    both.refresh_from_db()
    assert (first.producer, first.state, both.state) == (stays, "open", "withdrawn")
    assert Invitation.objects.waiting().count() == 2


def test_products_go_over_and_are_found_under_the_name_that_stays(cast, pair):
    product = Product.objects.create(name="Kẹo dừa", producer=cast.producer)

    stays = join(pair, cast)

    product.refresh_from_db()
    assert (product.producer, product.joined_to) == (stays, None)
    assert product.search == "keo dua htx keo dua mo cay"


def test_products_of_one_name_become_one_with_what_both_say(cast, pair):
    leaf = ProductClass.objects.filter(regime__code="26-2026").exclude(criteria_set=None)[0]
    own = Product.objects.create(name="KẸO DỪA", producer=cast.producer, story="Nghề cũ", product_class=leaf)
    Position.objects.create(product=own, latitude=10, longitude=106)
    listed = Product.objects.create(name="Kẹo dừa", producer=pair.second, description="Hộp 300 g")

    stays = join(pair, cast)

    own.refresh_from_db()
    listed.refresh_from_db()
    assert (own.joined_to, list(stays.products.all())) == (listed, [listed])
    assert (listed.name, listed.story, listed.description, listed.product_class) == (
        "Kẹo dừa", "Nghề cũ", "Hộp 300 g", leaf,
    )  # fmt: skip
    assert listed.placed.latitude == 10


def test_what_both_have_stays_with_each(cast, pair):
    Position.objects.create(producer=cast.producer, latitude=10, longitude=106)
    Position.objects.create(producer=pair.second, latitude=11, longitude=107)

    stays = join(pair, cast)

    assert (stays.placed.latitude, pair.first.placed.latitude) == (11, 10)


def twins(cast, pair, **own):
    one = Product.objects.create(name="Kẹo", producer=cast.producer, **own)
    return one, Product.objects.create(name="Kẹo", producer=pair.second)


def test_two_recognised_products_of_one_name_stay_two(cast, pair, bound):
    one, other = twins(cast, pair)
    bound({one.pk: Bound(is_recognised=True), other.pk: Bound(is_recognised=True)})

    stays = join(pair, cast)

    assert list(stays.products.order_by("pk")) == [one, other]


@pytest.mark.parametrize("field", ["official_code", "product_class"])
def test_two_codes_or_classes_tell_two_products_apart(cast, pair, field):
    one, other = twins(cast, pair)
    leaves = ProductClass.objects.filter(regime__code="26-2026").exclude(criteria_set=None)
    for product, value in ((one, 0), (other, 1)):
        said = {"official_code": f"86-{value}", "product_class": leaves[value]}
        Product.objects.filter(pk=product.pk).update(**{field: said[field]})

    stays = join(pair, cast)

    assert list(stays.products.order_by("pk")) == [one, other]


def test_two_open_dossiers_of_one_product_are_in_the_way(cast, pair, bound):
    one, other = twins(cast, pair)
    bound({one.pk: Bound(is_on_its_way=True), other.pk: Bound(is_on_its_way=True)})

    with pytest.raises(Refused, match="Hãy để chủ thể rút một hồ sơ"):
        join(pair, cast)

    pair.refresh_from_db()
    assert (pair.state, Producer.objects.exclude(joined_to=None).exists()) == ("open", False)


@pytest.mark.parametrize(("number", "is_joined"), [("5507-000.123", True), ("", True), ("5507000124", False)])
def test_two_registration_numbers_tell_two_producers_apart(cast, pair, number, is_joined):
    Producer.objects.filter(pk=pair.second_id).update(registration_number=number)

    if is_joined:
        join(pair, cast)
    else:
        with pytest.raises(Refused, match="Số giấy đăng ký khác nhau: 5507000124 và 5507000123"):
            join(pair, cast)

    assert Producer.objects.exclude(joined_to=None).exists() is is_joined


def test_a_demo_record_is_not_joined_to_a_real_one(cast, pair):
    Producer.objects.filter(pk=pair.second_id).update(is_demo=True)

    with pytest.raises(Refused, match="dữ liệu trình diễn"):
        join(pair, cast)


@pytest.mark.parametrize(
    ("listed", "own_is_public", "is_public"),
    [({}, False, False), ({}, True, True), ({"phone": "0909", "is_contact_public": True}, False, False),
     ({"phone": "0909"}, True, False), ({"phone": "0909", "is_contact_public": True}, True, True)],
)  # fmt: skip
def test_joining_shows_no_contact_that_was_not_shown(cast, pair, listed, own_is_public, is_public):
    Producer.objects.filter(pk=cast.producer.pk).update(is_contact_public=own_is_public)
    Producer.objects.filter(pk=pair.second_id).update(**listed)

    stays = join(pair, cast)

    assert (stays.email, stays.is_contact_public) == ("mai@vidu.vn", is_public)
    assert (stays.phone, stays.representative) == (listed.get("phone", "0912 345 678"), "Trần Thị Mai")


def test_other_open_pairs_of_the_record_are_asked_of_the_one_that_stays(cast, pair):
    third, fourth = (Producer.objects.create(name=name, unit=cast.commune, address="") for name in ("Ba", "Bốn"))
    moved = DoubtfulPair.objects.create(first=cast.producer, second=third, reason="Tên.")
    known = DoubtfulPair.objects.create(first=cast.producer, second=fourth, reason="Tên.")
    DoubtfulPair.objects.create(first=pair.second, second=fourth, reason="Tên.", state="different")

    stays = join(pair, cast)

    moved.refresh_from_db()
    assert (moved.first, moved.second, moved.state) == (stays, third, "open")
    assert list(DoubtfulPair.objects.open()) == [moved]
    assert known not in DoubtfulPair.objects.to_show()


def test_a_record_joined_twice_over_points_to_the_last(cast, pair):
    last = Producer.objects.create(name="Bản cuối", unit=cast.commune, address="", provenance=LISTED)
    first = pair.first
    stays = join(pair, cast)
    another = DoubtfulPair.objects.create(first=stays, second=last, reason="Tên.")

    actions.decide_pair(another, "same", by=cast.lan, stays=last)

    first.refresh_from_db()
    assert first.joined_to == last


def test_a_joined_record_is_not_joined_again(cast, pair):
    third = Producer.objects.create(name="Ba", unit=cast.commune, address="")
    stale = DoubtfulPair.objects.create(first=cast.producer, second=third, reason="Tên.")
    Producer.objects.filter(pk=cast.producer.pk).update(joined_to=pair.second)

    with pytest.raises(Refused, match="đã được gộp vào HTX Kẹo dừa Mỏ Cày"):
        actions.decide_pair(stale, "same", by=cast.lan)


def test_a_pair_called_one_before_records_could_be_joined_is_joined_now(cast, pair):
    DoubtfulPair.objects.update(state="same", decided_by=cast.son)
    pair.refresh_from_db()
    assert pair.waits_to_join

    join(pair, cast)

    assert pair.first.joined_to == pair.second
    with pytest.raises(Refused, match="đã được Nguyễn Thị Lan quyết định"):
        actions.decide_pair(pair, "same", by=cast.lan)


def test_a_joined_record_is_looked_after_where_it_went_and_asks_no_new_pair(cast, pair, ut):
    stays = join(pair, cast)

    assert list(Producer.objects.filter(looked_after(cast.lan))) == [stays]
    actions.register({"name": cast.producer.name, "unit": cast.commune, "address": "Ấp 5"}, by=ut)
    assert not DoubtfulPair.objects.open().exists()


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def test_the_page_says_what_will_happen_and_does_it(as_, cast, pair):
    twins(cast, pair)
    Product.objects.create(name="Mứt", producer=cast.producer)
    codes = [pair.first.code, pair.second.code]
    browser = as_(cast.lan)

    page = browser.get(reverse("producers:pair_join", args=codes), {"giu": pair.first.code}).content.decode()
    assert f"(mã {pair.second.code}) vào" in page
    page = browser.get(reverse("producers:pair_join", args=codes)).content.decode()
    assert f"?giu={pair.first.code}" in page
    assert "Sản phẩm «Kẹo» của hai bên thành một" in page
    assert "Sản phẩm «Mứt» chuyển sang" in page
    browser.post(reverse("producers:pair_decide", args=codes), {"state": "same", "stays": pair.second.code})

    assert Producer.objects.get(pk=cast.producer.pk).joined_to == pair.second


def test_the_page_says_what_is_in_the_way_and_offers_no_button(as_, cast, pair):
    Producer.objects.filter(pk=pair.second_id).update(registration_number="99")
    codes = [pair.first.code, pair.second.code]

    page = as_(cast.lan).get(reverse("producers:pair_join", args=codes)).content.decode()
    answer = as_(cast.lan).post(
        reverse("producers:pair_decide", args=codes), {"state": "same", "stays": "x"}, follow=True
    )

    assert "Số giấy đăng ký khác nhau" in page
    assert 'value="same"' not in page
    assert "một trong hai chủ thể của cặp" in answer.content.decode()
