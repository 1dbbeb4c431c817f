"""Layers of other agencies' servers: their pictures through our proxy, and the pages of those who keep the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ocop.core.access import get_visible_or_404, require
from ocop.core.errors import Refused
from ocop.gis import actions, proxy
from ocop.gis.foreign import settled
from ocop.gis.forms import ExternalForm, HostForm
from ocop.gis.models import ExternalLayer, MapHost, Visibility
from ocop.places.models import Unit, UnitQuerySet

if TYPE_CHECKING:
    from ocop.accounts.models import User


def _person(request: HttpRequest) -> User:
    return cast("User", request.user)


@require_safe
@login_not_required  # layers for everybody are granted to visitors
def picture(request: HttpRequest, slug: str, z: int, x: int, y: int) -> HttpResponse:
    """One picture of another server; 404 when it has none, 503 while it is on its way."""
    layer = get_visible_or_404(ExternalLayer.objects.filter(is_active=True), request.user, slug=slug)
    if not layer.min_zoom <= z <= layer.max_zoom or x >= 1 << z or y >= 1 << z:
        raise Http404(slug)
    try:
        found = proxy.picture(layer, z, x, y)
    except proxy.NotThere as error:
        if error.why == proxy.BUSY:
            return HttpResponse(status=503, headers={"Retry-After": "1", "Cache-Control": "no-store"})
        raise Http404(slug) from error
    response = HttpResponse(found.content, content_type=found.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    is_public = layer.visibility == Visibility.PUBLIC
    response["Cache-Control"] = "public, max-age=86400" if is_public else "private, max-age=3600"
    return response


def _provinces(request: HttpRequest, permission: str) -> UnitQuerySet:
    provinces = Unit.objects.allowed(request.user, permission).order_by("order")
    if not provinces:
        raise PermissionDenied(permission)
    return provinces


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Other servers' layers, and the hosts that are allowed."""
    _provinces(request, "unit.add_layer")
    hosts = MapHost.objects.allowed(request.user, "maphost.view")
    context = {
        "layers": list(ExternalLayer.objects.allowed(request.user, "externallayer.manage")),
        "hosts": list(hosts.with_access(request.user, "maphost.manage")),
        "form": HostForm(),
        "may_allow": Unit.objects.allowed(request.user, "unit.allow_map_host").exists(),
    }
    return render(request, "gis/external_list.html", context)


def new(request: HttpRequest) -> HttpResponse:
    province = _provinces(request, "unit.add_layer")[0]
    form = ExternalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_external(province, settled(form.cleaned_data, province), by=_person(request))
        except Refused as refused:
            form.add_error("url", str(refused))
        else:
            messages.success(request, "Đã thêm lớp.")
            return redirect("gis:external_list")
    return render(request, "gis/external_form.html", {"form": form})


def edit(request: HttpRequest, slug: str) -> HttpResponse:
    layer = get_visible_or_404(ExternalLayer.objects.all(), request.user, slug=slug)
    require(request.user, "externallayer.manage", layer)
    form = ExternalForm(request.POST or None, instance=layer)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_external(layer, settled(form.cleaned_data, layer.unit), by=_person(request))
        except Refused as refused:
            form.add_error("url", str(refused))
        else:
            messages.success(request, "Đã lưu.")
            return redirect("gis:external_list")
    return render(request, "gis/external_form.html", {"form": form, "layer": layer})


@require_POST
def host_allow(request: HttpRequest) -> HttpResponse:
    province = _provinces(request, "unit.allow_map_host")[0]
    form = HostForm(request.POST)
    if not form.is_valid():
        raise Refused("; ".join(str(error) for errors in form.errors.values() for error in errors))
    actions.allow_host(form.cleaned_data["host"], form.cleaned_data["note"], by=_person(request), province=province)
    messages.success(request, "Đã cho phép máy chủ.")
    return redirect("gis:external_list")


@require_POST
def host_drop(request: HttpRequest) -> HttpResponse:
    host = get_visible_or_404(MapHost.objects.all(), request.user, host=request.POST.get("host"))
    actions.drop_host(host, by=_person(request))
    messages.success(request, "Đã bỏ máy chủ khỏi danh sách.")
    return redirect("gis:external_list")
