"""The whole country, loaded once."""

from datetime import date

import pytest

from ocop.places.actions import Loaded, load_units
from ocop.places.models import Succession, Unit
from ocop.places.resolve import resolve_text

pytestmark = pytest.mark.django_db


def test_load_units_brings_the_whole_country(all_units):
    assert Unit.objects.current().filter(level="province").count() == 34
    assert Unit.objects.current().filter(level="commune").count() == 3321
    assert Unit.objects.on(date(2025, 6, 30)).filter(level="commune").count() == 10035
    assert Succession.objects.filter(on=date(2025, 7, 1), old__level="commune").count() == 10597
    root = Unit.objects.get(level="nation")
    assert (root.code, root.name, root.kind, root.parent) == ("00", "Việt Nam", "", None)


def test_load_units_changes_nothing_the_second_time(all_units, django_assert_num_queries):
    with django_assert_num_queries(4):  # two reads inside a savepoint
        assert load_units() == Loaded(units=0, closed=0, successions=0)


def test_resolve_follows_changes_after_july_2025(all_units):
    found = resolve_text("xã Xuân Lộc, Đồng Nai")
    island = resolve_text("huyện Lý Sơn, tỉnh Quảng Ngãi")
    merged_district = resolve_text("Phường Long Trường, Quận 9, TP.HCM")

    assert found.new.path == "phường Xuân Lộc, thành phố Đồng Nai"
    assert island.new.path == "đặc khu Lý Sơn, tỉnh Quảng Ngãi"
    assert merged_district.old.path == "phường Long Trường, thành phố Thủ Đức, thành phố Hồ Chí Minh"
