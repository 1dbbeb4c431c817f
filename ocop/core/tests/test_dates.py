from datetime import date

import pytest

from ocop.core.dates import add_months, add_working_days, is_working_day, working_days_between

TET = {date(2026, 2, 16), date(2026, 2, 17), date(2026, 2, 18), date(2026, 2, 19), date(2026, 2, 20)}


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 23), 36, date(2029, 11, 23)),
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2023, 12, 31), 36, date(2026, 12, 31)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_add_months_keeps_the_day_or_takes_the_last_of_the_month(day, months, expected):
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (date(2026, 11, 23), 1, date(2026, 11, 24)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
        (date(2026, 11, 23), 15, date(2026, 12, 14)),
        (date(2026, 2, 13), 1, date(2026, 2, 23)),
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
    ],
)
def test_add_working_days_skips_weekends_and_holidays(start, count, expected):
    assert add_working_days(start, count, holidays=TET) == expected


def test_a_weekend_day_worked_in_exchange_counts():
    saturday = date(2026, 11, 28)

    assert not is_working_day(saturday, holidays=())
    assert is_working_day(saturday, holidays=(), workdays={saturday})
    assert add_working_days(date(2026, 11, 27), 1, holidays=(), workdays={saturday}) == saturday


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), 0),
        (date(2026, 11, 23), date(2026, 11, 30), 5),
        (date(2026, 11, 30), date(2026, 11, 23), -5),
        (date(2026, 2, 13), date(2026, 2, 23), 1),
    ],
)
def test_working_days_between_counts_the_end_but_not_the_start(start, end, expected):
    assert working_days_between(start, end, holidays=TET) == expected
