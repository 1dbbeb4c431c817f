"""Growing areas for those who keep them, and one area as anybody who may sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ocop.core.access import get_visible_or_404, require
from ocop.core.text import normalise
from ocop.gis.front import addresses
from ocop.gis.queries import unit_points
from ocop.growing import actions
from ocop.growing.access import of_my_producers
from ocop.growing.forms import AreaForm
from ocop.growing.models import GrowingArea
from ocop.growing.queries import history_lines, past_outlines
from ocop.places.models import Unit, UnitQuerySet

if TYPE_CHECKING:
    from ocop.accounts.models import User

PER_PAGE = 20


def _person(request: HttpRequest) -> User:
    return cast("User", request.user)


def _units(request: HttpRequest) -> UnitQuerySet:
    """The communes in which the person writes down areas."""
    units = Unit.objects.allowed(request.user, "unit.add_growing_area").filter(level=Unit.Level.COMMUNE)
    return units.order_by("order")


@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    """The areas the person keeps, or sees as a producer."""
    rows = GrowingArea.objects.allowed(request.user, "growingarea.edit") | GrowingArea.objects.filter(
        pk__in=_mine(request)
    )
    words = request.GET.get("q", "")[:100]
    for word in normalise(words).split():
        rows = rows.filter(search__contains=word)
    page = Paginator(rows.select_related("unit").order_by("name", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "q": words, "may_add": _units(request).exists()}
    return render(request, "growing/areas.html", context)


def _mine(request: HttpRequest) -> list[int]:
    return list(GrowingArea.objects.filter(of_my_producers(_person(request))).values_list("pk", flat=True))


def new(request: HttpRequest) -> HttpResponse:
    units = _units(request)
    if not units.exists():
        raise PermissionDenied("unit.add_growing_area")
    form = AreaForm(request.POST or None, request.FILES or None, units=units)
    if request.method == "POST" and form.is_valid():
        fields = form.area_fields
        area = actions.add(fields.pop("unit"), fields, by=_person(request), shape=form.shape, origin=form.origin)
        messages.success(request, "Đã thêm vùng trồng.")
        return redirect(area)
    return render(request, "growing/form.html", {"form": form, "at": _middle(units[0])})


def edit(request: HttpRequest, code: str) -> HttpResponse:
    area = get_visible_or_404(GrowingArea.objects.select_related("unit"), request.user, code=code)
    require(request.user, "growingarea.edit", area)
    form = AreaForm(request.POST or None, request.FILES or None, instance=area, units=_units(request))
    if request.method == "POST" and form.is_valid():
        fresh = GrowingArea.objects.get(pk=area.pk)
        actions.edit(fresh, form.area_fields, by=_person(request), shape=form.shape, origin=form.origin)
        messages.success(request, "Đã lưu vùng trồng.")
        return redirect(area)
    kept = GrowingArea.objects.only("code", "name", "geometry").get(pk=area.pk)  # the form has written into `area`
    return render(request, "growing/form.html", {"form": form, "area": kept, "at": _middle(area.unit)})


def _middle(unit: Unit) -> tuple[float, float] | None:
    """Where the map of the form begins when nothing is drawn yet."""
    return unit_points().get(unit.pk)


@require_safe
@login_not_required  # public areas are granted to visitors
def area(request: HttpRequest, code: str) -> HttpResponse:
    """One area: what it is, to whom it belongs; its history for those who keep it."""
    thing = get_visible_or_404(GrowingArea.objects.select_related("unit__parent__parent"), request.user, code=code)
    may_edit = GrowingArea.objects.allowed(request.user, "growingarea.edit").filter(pk=thing.pk).exists()
    context = {
        "area": thing,
        "producers": thing.producers.allowed(request.user, "producer.view"),
        "products": thing.products.allowed(request.user, "product.view"),
        "may_edit": may_edit,
        "history": history_lines(thing) if may_edit else [],
        "outlines": past_outlines(thing) if may_edit else [],
        "front": addresses("growingarea", thing.code),
    }
    return render(request, "growing/area.html", context)


@require_POST
def restore(request: HttpRequest, code: str, outline: str) -> HttpResponse:
    area = get_visible_or_404(GrowingArea.objects.all(), request.user, code=code)
    require(request.user, "growingarea.edit", area)
    kept = area.past_outlines.filter(code=outline).first()
    if kept is None:
        raise Http404(outline)
    actions.restore(area, kept, by=_person(request))
    messages.success(request, "Đã dùng lại hình này. Hình vừa thay vẫn được giữ.")
    return redirect(area)


@require_POST
def close(request: HttpRequest, code: str) -> HttpResponse:
    area = get_visible_or_404(GrowingArea.objects.all(), request.user, code=code)
    actions.close(area, by=_person(request))
    messages.success(request, "Đã thôi vùng trồng. Vùng không còn trên bản đồ.")
    return redirect("growing:list")
