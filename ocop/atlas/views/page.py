"""The map itself, the same as a list, and the page to print."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ocop.atlas.asked import LIST, MapAsked, asked_on_map
from ocop.atlas.layers import AREAS, LAYERS, PRODUCTS, groups, legend_of
from ocop.atlas.others import external, planning
from ocop.atlas.places import tree
from ocop.atlas.visits import SECTIONS
from ocop.core.dates import today
from ocop.core.kept_pages import page_cache
from ocop.portal.cards import cards_of
from ocop.portal.catalogue import Catalogue
from ocop.portal.facets import chips, facets, kept
from ocop.portal.listing import Found

A_PAGE = 24
PAPERS = ("a4", "a3")


@require_safe
@login_not_required
@page_cache
def map_page(request: HttpRequest) -> HttpResponse:
    now, found = asked_on_map(request.GET)
    is_list = found.asked.view == LIST
    page = Paginator(found.keys, A_PAGE).get_page(request.GET.get("trang"))
    today_tree, old_tree = tree(found)
    context = {
        **_context(request, now, found),
        "facets": facets(found),
        "chips": chips(found),
        "kept_by_search": kept(found, "q"),
        "tree": today_tree,
        "old_tree": old_tree,
        "page": page,
        "cards": cards_of(now, list(page)),
        "is_list": is_list,
        "map_url": found.asked.address(xem=""),
        "list_url": found.asked.address(xem=LIST),
        "records": _records(found) if is_list else [],
    }
    return render(request, "atlas/list.html" if is_list else "atlas/map.html", context)


@require_safe
@login_not_required
@page_cache
def print_page(request: HttpRequest) -> HttpResponse:
    now, found = asked_on_map(request.GET)
    asked_for = request.GET.get("kho", "").lower()
    context = {
        **_context(request, now, found),
        "paper": asked_for if asked_for in PAPERS else PAPERS[0],
        "papers": [(name, name.upper(), f"{found.asked.address()}&kho={name}") for name in PAPERS],
        "filters": [words for words, _href in chips(found)],
        "day": today(),
        "site": settings.SITE_URL,
    }
    return render(request, "atlas/print.html", context)


def _context(request: HttpRequest, now: Catalogue, found: Found) -> dict[str, Any]:
    asked = found.asked
    on = asked.layers if isinstance(asked, MapAsked) else ()
    layers = [
        {"layer": layer, "legend": legend_of(layer.id, now), "is_on": layer.id in on} for layer in LAYERS.values()
    ]
    others = [*planning(on), *external(on)]
    return {
        "found": found,
        "query": asked.address(xem="")[1:],
        "layers": layers,
        "groups": groups(now),
        "others": others,
        "config": json.dumps(_config(layers, others, now), ensure_ascii=False),
    }


def _config(layers: list[dict[str, Any]], others: list[dict[str, Any]], now: Catalogue) -> dict[str, Any]:
    """What the script needs to know; addresses and colours, nothing about the visitor."""

    def keys(legend: list[Any]) -> list[dict[str, Any]]:
        return [{"key": each.key, "words": each.words, "colour": each.colour} for each in legend]

    return {
        "layers": [
            {
                "id": each["layer"].id,
                "title": str(each["layer"].title),
                "kind": each["layer"].kind,
                "colour": each["layer"].colour,
                "url": reverse(each["layer"].url_name),
                "legend": keys(each["legend"]),
                "filtered": each["layer"].id not in (*SECTIONS, AREAS),
                "shape": each["layer"].is_shape,
            }
            for each in layers
        ],
        "groups": keys(groups(now)),
        "products": PRODUCTS,
        "others": others,
        "panel": reverse("atlas:panel", args=["kind", "code"]),
        "search": reverse("atlas:search"),
        "units": reverse("atlas:units"),
        "shapes": f"{reverse('gis:units')}?within={settings.HOME_PROVINCE}",
        "here": reverse("gis:here"),
        "words": {
            "seen": _("Trong khung nhìn"),
            "nothing": _("Không có điểm nào trong khung nhìn này."),
            "more": _("và {n} điểm nữa; hãy phóng to để xem hết"),
            "not_found": _("Không tìm thấy"),
            "here": _("Vị trí của bạn"),
            "asking": _("Đang hỏi vị trí…"),
            "refused": _("Không biết vị trí của bạn: trình duyệt chưa cho phép hoặc chưa bật định vị."),
            "near": _("Gần bạn nhất"),
            "failed": _("Chưa tải được dữ liệu này. Hãy thử lại."),
            "many": _("{n} mục tại đây"),
            "count": _("{n} sản phẩm đang có hiệu lực"),
            "copied": _("Đã chép địa chỉ của khung nhìn này."),
        },
    }


def _records(found: Found) -> list[dict[str, Any]]:
    """The other layers as short lists, each leading to its whole list."""
    on = found.asked.layers if isinstance(found.asked, MapAsked) else ()
    return [
        {
            "title": LAYERS[name].title,
            "rows": list(section.shown().order_by("order", "pk")[:A_PAGE]),
            "url": reverse(section.url_name),
        }
        for name, section in SECTIONS.items()
        if name in on
    ]
