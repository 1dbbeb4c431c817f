from datetime import date, time
from decimal import Decimal

import pytest

from ocop.papers import text


def test_clean_composes_letters_and_drops_what_is_not_text():
    assert text.clean("Bu\u031bo\u031b\u0309i\x00\x07\u202e\ud800\r\nxanh") == "Bưởi\nxanh"


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 5, 22), "ngày 22 tháng 5 năm 2026"),
        (None, "ngày … tháng … năm …"),
    ],
)
def test_long_day_puts_noughts_before_small_days_and_the_first_two_months(day, written):
    assert text.long_day(day) == written


@pytest.mark.parametrize(("value", "written"), [("89.996", "89,99"), ("90", "90,00"), (None, ""), (69.999, "69,99")])
def test_mean_is_cut_and_never_rounded_up(value, written):
    assert text.mean(value) == written


@pytest.mark.parametrize(("value", "written"), [(Decimal("76.50"), "76,5"), (0, "0"), (100, "100"), (None, "")])
def test_points_are_written_without_idle_noughts(value, written):
    assert text.points(value) == written


def test_balanced_breaks_long_names_after_a_comma_and_leaves_short_ones():
    assert text.balanced("Hội đồng đánh giá, phân hạng sản phẩm OCOP", 27) == (
        "Hội đồng đánh giá,\nphân hạng sản phẩm OCOP"
    )
    assert text.balanced("Ủy ban nhân dân xã Tân Phú", 27) == "Ủy ban nhân dân xã Tân Phú"
    assert text.balanced("Một\nHai", 3) == "Một\nHai"
    assert text.balanced("Khôngcókhoảngtrắng", 5) == "Khôngcókhoảngtrắng"


def test_small_words():
    assert text.clock(time(8, 5)) == "08 giờ 05 phút"
    assert text.clock(None) == "… giờ … phút"
    assert (text.stars(4), text.stars(None), text.stars_in_words(5)) == ("4 sao", "—", "năm sao")
