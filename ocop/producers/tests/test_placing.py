from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from ocop.core.errors import Refused
from ocop.gis.coordinates import LatLon
from ocop.gis.queries import unit_points
from ocop.journal.models import Entry
from ocop.producers.models import Position, Product
from ocop.producers.placing import place, standing_of

HERE = LatLon(10.1114, 106.322)


@pytest.fixture
def product(cast):
    return Product.objects.create(name="Kẹo dừa", producer=cast.producer)


def url_of(producer):
    return reverse("producers:producer_place", args=[producer.code])


# The act


def test_a_place_is_kept_with_how_it_is_known_and_by_whom(cast):
    position = place(cast.producer, HERE, "phone", Decimal("12.5"), by=cast.mai)

    position.refresh_from_db()
    assert (position.latitude, position.longitude) == (Decimal("10.111400"), Decimal("106.322000"))
    assert (position.provenance, position.accuracy_m, position.placed_by) == ("phone", Decimal("12.5"), cast.mai)
    assert list(Entry.objects.values_list("verb", flat=True)) == ["producer.place"]


def test_a_second_place_takes_the_first_ones(cast, product):
    place(product, HERE, "pin", by=cast.mai)
    place(product, LatLon(10.2, 106.4), "surveyed", by=cast.lan)

    row = Position.objects.get()
    assert (row.product, float(row.latitude), row.provenance, row.placed_by) == (product, 10.2, "surveyed", cast.lan)


@pytest.mark.parametrize("who", ["hoa", "tam", "an"])
def test_strangers_place_nothing(cast, product, who):
    for thing in (cast.producer, product):
        with pytest.raises(PermissionDenied):
            place(thing, HERE, "pin", by=getattr(cast, who))

    assert Position.objects.count() == 0


@pytest.mark.parametrize(
    ("where", "provenance"), [(LatLon(48.85, 2.35), "pin"), (HERE, "centroid"), (HERE, "nghe nói"), (HERE, "")]
)
def test_a_place_abroad_or_of_no_source_is_refused(cast, where, provenance):
    with pytest.raises(Refused):
        place(cast.producer, where, provenance, by=cast.mai)


def test_a_position_belongs_to_exactly_one_thing(cast, product):
    for fields in ({}, {"producer": cast.producer, "product": product}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Position.objects.create(latitude=10, longitude=106, provenance="pin", **fields)


# Where a thing stands


def test_a_product_stands_at_its_own_place_else_its_producers_else_the_middle_of_the_commune(cast, product):
    near = standing_of(product)
    place(cast.producer, HERE, "pin", by=cast.mai)
    at_producer = standing_of(product)
    place(product, LatLon(10.3, 106.5), "phone", by=cast.mai)
    own = standing_of(product)

    assert ((near.latitude, near.longitude), near.is_near) == (unit_points()[cast.commune.pk], True)
    assert (at_producer.latitude, at_producer.is_of_producer, at_producer.is_known) == (10.1114, True, False)
    assert (own.latitude, own.is_known, own.is_near) == (10.3, True, False)


# The page


@pytest.mark.parametrize(
    ("where", "meridian", "found"),
    [
        ("10.1114, 106.322", "", "10.111400, 106.322000"),
        ("10°06′41.04″N 106°19′19.2″E", "", "10.111400, 106.322000"),
        ("106.322 10.1114", "", "10.111400, 106.322000"),
        ("1118266.0 562499.0", "105-45", "10.111"),
    ],
)
def test_mai_types_coordinates_as_surveyors_write_them(cast, client, where, meridian, found):
    client.force_login(cast.mai)

    answer = client.post(url_of(cast.producer), {"where": where, "meridian": meridian, "provenance": "surveyed"})

    assert answer.status_code == 302
    assert standing_of(cast.producer).text.startswith(found)


@pytest.mark.parametrize("where", ["", "đầu ấp", "48.85, 2.35", "1118266 562499", "10.1", "\x00", "9" * 500])
def test_what_cannot_be_a_place_is_said_and_nothing_is_lost(cast, client, where):
    client.force_login(cast.mai)

    answer = client.post(url_of(cast.producer), {"where": where, "provenance": "pin"})

    assert answer.status_code == 200
    assert answer.context["form"].errors["where"]
    assert Position.objects.count() == 0


def test_the_page_says_how_the_place_is_known(cast, client):
    client.force_login(cast.lan)
    before = client.get(url_of(cast.producer)).content.decode()
    place(cast.producer, HERE, "phone", Decimal("12"), by=cast.mai)
    after = client.get(url_of(cast.producer)).content.decode()

    assert "vị trí gần đúng: trung tâm xã" in before
    assert "lấy từ điện thoại, sai số khoảng 12 m" in after
