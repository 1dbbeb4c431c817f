"""The map itself, the same as a list, and the page to print."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ocop.atlas.asked import LIST, MapAsked, asked_on_map
from ocop.atlas.layers import LAYERS, PRODUCTS, groups, legend_of
from ocop.atlas.listed import lists, switches
from ocop.atlas.others import external, planning
from ocop.atlas.places import tree
from ocop.atlas.script import config
from ocop.core.dates import today
from ocop.core.kept_pages import page_cache
from ocop.portal.cards import cards_of
from ocop.portal.catalogue import Catalogue
from ocop.portal.facets import chips, facets, kept
from ocop.portal.listing import Found

A_PAGE = 24
PAPERS = ("a4", "a3")
LONGEST = 100


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
        "kept_by_search": [*kept(found, "q"), *_asked(found).kept],
        "tree": today_tree,
        "old_tree": old_tree,
        "page": page,
        "cards": cards_of(now, list(page)),
        "is_list": is_list,
        "map_url": found.asked.address(xem=""),
        "list_url": found.asked.address(xem=LIST),
    }
    if is_list:
        context |= _listed(request, now, found)
    return _for_this_person(request, render(request, "atlas/list.html" if is_list else "atlas/map.html", context))


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
    return _for_this_person(request, render(request, "atlas/print.html", context))


def _for_this_person(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Layers for offices stand on the page of whoever holds one: such a page is kept by nobody in between."""
    if request.user.is_authenticated:
        response["Cache-Control"] = "private, no-cache"
    return response


def _asked(found: Found) -> MapAsked:
    assert isinstance(found.asked, MapAsked)
    return found.asked


def _listed(request: HttpRequest, now: Catalogue, found: Found) -> dict[str, Any]:
    searched = " ".join(request.GET.get("tim", "").replace("\x00", " ").split())[:LONGEST]
    shown = lists(request, now, found, searched)
    return {
        "lists": shown,
        "has_planned": any(each.files for each in shown),
        "switches": switches(request.user, now, found),
        "shows_products": PRODUCTS in _asked(found).layers,
        "searched": searched,
        "kept_by_layer_search": [*kept(found), *_asked(found).kept],
    }


def _context(request: HttpRequest, now: Catalogue, found: Found) -> dict[str, Any]:
    asked = _asked(found)
    layers = [
        {"layer": layer, "legend": legend_of(layer.id, now), "is_on": layer.id in asked.layers}
        for layer in LAYERS.values()
    ]
    others = [*planning(asked.layers, request.user), *external(asked.layers, request.user)]
    return {
        "found": found,
        "query": asked.address(xem="")[1:],
        "layers": layers,
        "groups": groups(now),
        "colours": asked.colours,
        "others": others,
        "config": json.dumps(config(layers, others, now), ensure_ascii=False),
    }
