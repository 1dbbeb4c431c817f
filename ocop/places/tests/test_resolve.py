from datetime import date

import pytest

from ocop.places.resolve import What, resolve, resolve_text

pytestmark = pytest.mark.django_db

YEAR_2023 = date(2023, 12, 31)


@pytest.mark.parametrize(
    "text",
    [
        "ấp Sơn Lập, xã Vọng Đông, huyện Thoại Sơn, tỉnh An Giang",
        "xa Vong Dong, huyen Thoai Son, tinh An Giang",
        "Vọng Đông, Thoại Sơn, An Giang",
        "X. Vọng Đông - H. Thoại Sơn - An Giang",
    ],
)
def test_resolve_text_finds_the_old_and_the_new_unit(three_provinces, text):
    found = resolve_text(text)

    assert found.old.path == "xã Vọng Đông, huyện Thoại Sơn, tỉnh An Giang"
    assert found.new.path == "xã Óc Eo, tỉnh An Giang"
    assert (found.is_resolved, found.is_split, found.problem, found.remarks) == (True, False, "", ())


def test_resolve_text_fills_in_what_a_list_leaves_out(three_provinces):
    found = resolve_text("Tổ 8, xã Mỹ Khánh, TP.LX, tỉnh AG", province="An Giang", district="thành phố Long Xuyên")

    assert found.old.path == "xã Mỹ Khánh, thành phố Long Xuyên, tỉnh An Giang"


def test_resolve_takes_a_city_for_a_district_when_it_is_no_province(three_provinces):
    assert resolve_text("phường 2, thành phố Cà Mau").problem == "Hãy ghi tên tỉnh."
    found = resolve_text("phường 2, thành phố Cà Mau", province="Cà Mau")
    assert found.old.path == "phường 2, thành phố Cà Mau, tỉnh Cà Mau"


def test_resolve_gives_todays_unit_for_todays_address(three_provinces):
    found = resolve(province="Vĩnh Long", commune="phường Phú Khương")

    assert (found.old, found.new.path) == (None, "phường Phú Khương, tỉnh Vĩnh Long")


def test_resolve_reads_an_old_district_under_the_new_province(three_provinces):
    found = resolve_text("xã Hưng Khánh Trung B, huyện Chợ Lách, tỉnh Vĩnh Long")

    assert found.old.path == "xã Hưng Khánh Trung B, huyện Chợ Lách, tỉnh Bến Tre"


def test_resolve_tells_twins_by_district_and_never_by_name_alone(three_provinces):
    in_chau_thanh = resolve(province="Bến Tre", district="Châu Thành", commune="xã An Hiệp", day=YEAR_2023)
    in_ba_tri = resolve(province="Bến Tre", district="Ba Tri", commune="xã An Hiệp", day=YEAR_2023)
    open_question = resolve(province="Bến Tre", commune="xã An Hiệp")

    assert (in_chau_thanh.new.name, in_ba_tri.new.name) == ("Phú Túc", "An Hiệp")
    assert (open_question.old, open_question.new) == (None, None)
    assert [unit.parent.name for unit in open_question.candidates] == ["Ba Tri", "Châu Thành"]


def test_resolve_picks_the_twin_that_existed_on_the_day(three_provinces):
    found = resolve(province="Bến Tre", commune="xã An Hiệp", day=date(2024, 12, 15))

    assert found.old.parent.name == "Ba Tri"


def test_resolve_takes_the_unit_of_the_day_where_a_code_changed_hands(three_provinces):
    before = resolve(province="Bến Tre", district="Châu Thành", commune="thị trấn Châu Thành", day=YEAR_2023)
    after = resolve(province="Bến Tre", district="Châu Thành", commune="thị trấn Châu Thành", day=date(2025, 1, 1))

    assert (before.old.code, after.old.code) == ("28801", "28810")
    assert before.new == after.new


@pytest.mark.parametrize("written", ["Phong Năm", "Tân Thiêng", "An Quy"])
def test_resolve_accepts_one_letter_or_accent_and_says_so(three_provinces, written):
    district = {"Phong Năm": "Giồng Trôm", "Tân Thiêng": "Chợ Lách", "An Quy": "Thạnh Phú"}[written]

    found = resolve(province="Bến Tre", district=district, commune=written, commune_kind="xã")

    assert found.is_resolved
    assert [remark.what for remark in found.remarks] == [What.SPELLING]


def test_resolve_does_not_mind_where_a_tone_stands(three_provinces):
    found = resolve(province="Bến Tre", district="Giồng Trôm", commune="xã Bình Hoà")

    assert (found.old.name, found.remarks) == ("Bình Hòa", ())


def test_resolve_says_when_the_kind_differs(three_provinces):
    found = resolve(province="An Giang", district="huyện An Phú", commune="xã Đa Phước")

    assert found.old.full_name == "thị trấn Đa Phước"
    assert [remark.sentence for remark in found.remarks] == ["Ghi «xã Đa Phước», danh mục có thị trấn Đa Phước."]


def test_resolve_needs_the_kind_where_two_units_share_a_name(three_provinces):
    assert resolve(province="Cà Mau", district="Thới Bình", commune="xã Thới Bình").old.kind == "xã"
    assert resolve(province="Cà Mau", district="Thới Bình", commune="thị trấn Thới Bình").old.kind == "thị trấn"
    either = resolve(province="Cà Mau", district="Thới Bình", commune="Thới Bình")
    assert (either.old, [unit.kind for unit in either.candidates]) == (None, ["thị trấn", "xã"])


def test_resolve_does_not_guess_when_name_or_district_may_be_wrong(three_provinces):
    found = resolve(province="An Giang", district="huyện Thoại Sơn", commune="xã Bình Thạnh", day=YEAR_2023)

    assert (found.old, found.new) == (None, None)
    assert [unit.path for unit in found.candidates] == [
        "xã Bình Thành, huyện Thoại Sơn, tỉnh An Giang",
        "xã Bình Thạnh, huyện Châu Thành, tỉnh An Giang",
    ]
    assert found.problem.endswith("Hãy chọn một.")


def test_resolve_leaves_the_choice_of_a_divided_unit_to_a_person(three_provinces):
    found = resolve(province="Cà Mau", district="Cái Nước", commune="xã Hòa Mỹ")

    assert (found.old.name, found.new, found.is_split, found.is_resolved) == ("Hòa Mỹ", None, True, False)
    assert [unit.name for unit in found.candidates] == ["Hưng Mỹ", "Phú Mỹ", "Tân Hưng"]
    assert (found.main, found.best) == (found.candidates[0], found.candidates[0])
    assert found.problem == "Xã Hòa Mỹ đã chia vào xã Hưng Mỹ, xã Phú Mỹ, xã Tân Hưng. Hãy chọn đơn vị hôm nay."


def test_resolve_knows_a_name_that_was_merged_before_the_older_list(three_provinces):
    found = resolve(province="Bến Tre", district="Châu Thành", commune="xã Giao Hòa")

    assert found.old.full_name == "xã Giao Long"
    assert [remark.what for remark in found.remarks] == [What.FORMER]


def test_resolve_without_a_commune_gives_the_district_or_the_province(three_provinces):
    district = resolve(province="An Giang", district="Thoại Sơn")
    province = resolve(province="Bến Tre")

    assert (district.old.path, district.new) == ("huyện Thoại Sơn, tỉnh An Giang", None)
    assert (province.old.full_name, province.new.full_name) == ("tỉnh Bến Tre", "tỉnh Vĩnh Long")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "Hãy ghi tên tỉnh."),
        ("xã Vọng Đông, tỉnh Atlantis", "Không có tỉnh nào tên «tỉnh Atlantis». Hãy kiểm tra tên tỉnh."),
        ("xã Abc, huyện Xyz, tỉnh An Giang", "Không có huyện Xyz ở tỉnh An Giang. Hãy kiểm tra tên huyện."),
        ("xã Abc, huyện Thoại Sơn, An Giang", "Không có xã Abc ở huyện Thoại Sơn, An Giang. Hãy kiểm tra tên."),
    ],
)
def test_resolve_says_what_is_wrong(three_provinces, text, problem):
    found = resolve_text(text)

    assert (found.old, found.new, found.candidates, found.problem) == (None, None, (), problem)
