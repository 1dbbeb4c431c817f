import subprocess
import sys
from collections import Counter
from datetime import date

from ocop.places import source


def count(day):
    units = source.register().units.values()
    return Counter(u.level for u in units if u.valid_from <= day and (u.valid_to is None or u.valid_to >= day))


def test_register_has_both_lists_whole():
    assert count(date(2025, 6, 30)) == {"nation": 1, "province": 63, "district": 696, "commune": 10035}
    assert count(date(2025, 7, 1)) == {"nation": 1, "province": 34, "commune": 3321}


def test_register_knows_the_changes_of_2026():
    today = [u for u in source.register().units.values() if u.valid_to is None]

    # NQ 30/2026/QH16, NQ 36/2026/QH16, NQ 39/2026/QH16; NQ 237/NQ-UBTVQH16, NQ 388/NQ-UBTVQH16
    assert Counter(u.kind for u in today if u.level == "province") == {"tỉnh": 25, "thành phố": 9}
    assert Counter(u.kind for u in today if u.level == "commune") == {"xã": 2599, "phường": 709, "đặc khu": 13}


def test_register_moves_communes_along_when_their_province_changes():
    known = source.register()
    old = known.units["commune", "26425", date(2025, 7, 1)]
    new = known.units["commune", "26425", date(2026, 4, 30)]

    assert (old.name, old.kind, old.valid_to) == ("Xuân Lộc", "xã", date(2026, 4, 29))
    assert (new.name, new.kind, new.valid_to) == ("Xuân Lộc", "phường", None)
    assert known.units[old.parent].kind == "tỉnh"
    assert known.units[new.parent].kind == "thành phố"


def test_register_maps_every_closed_commune_to_exactly_one_main_successor():
    known = source.register()
    closed = {key for key, unit in known.units.items() if unit.level == "commune" and unit.valid_to}
    mains = Counter(each.old for each in known.successions if each.is_main and each.old[0] == "commune")

    assert set(mains) == closed
    assert set(mains.values()) == {1}


def test_register_keeps_whole_and_divided_units_apart():
    july = [s for s in source.register().successions if s.on == date(2025, 7, 1) and s.old[0] == "commune"]

    assert sum(each.is_whole for each in july) == 9564
    assert len({each.old for each in july if not each.is_whole}) == 471
    assert sum(not each.is_whole for each in july) == 1033


def test_register_keeps_leading_zeros_and_takes_the_kind_from_the_name():
    known = source.register()

    assert known.units["province", "01", date(2025, 7, 1)].name == "Hà Nội"
    assert known.units["commune", "00004", date(2025, 7, 1)].kind == "phường"
    assert known.units["commune", "10543", date(2025, 7, 1)].kind == "phường"  # the package's type column says xã


def test_only_takes_a_province_with_those_it_went_into():
    part = source.register().only({"83"})

    provinces = {(u.name, u.valid_from) for u in part.units.values() if u.level == "province"}
    assert provinces == {("Bến Tre", date(2023, 4, 10)), ("Vĩnh Long", date(2025, 7, 1))}
    assert all(s.old in part.units and s.new in part.units for s in part.successions)


def test_former_names_remember_merged_units():
    names = source.former_names()

    assert names["831", "xaanhiep"] == "28855"
    assert names["", "hcm"] == "79"


def test_the_package_itself_is_never_imported():
    code = "import sys; from ocop.places import source; source.register(); print('vietnamadminunits' in sys.modules)"
    setup = "import django; from django.conf import settings; settings.configure(); "

    answer = subprocess.run([sys.executable, "-c", setup + code], capture_output=True, text=True, check=True)

    assert answer.stdout == "False\n"
