from datetime import date

import pytest

from ocop.places.models import Succession, Unit
from ocop.places.queries import (
    communes_of,
    current_unit,
    districts_of,
    heirs,
    main_unit,
    nation,
    predecessors,
    provinces,
    successors,
    with_predecessors,
)
from ocop.places.tests.factories import OldCommuneFactory, ProvinceFactory, UnitFactory

pytestmark = pytest.mark.django_db


def old(code, level="commune"):
    return Unit.objects.get(level=level, code=code, valid_to=date(2025, 6, 30))


def today(code, level="commune"):
    return Unit.objects.current().get(level=level, code=code)


def names(units):
    return [unit.full_name for unit in units]


def succeed(old_unit, new_unit, *, whole=True, main=True, on=date(2025, 7, 1)):
    return Succession.objects.create(old=old_unit, new=new_unit, on=on, is_whole=whole, is_main=main, source="thử")


def test_provinces_are_those_of_the_day_in_alphabet_order(three_provinces):
    assert names(provinces()) == ["tỉnh An Giang", "tỉnh Cà Mau", "tỉnh Vĩnh Long"]
    assert names(provinces(date(2025, 6, 30))) == ["tỉnh An Giang", "tỉnh Bến Tre", "tỉnh Cà Mau"]
    assert nation().name == "Việt Nam"


def test_communes_of_a_province_follow_its_time(three_provinces):
    assert communes_of(today("86", "province")).count() == 124
    assert communes_of(old("83", "province")).count() == 148
    assert communes_of(old("83", "province"), date(2023, 12, 31)).count() == 157
    assert names(districts_of(old("83", "province")))[:3] == ["huyện Ba Tri", "thành phố Bến Tre", "huyện Bình Đại"]
    assert names(districts_of(today("86", "province"))) == []


def test_current_unit_follows_a_chain_of_successions(three_provinces):
    an_hiep = Unit.objects.get(code="28855", valid_to=date(2024, 11, 30))

    assert an_hiep.full_name == "xã An Hiệp"
    assert names(successors(an_hiep, date(2025, 1, 1))) == ["xã Tường Đa"]
    assert current_unit(an_hiep).path == "xã Phú Túc, tỉnh Vĩnh Long"


def test_current_unit_is_itself_while_it_lasts(three_provinces):
    unit = today("86", "province")

    assert current_unit(unit) == unit
    assert successors(unit, date(2024, 1, 1)) == []


def test_current_unit_of_a_divided_unit_is_left_to_a_person(three_provinces):
    hoa_my = Unit.objects.get(name="Hòa Mỹ", parent__name="Cái Nước")

    assert current_unit(hoa_my) is None
    assert main_unit(hoa_my).full_name == "xã Hưng Mỹ"
    assert [(heir.unit.name, heir.is_main) for heir in heirs(hoa_my)] == [
        ("Hưng Mỹ", True),
        ("Phú Mỹ", False),
        ("Tân Hưng", False),
    ]


def test_a_district_has_no_successor_but_an_island(three_provinces):
    assert successors(old("894", "district")) == []
    assert main_unit(old("894", "district")) is None


def test_heirs_keep_the_main_path_when_two_paths_meet():
    source_unit, part_a, part_b = OldCommuneFactory.create_batch(
        3, valid_to=date(2024, 1, 1), valid_from=date(2023, 1, 1)
    )
    target = UnitFactory()
    succeed(source_unit, part_b, whole=False, main=False)
    succeed(source_unit, part_a, whole=False)
    succeed(part_a, target)
    succeed(part_b, target)

    assert [(heir.unit, heir.is_main) for heir in heirs(source_unit)] == [(target, True)]


def test_predecessors_go_back_all_the_way(three_provinces):
    phu_tuc = current_unit(Unit.objects.get(code="28855", valid_to=date(2024, 11, 30)))

    assert [(unit.full_name, unit.valid_to.year) for unit in predecessors(phu_tuc)] == [
        ("xã An Hiệp", 2024),
        ("xã An Khánh", 2024),
        ("thị trấn Châu Thành", 2024),
        ("thị trấn Châu Thành", 2025),
        ("xã Phú Túc", 2025),
        ("xã Sơn Hòa", 2024),
        ("xã Tân Thạch", 2025),
        ("xã Tường Đa", 2024),
        ("xã Tường Đa", 2025),
    ]


def test_with_predecessors_finds_old_and_new_from_either_side():
    province, other = ProvinceFactory(), UnitFactory()
    new = UnitFactory(parent=province)
    first, second = OldCommuneFactory.create_batch(2)
    old_province = first.parent.parent
    for unit in (first, second):
        succeed(unit, new)
    succeed(old_province, province)

    def ids(unit):
        return set(with_predecessors(unit).values_list("pk", flat=True))

    assert ids(first) == {first.pk, new.pk}
    assert ids(first.parent) == {first.parent.pk, first.pk, new.pk}
    assert ids(new) == {new.pk, first.pk, second.pk}
    assert ids(old_province) == {old_province.pk, first.parent.pk, first.pk, new.pk}
    assert ids(province) == {province.pk, new.pk, old_province.pk, first.parent.pk, first.pk, second.pk}
    assert other.pk in ids(nation())


def test_with_predecessors_serves_as_a_filter(three_provinces):
    vong_dong = Unit.objects.get(name="Vọng Đông", parent__name="Thoại Sơn")

    assert names(Unit.objects.filter(pk__in=with_predecessors(vong_dong))) == ["xã Óc Eo", "xã Vọng Đông"]
