from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.management import call_command

from ocop.core.errors import Refused
from ocop.places import source
from ocop.places.actions import Loaded, check_counts, check_successions, load_units
from ocop.places.models import Succession, Unit
from ocop.places.source import Register
from ocop.places.tests.factories import UnitFactory


def test_load_units_sets_what_save_would_set(db):
    load_units({"83"})
    unit = Unit.objects.get(code="28984", valid_from=date(2025, 7, 1))
    before = (unit.search, unit.order)

    unit.save()

    assert (unit.search, unit.order) == before


def test_load_units_leaves_a_correction_by_hand(db):
    load_units({"83"})
    link = Succession.objects.filter(is_whole=False, is_main=True).first()
    Succession.objects.filter(old=link.old).exclude(pk=link.pk).delete()

    loaded = load_units({"83"})

    assert loaded == Loaded(0, 0, 0)
    assert list(Succession.objects.filter(old=link.old)) == [link]


def test_load_units_closes_what_a_newer_list_closes(db):
    load_units({"75"})
    forget_the_change_of(date(2026, 4, 30))
    assert Unit.objects.current().get(level="province", code="75").title == "Tỉnh Đồng Nai"

    loaded = load_units({"75"})

    assert loaded == Loaded(units=96, closed=96, successions=96)
    assert Unit.objects.current().get(level="province", code="75").title == "Thành phố Đồng Nai"


def forget_the_change_of(day):
    Succession.objects.filter(on=day).delete()
    for level in ("commune", "province"):
        Unit.objects.filter(valid_from=day, level=level).delete()
    Unit.objects.filter(valid_to=day - timedelta(days=1)).update(valid_to=None)


def test_load_units_takes_units_that_are_there_already(db):
    province = UnitFactory(level="province", code="86", name="Vĩnh Long")

    load_units({"86"})

    assert Unit.objects.filter(level="nation").count() == 1
    assert Unit.objects.current().get(level="province", code="86") == province
    assert province.children.count() == 124


def test_load_units_command_says_what_it_did(db, capsys):
    call_command("load_units", province=["83"])
    call_command("load_units", province=["83"])

    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("Đã nạp ")
    assert second == "Danh mục đơn vị hành chính đã đủ."


def test_check_counts_refuses_a_list_that_is_not_whole():
    with pytest.raises(Refused, match="Danh mục có 1 tỉnh và 124 xã, phải có 34 và 3321"):
        check_counts(source.register().only({"83"}))


def test_check_successions_refuses_a_closed_commune_without_successor():
    part = source.register().only({"83"})
    broken = Register()
    broken.units = part.units
    broken.successions = [replace(each, is_main=False) for each in part.successions]

    with pytest.raises(Refused, match="có 0 đơn vị kế thừa chính"):
        check_successions(broken)
