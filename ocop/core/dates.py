"""Legal days. A day of the law is a day in Asia/Ho_Chi_Minh."""

import calendar
from collections.abc import Container
from datetime import date, timedelta

from django.utils import timezone


def today() -> date:
    """The legal day now."""
    return timezone.localdate()


def add_months(day: date, months: int) -> date:
    """The same day some months later; the last day of the month where that day does not exist.

    Bộ luật Dân sự 2015, Điều 147-148: a term in months ends on the corresponding day of the last month.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_working_days(day: date, count: int, *, holidays: Container[date], workdays: Container[date] = ()) -> date:
    """The last day of a term of `count` working days that starts the day after `day`.

    Saturdays, Sundays and `holidays` do not count; `workdays` are Saturdays or Sundays worked in exchange, which do.
    Bộ luật Dân sự 2015, Điều 147.2: the day of the event itself is not counted.
    """
    while count > 0:
        day += timedelta(days=1)
        if is_working_day(day, holidays=holidays, workdays=workdays):
            count -= 1
    return day


def is_working_day(day: date, *, holidays: Container[date], workdays: Container[date] = ()) -> bool:
    """Whether offices work that day."""
    return day in workdays or (day.weekday() < 5 and day not in holidays)


def working_days_between(start: date, end: date, *, holidays: Container[date], workdays: Container[date] = ()) -> int:
    """Working days after `start` up to and with `end`; negative when `end` is before `start`."""
    if end < start:
        return -working_days_between(end, start, holidays=holidays, workdays=workdays)
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day, holidays=holidays, workdays=workdays) for day in days)
