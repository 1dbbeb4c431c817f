"""Figures of recognised products and their producers: a chart, the same figures as a table, and as a file."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import etag, require_safe

from ocop.core.kept_pages import page_cache
from ocop.portal.catalogue import catalogue
from ocop.portal.exports import XLSX, as_csv, as_xlsx
from ocop.portal.statistics import KINDS, PLACED, Figures, figures
from ocop.portal.views.catalogue import file_tag

CHARTS = ("cot", "tron")
MOST_COLUMNS = 20
MOST_SLICES = 8


def asked_of(request: HttpRequest) -> Figures:
    """The figures that the address asks for; the first kind where it is not understood."""
    now, kind = catalogue(), request.GET.get("theo", "")
    kind = kind if kind in KINDS else next(iter(KINDS))
    place = now.territory.by_key.get(request.GET.get("don_vi", "")) if kind in PLACED else None
    if place is not None and place.is_old != (kind == "don-vi-cu"):
        place = None
    return figures(kind, place, now)


@require_safe
@login_not_required
@page_cache
def statistics(request: HttpRequest) -> HttpResponse:
    found = asked_of(request)
    asked = request.GET.get("dang", "")
    chart = asked if asked in CHARTS else CHARTS[0]
    query = request.GET.copy()
    query.pop("dang", None)
    context = {
        "figures": found,
        "kinds": [(kind, words, kind == found.kind) for kind, words in KINDS.items()],
        "charts": [("cot", _("Cột"), chart == "cot"), ("tron", _("Tròn"), chart == "tron")],
        "chart": chart_of(found, chart),
        "query": query.urlencode(),
        "is_cut": chart == "cot" and len(found.shown) > MOST_COLUMNS,
        "most": MOST_COLUMNS,
    }
    return render(request, "portal/statistics.html", context)


def chart_of(found: Figures, chart: str) -> dict[str, Any]:
    """What the script draws: the same figures as the table; of very many lines the largest columns, or slices and «Còn
    lại», the sum of all the others.
    """
    lines = found.shown
    if chart == "tron" or len(lines) > MOST_COLUMNS:
        lines = sorted(lines, key=lambda line: -line.total.count)
    if chart == "cot":
        lines = lines[:MOST_COLUMNS]
    names, counts = [line.words for line in lines], [line.total.count for line in lines]
    if chart == "tron" and len(lines) > MOST_SLICES:
        names, counts = [*names[:MOST_SLICES], _("Còn lại")], [*counts[:MOST_SLICES], sum(counts[MOST_SLICES:])]
    series = [
        {"name": words, "values": [line.parts[number].count for line in lines]}
        for number, words in enumerate(found.columns[: found.adding_up])
    ]
    return {
        "chart": chart,
        "title": found.title,
        "names": names,
        "counts": counts,
        "series": [] if chart == "tron" else series,
        "legend": _slices(names, counts) if chart == "tron" else [each["name"] for each in series],
    }


def _slices(names: list[str], counts: list[int]) -> list[str]:
    """«4 sao: 8 (7%)»."""
    whole = sum(counts)
    return [f"{name}: {count} ({count / whole:.0%})" for name, count in zip(names, counts, strict=True)]


def _rows(found: Figures) -> list[list[Any]]:
    return [
        [line.words, line.total.count, *(cell.count for cell in line.parts)] for line in [*found.lines, found.whole]
    ]


def _head(found: Figures) -> list[str]:
    return [found.first, _("Tổng số"), *found.columns]


@require_safe
@login_not_required
@etag(file_tag)
def statistics_csv(request: HttpRequest) -> HttpResponseBase:
    """The figures as a CSV file."""
    found = asked_of(request)
    rows = ([str(cell) for cell in row] for row in _rows(found))
    response = StreamingHttpResponse(as_csv(_head(found), rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="thong-ke-{found.kind}.csv"'
    return response


@require_safe
@login_not_required
@etag(file_tag)
def statistics_xlsx(request: HttpRequest) -> HttpResponseBase:
    """The figures as a workbook."""
    found = asked_of(request)
    book = as_xlsx(_head(found), _rows(found), _("Thống kê"))
    return FileResponse(book, as_attachment=True, filename=f"thong-ke-{found.kind}.xlsx", content_type=XLSX)
