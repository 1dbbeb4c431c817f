from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.files.actions import store
from ocop.journal.queries import history_of
from ocop.producers import actions
from ocop.producers.members import people_of, producers_of
from ocop.producers.models import DoubtfulPair, Membership, PotentialProduct, Producer, Product, ProductPicture
from ocop.producers.tests.pictures import picture
from ocop.programme.models import OrganisationType, ProductClass


def fields(cast, **changes):
    """What the form of a producer gives."""
    kind = OrganisationType.objects.get(code="farm")
    return {
        "name": "Trang trại Tư Dừa",
        "unit": cast.next_commune,
        "address": "Ấp 3",
        "organisation_type": kind,
    } | changes


def leaf(sheet, regime="26-2026"):
    return ProductClass.objects.get(regime__code=regime, criteria_set__number=sheet)


def test_register_makes_the_person_a_member_and_remembers_the_unit(cast):
    producer = actions.register(fields(cast), by=cast.tam)

    assert (producer.unit_as_filed, list(producers_of(cast.tam)), list(people_of(producer))) == (
        cast.next_commune,
        [producer],
        [cast.tam],
    )
    assert [entry.verb for entry in history_of(producer)] == ["producer.register"]


def test_register_is_refused_the_second_time(cast):
    actions.register(fields(cast), by=cast.tam)

    with pytest.raises(Refused, match="đã đăng ký chủ thể này rồi"):
        actions.register(fields(cast, name="TRANG TRẠI TƯ DỪA"), by=cast.tam)


def test_register_under_a_known_name_asks_an_officer(cast):
    known = Producer.objects.create(name="Trang trại Tư Dừa", unit=cast.next_commune, address="Ấp 9")
    Producer.objects.create(name="Trang trại Tư Dừa", unit=cast.commune, address="Xã khác")

    producer = actions.register(fields(cast), by=cast.tam)

    pair = DoubtfulPair.objects.get()
    assert (pair.first, pair.second, pair.state) == (known, producer, "open")


def test_edit_writes_what_changed_and_nothing_when_nothing_did(cast):
    actions.edit(cast.producer, {"phone": "0909 000 111", "name": cast.producer.name}, by=cast.mai)
    actions.edit(cast.producer, {"phone": "0909 000 111"}, by=cast.mai)

    cast.producer.refresh_from_db()
    assert cast.producer.phone == "0909 000 111"
    assert [entry.details for entry in history_of(cast.producer)] == [{"muc": ["phone"]}]


def test_a_producer_renamed_is_found_by_its_new_name_through_its_products(cast):
    product = actions.add_product(cast.producer, {"name": "Kẹo dừa", "product_class": leaf(7)}, by=cast.mai)

    actions.edit(cast.producer, {"name": "Công ty Hoa Dừa"}, by=cast.mai)

    product.refresh_from_db()
    assert product.search == "keo dua cong ty hoa dua"


@pytest.mark.parametrize("who", ["lan", "hoa", "son", "an"])
def test_a_producer_is_edited_by_its_own_people_only(cast, who):
    with pytest.raises(PermissionDenied):
        actions.edit(cast.producer, {"phone": "1"}, by=getattr(cast, who))


def test_a_member_of_yesterday_edits_nothing(cast):
    Membership.objects.update(starts=today() - timedelta(9), ends=today() - timedelta(1))

    with pytest.raises(PermissionDenied):
        actions.edit(cast.producer, {"phone": "1"}, by=cast.mai)


def test_a_product_has_a_name_of_its_own(cast):
    actions.add_product(cast.producer, {"name": "Bánh dừa", "product_class": leaf(7)}, by=cast.mai)

    with pytest.raises(Refused, match="đã có sản phẩm tên này"):
        actions.add_product(cast.producer, {"name": "BÁNH DỪA", "product_class": leaf(7)}, by=cast.mai)
    other = actions.add_product(cast.producer, {"name": "Bành dừa", "product_class": leaf(7)}, by=cast.mai)
    with pytest.raises(Refused, match="đã có sản phẩm tên này"):
        actions.edit_product(other, {"name": "bánh dừa"}, by=cast.mai)


def test_a_product_keeps_its_own_name_when_it_is_saved_again(cast):
    product = actions.add_product(cast.producer, {"name": "Bánh dừa", "product_class": leaf(7)}, by=cast.mai)

    assert actions.edit_product(product, {"name": "Bánh dừa", "story": "Chuyện"}, by=cast.mai).story == "Chuyện"


@pytest.mark.parametrize("who", ["lan", "hoa", "son"])
def test_products_are_added_and_edited_by_the_producers_people_only(cast, who):
    product = actions.add_product(cast.producer, {"name": "Bánh dừa", "product_class": leaf(7)}, by=cast.mai)
    stranger = getattr(cast, who)

    with pytest.raises(PermissionDenied):
        actions.add_product(cast.producer, {"name": "Khác", "product_class": leaf(7)}, by=stranger)
    with pytest.raises(PermissionDenied):
        actions.edit_product(product, {"name": "Khác"}, by=stranger)


def test_a_product_with_a_code_keeps_its_class_of_the_same_decision(cast):
    product = Product.objects.create(
        name="Kẹo", producer=cast.producer, product_class=leaf(7), official_code="86-28948-01-2026"
    )

    with pytest.raises(Refused, match="không đổi phân nhóm"):
        actions.edit_product(product, {"product_class": leaf(5)}, by=cast.mai)

    assert actions.edit_product(product, {"product_class": leaf(7)}, by=cast.mai).product_class == leaf(7)


@pytest.mark.parametrize("old", [None, "148-2023"])
def test_a_product_of_an_old_list_gets_its_class_of_today(cast, old):
    before = ProductClass.objects.filter(regime__code=old, depth="set").first()
    product = Product.objects.create(
        name="Kẹo", producer=cast.producer, product_class=before, official_code="83-835-01-2023"
    )

    assert actions.edit_product(product, {"product_class": leaf(7)}, by=cast.mai).product_class == leaf(7)


def photos(cast, count):
    """Different small pictures, stored."""
    return [store(picture(size=(60 + n, 40)), by=cast.mai) for n in range(count)]


def test_pictures_are_kept_arranged_added_and_taken_off(cast):
    product = actions.add_product(cast.producer, {"name": "Kẹo dừa"}, by=cast.mai)
    one, two, three = photos(cast, 3)
    actions.arrange_pictures(product, [], [one, two], by=cast.mai)
    first, second = product.pictures.all()

    actions.arrange_pictures(product, [(second.pk, "Mặt sau", 1)], [three, two], by=cast.mai)

    assert [(each.file, each.caption) for each in product.pictures.all()] == [(two, "Mặt sau"), (three, "")]
    assert not ProductPicture.objects.filter(pk=first.pk).exists()
    assert [entry.verb for entry in history_of(product)][1:] == ["product.arrange_pictures"] * 2


def test_arranging_nothing_writes_nothing(cast):
    product = actions.add_product(cast.producer, {"name": "Kẹo dừa"}, by=cast.mai)

    actions.arrange_pictures(product, [], by=cast.mai)

    assert [entry.verb for entry in history_of(product)] == ["product.add"]


def test_a_product_has_no_more_pictures_than_a_page_shows_well(cast):
    product = actions.add_product(cast.producer, {"name": "Kẹo dừa"}, by=cast.mai)

    with pytest.raises(Refused, match="nhiều nhất 8 ảnh"):
        actions.arrange_pictures(product, [], photos(cast, ProductPicture.MOST + 1), by=cast.mai)

    assert product.pictures.count() == 0


@pytest.mark.parametrize("who", ["hoa", "minh"])
def test_pictures_are_the_producers_to_arrange(cast, who):
    product = actions.add_product(cast.producer, {"name": "Kẹo dừa"}, by=cast.mai)

    with pytest.raises(PermissionDenied):
        actions.arrange_pictures(product, [], by=getattr(cast, who))


def _pair(cast):
    other = Producer.objects.create(name="HTX Kẹo dừa", unit=cast.commune, address="Ấp 2")
    return DoubtfulPair.objects.create(first=cast.producer, second=other, reason="Tên gần giống.")


@pytest.mark.parametrize("state", ["same", "different"])
def test_a_pair_is_decided_once_and_nothing_is_merged(cast, state):
    pair = _pair(cast)

    decided = actions.decide_pair(pair, state, by=cast.lan)

    assert (decided.state, decided.decided_by, Producer.objects.count()) == (state, cast.lan, 2)
    with pytest.raises(Refused, match="đã được Nguyễn Thị Lan quyết định"):
        actions.decide_pair(pair, state, by=cast.lan)


def test_a_pair_is_same_or_different(cast):
    with pytest.raises(Refused, match="Hãy chọn"):
        actions.decide_pair(_pair(cast), "open", by=cast.lan)


@pytest.mark.parametrize("who", ["mai", "hoa", "tam", "an"])
def test_a_pair_is_decided_in_its_own_area_only(cast, who):
    with pytest.raises(PermissionDenied):
        actions.decide_pair(_pair(cast), "same", by=getattr(cast, who))


def test_things_are_called_by_their_names(cast):
    pair = _pair(cast)

    assert str(pair) == "Hợp tác xã Kẹo dừa Mỏ Cày / HTX Kẹo dừa"
    assert str(Membership.objects.get()) == "Trần Thị Mai, Hợp tác xã Kẹo dừa Mỏ Cày"
    cast.producer.name = "Cơ sở Bánh"
    cast.producer.save(update_fields=["name"])
    cast.producer.refresh_from_db()
    assert (cast.producer.slug, cast.producer.search) == ("co-so-banh", "co so banh")
    planned = PotentialProduct.objects.create(name="???", producer_name="Hộ Ba", source_row="a:1")
    assert (planned.slug, planned.search) == ("san-pham", "ho ba")
