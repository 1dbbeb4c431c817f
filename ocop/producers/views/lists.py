"""What lists of old left to officers: potential products, records that may be one, places to be confirmed."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ocop.accounts.models import User
from ocop.core.access import get_visible_or_404, require
from ocop.core.errors import Refused
from ocop.core.paging import page_of
from ocop.places.models import Unit
from ocop.producers import actions
from ocop.producers.forms import PairForm, SearchForm
from ocop.producers.joining import plan, to_stay
from ocop.producers.models import DoubtfulPair, PotentialProduct, Producer

PER_PAGE = 25


def potential(request: HttpRequest) -> HttpResponse:
    """Potential products of the officer's area: on a plan, not public."""
    rows = PotentialProduct.objects.allowed(request.user, "potentialproduct.view").select_related(
        "unit__parent__parent", "unit_as_filed__parent__parent__parent"
    )
    for word in SearchForm(request.GET).words():
        rows = rows.filter(search__contains=word)
    page = page_of(Paginator(rows, PER_PAGE), request.GET.get("page"))
    return render(request, "producers/potential.html", {"page": page})


def pairs(request: HttpRequest) -> HttpResponse:
    """Producers that may be one, for a person to decide; those still open first."""
    rows = DoubtfulPair.objects.allowed(request.user, "doubtfulpair.view").to_show()
    rows = rows.select_related("first__unit", "second__unit", "decided_by").order_by("-state", "pk")
    page = page_of(Paginator(rows, PER_PAGE), request.GET.get("page"))
    return render(request, "producers/pairs.html", {"page": page})


def pair_join(request: HttpRequest, first: str, second: str) -> HttpResponse:
    """What joining the two records would do, before it is done: which stays, what becomes one, what is in the way."""
    rows = DoubtfulPair.objects.select_related("first__unit", "second__unit", "first__joined_to", "second__joined_to")
    pair = get_visible_or_404(rows, request.user, first__code=first, second__code=second)
    require(request.user, "doubtfulpair.decide", pair)
    records = (pair.first, pair.second)
    asked = request.GET.get("giu", "")
    stays = next((each for each in records if each.code == asked), to_stay(pair))
    context = {"pair": pair, "records": records, "plan": plan(pair, stays)}
    return render(request, "producers/pair_join.html", context)


@require_POST
def pair_decide(request: HttpRequest, first: str, second: str) -> HttpResponse:
    rows = DoubtfulPair.objects.select_related("first", "second")
    pair = get_visible_or_404(rows, request.user, first__code=first, second__code=second)
    form = PairForm(request.POST)
    form.is_valid()
    code = form.cleaned_data.get("stays", "")
    stays = next((each for each in (pair.first, pair.second) if each.code == code), None)
    if code and stays is None:
        raise Refused("Hãy chọn giữ lại một trong hai chủ thể của cặp này.")
    actions.decide_pair(pair, form.cleaned_data.get("state", ""), by=cast(User, request.user), stays=stays)
    messages.success(request, "Đã ghi quyết định.")
    return redirect("producers:pairs")


def places(request: HttpRequest) -> HttpResponse:
    """Producers of old lists whose commune of today is not clear, each with the communes it may be."""
    rows = Producer.objects.allowed(request.user, "producer.settle_place").in_doubt()
    rows = rows.select_related("unit__parent", "unit_as_filed__parent__parent__parent")
    rows = rows.prefetch_related("place_choices")
    page = page_of(Paginator(rows, PER_PAGE), request.GET.get("page"))
    return render(request, "producers/places.html", {"page": page})


@require_POST
def place_settle(request: HttpRequest, code: str) -> HttpResponse:
    producer = get_visible_or_404(Producer.objects.all(), request.user, code=code)
    require(request.user, "producer.settle_place", producer)
    unit = Unit.objects.current().filter(code=request.POST.get("unit", "")[:10].replace("\x00", "")).first()
    if unit is None:
        raise Refused("Hãy chọn một xã trong danh sách.")
    actions.settle_place(producer, unit, by=cast(User, request.user))
    messages.success(request, f"Đã xác nhận {producer} thuộc {unit.full_name}.")
    return redirect("producers:places")
