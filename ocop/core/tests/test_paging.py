import pytest
from django.core.paginator import Paginator

from ocop.core.paging import page_of


@pytest.mark.parametrize(
    ("asked", "number"),
    [(None, 1), ("", 1), ("hai", 1), ("0", 1), ("-5", 1), ("1", 1), ("2", 2), ("4", 4), ("5", 4), ("9" * 30, 4)],
)
def test_page_of_gives_the_first_below_one_and_the_last_beyond_the_end(asked, number):
    assert page_of(Paginator(range(40), 10), asked).number == number


def test_page_of_an_empty_list_is_its_one_empty_page():
    page = page_of(Paginator([], 10), "3")

    assert (page.number, list(page)) == (1, [])
