import pytest
from django.core.paginator import Paginator

from ocop.core.pages import page_of


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("2", 2), (" 3 ", 3), ("0", 1), ("-1", 1), ("-9", 1), ("4", 3), ("9" * 5000, 3), ("x", 1), ("", 1), (None, 1),
        ("²", 1), ("٣", 1), ("1.5", 1),
    ],
)  # fmt: skip
def test_any_address_gives_a_page(raw, number):
    assert page_of(Paginator(range(25), 10), raw).number == number


def test_an_empty_list_has_its_one_page():
    assert list(page_of(Paginator([], 10), "7")) == []
