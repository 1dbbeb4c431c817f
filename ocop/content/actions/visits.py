"""Writes down what the public pages were read, and closes the days that are over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F

from ocop.content.models import DayVisitors, SectionViews, VisitorMark


def add(views: Mapping[tuple[date, str], int], marks: Iterable[tuple[date, str]], *, day: date) -> None:
    """Add pages and visitors to what is written down; days before this one are closed."""
    with transaction.atomic():
        for (of, section), count in views.items():
            _add_views(of, section, count)
        new = [VisitorMark(day=of, mark=mark) for of, mark in marks]
        VisitorMark.objects.bulk_create(new, ignore_conflicts=True)
    close_days(before=day)


def close_days(*, before: date) -> None:
    """Of days that are over only the number of visitors stays; their marks go."""
    for day in VisitorMark.objects.filter(day__lt=before).order_by("day").values_list("day", flat=True).distinct():
        with transaction.atomic():
            gone, _ = VisitorMark.objects.filter(day=day).delete()
            _add_visitors(day, gone)


def _add_views(day: date, section: str, count: int) -> None:
    row = SectionViews.objects.filter(day=day, section=section)
    if row.update(views=F("views") + count):
        return
    try:
        with transaction.atomic():
            SectionViews.objects.create(day=day, section=section, views=count)
    except IntegrityError:  # another process was first
        row.update(views=F("views") + count)


def _add_visitors(day: date, count: int) -> None:
    row = DayVisitors.objects.filter(day=day)
    if count and not row.update(visitors=F("visitors") + count):
        try:
            with transaction.atomic():
                DayVisitors.objects.create(day=day, visitors=count)
        except IntegrityError:
            row.update(visitors=F("visitors") + count)
