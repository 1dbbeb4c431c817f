"""The list of recognised products: as cards, as a table, under headings of stars, as a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import etag, require_safe

from ocop.core.kept_pages import page_cache
from ocop.core.paging import page_of
from ocop.portal import exports
from ocop.portal.cards import cards, cards_as_html, cards_of
from ocop.portal.catalogue import POTENTIAL, SORTS, Catalogue, catalogue
from ocop.portal.facets import SORT_WORDS, chips, facets, in_menu_order, kept, provinces, star_words, within_province
from ocop.portal.finished import BusyError, finished
from ocop.portal.listing import Found, read

A_PAGE = 24
A_HEADING = 8
COME_BACK = 20
"""Seconds after which a file that could not be made is asked for again."""

__all__ = ["cards", "products", "products_csv", "products_xlsx"]


def asked_of(request: HttpRequest) -> tuple[Catalogue, Found]:
    """What the address asks of the catalogue of now."""
    now = catalogue()
    return now, Found(now, read(request.GET, now))


@require_safe
@login_not_required
@page_cache
def products(request: HttpRequest) -> HttpResponse:
    now, found = asked_of(request)
    asked = found.asked
    context: dict[str, Any] = {
        "found": found,
        "here": asked.address(),
        "facets": partial(facets, found),  # asked for only where the menus are not kept from before
        "provinces": partial(provinces, found),
        "within": partial(within_province, found),
        "kept_by_places": partial(kept, found, "don_vi"),
        "kept_by_producer": partial(kept, found, "chu_the"),
        "kept_by_search": kept(found, "q"),
        "chips": chips(found),
        "views": [(words, asked.address(xem=view), view == asked.view) for view, words in _view_words().items()],
        "sorts": [(SORT_WORDS[sort], asked.address(sap_xep=sort), sort == asked.sort) for sort in SORTS],
        "query": asked.address(xem="")[1:],
    }
    if asked.view == "sao":
        context["headings"] = _headings(now, found)
    else:
        context["page"] = page = page_of(Paginator(found.keys, A_PAGE), request.GET.get("trang"))
        keys = list(page)
        context["cards"] = cards_of(now, keys) if asked.view == "bang" else cards_as_html(now, keys).values()
    return render(request, "portal/products.html", context)


def _view_words() -> dict[str, str]:
    return {"": _("Thẻ"), "bang": _("Bảng"), "sao": _("Theo hạng sao")}


def _headings(now: Catalogue, found: Found) -> list[dict[str, Any]]:
    """The first products of each number of stars, all in one query."""
    counts = found.counts("sao") if "sao" not in found.parts else {}
    wanted = [v for v in in_menu_order(now, "sao") if counts.get(v) or v == found.asked.values.get("sao")]
    keys = {v: now.in_order(found.rows & now.having("sao", v), found.asked.sort, 0, A_HEADING) for v in wanted}
    shown = cards_as_html(now, [key for some in keys.values() for key in some])
    return [
        {
            "words": star_words(value),
            "stars": int(value) if value != POTENTIAL else None,
            "count": (found.rows & now.having("sao", value)).bit_count(),
            "href": found.asked.address(sao=value, xem=""),
            "cards": [shown[key] for key in keys[value] if key in shown],
        }
        for value in wanted
    ]


def file_tag(request: HttpRequest) -> str | None:
    """Who asks again for a file that is still the same is told so in a line."""
    return exports.tag_of(request.get_full_path())


def says_when_busy(view: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Where a file cannot be made now, say so in a sentence, and when to come back."""

    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponseBase:
        try:
            return view(request)
        except BusyError:
            response = render(request, "portal/busy.html", {"seconds": COME_BACK}, status=503)
            response["Retry-After"] = str(COME_BACK)
            return response

    return answered


@require_safe
@login_not_required
@says_when_busy
@etag(file_tag)
def products_csv(request: HttpRequest) -> HttpResponseBase:
    """The filtered list as a CSV file."""
    return _file(request, "csv", exports.write_csv, "text/csv; charset=utf-8")


@require_safe
@login_not_required
@says_when_busy
@etag(file_tag)
def products_xlsx(request: HttpRequest) -> HttpResponseBase:
    """The filtered list as a workbook."""
    return _file(request, "xlsx", exports.write_xlsx, exports.XLSX)


def _file(request: HttpRequest, kind: str, write: Callable[..., None], media_type: str) -> HttpResponseBase:
    """The list as a file, kept for who asks the same again."""
    now, found = asked_of(request)
    site = f"{request.scheme}://{request.get_host()}"

    def make(path: Path) -> None:
        write(path, exports.titles(), exports.lines(now, found, site))

    file = finished(("products", site, found.asked.address(xem="")), f".{kind}", make)
    return FileResponse(file, as_attachment=True, filename=f"san-pham-ocop.{kind}", content_type=media_type)
