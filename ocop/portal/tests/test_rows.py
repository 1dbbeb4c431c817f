import pytest

from ocop.portal.rows import NONE, numbers_in, rows_of

SOME = [0, 1, 7, 8, 9, 63, 4095, 4096, 9999]


def test_rows_and_numbers_are_the_same_thing_twice():
    assert list(numbers_in(rows_of(SOME, 10_000))) == SOME


def test_nothing_is_no_rows():
    assert (rows_of([], 0), list(numbers_in(NONE))) == (NONE, [])


@pytest.mark.parametrize(("start", "stop"), [(0, 3), (2, 4), (3, 100), (7, 9), (9, 20), (0, 0), (5, None)])
def test_a_part_of_the_rows_is_cut_like_a_list(start, stop):
    assert list(numbers_in(rows_of(SOME, 10_000), start, stop)) == SOME[start:stop]
