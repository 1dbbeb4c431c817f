import pytest
from django.core.exceptions import PermissionDenied

from ocop.files.actions import store
from ocop.journal.queries import history_of
from ocop.notices.models import Notice
from ocop.producers import actions
from ocop.producers.models import Product
from ocop.producers.tests.pictures import picture


@pytest.fixture
def product(cast):
    """Nobody acts for its producer, as of those taken from an old list."""
    cast.producer.memberships.all().delete()
    return Product.objects.create(name="Kẹo", producer=cast.producer, story="Ngày xưa")


@pytest.mark.parametrize("who", ["lan", "son"])
def test_an_officer_writes_the_story_of_a_product_nobody_acts_for(cast, product, who):
    by = getattr(cast, who)

    row = actions.describe_product(product, {"story": "Từ năm 1990", "story_en": ""}, by=by)

    assert row.story == "Từ năm 1990"
    (entry,) = history_of(row)
    assert (entry.verb, entry.by, entry.details) == ("product.describe", by, {"story": ["Ngày xưa", "Từ năm 1990"]})


def test_the_journal_keeps_no_phone_and_no_mail(cast):
    actions.describe(cast.producer, {"phone": "0909 999 999", "introduction": "Ba đời"}, by=cast.lan)

    (entry,) = history_of(cast.producer)
    assert entry.details["introduction"] == [cast.producer.introduction, "Ba đời"]
    assert "0909" not in str(entry.details)
    assert "phone" in entry.details


def test_who_acts_for_the_producer_is_told(cast):
    actions.describe(cast.producer, {"introduction": "Ba đời"}, by=cast.lan)

    (notice,) = Notice.objects.all()
    assert (notice.to, "thay chủ thể" in notice.text) == (cast.mai, True)


def test_what_does_not_change_is_not_journalled(cast, product):
    actions.describe_product(product, {"story": "Ngày xưa"}, by=cast.lan)
    actions.describe(cast.producer, {"introduction": cast.producer.introduction}, by=cast.lan)

    assert list(history_of(product)) == []
    assert list(history_of(cast.producer)) == []


def test_an_officer_arranges_the_pictures(cast, product):
    actions.arrange_pictures(product, [], [store(picture(), by=cast.lan)], by=cast.lan)

    assert product.pictures.count() == 1


@pytest.mark.parametrize("who", ["mai", "hoa", "tam", "ha"])
def test_nobody_else_writes_in_the_producers_place(cast, product, who):
    by = getattr(cast, who)

    with pytest.raises(PermissionDenied):
        actions.describe_product(product, {"story": "x"}, by=by)
    with pytest.raises(PermissionDenied):
        actions.describe(cast.producer, {"introduction": "x"}, by=by)
    with pytest.raises(PermissionDenied):
        actions.arrange_pictures(product, [], by=by)
