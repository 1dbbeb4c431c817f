"""The pages of those who keep a province's map data: layers, uploads, versions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ocop.core.access import get_visible_or_404, require
from ocop.core.errors import Refused
from ocop.gis import actions, queries
from ocop.gis.actions.versions import BUSY, MOVED_ON, is_stuck
from ocop.gis.forms import ConfirmForm, LayerForm, NewLayerForm, PrepareForm, UploadForm
from ocop.gis.front import addresses
from ocop.gis.looks import look_of
from ocop.gis.models import Layer, LayerVersion
from ocop.gis.preview import Preview, described, preview_of
from ocop.gis.reading.arrival import MAX_MB
from ocop.gis.workflow import PREPARE, State
from ocop.places.models import Unit

if TYPE_CHECKING:
    from ocop.accounts.models import User

TONES = {
    "checked": "warn", "preparing": "info", "failed": "danger", "ready": "warn", "published": "success",
    "retired": "neutral", "discarded": "neutral",
}  # fmt: skip
BUILT = (State.READY, State.PUBLISHED, State.RETIRED)
CUT = "Tệp đến không đủ: đường truyền bị ngắt giữa chừng. Hãy tải lên lại."


def _person(request: HttpRequest) -> User:
    return cast("User", request.user)


def _provinces(request: HttpRequest) -> Any:
    """The provinces whose map data the person keeps; 403 for everybody else."""
    provinces = Unit.objects.allowed(request.user, "unit.add_layer").order_by("order")
    if not provinces:
        raise PermissionDenied("unit.add_layer")
    return provinces


@require_safe
def layers(request: HttpRequest) -> HttpResponse:
    """Every layer of the person's provinces, and the layers of other servers."""
    _provinces(request)
    return render(request, "gis/layers.html", {"layers": queries.kept_layers(_person(request)), "tones": TONES})


def layer_new(request: HttpRequest) -> HttpResponse:
    form = NewLayerForm(request.POST or None, provinces=_provinces(request))
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        layer = actions.add_layer(fields.pop("unit"), fields, by=_person(request))
        messages.success(request, "Đã thêm lớp. Hãy tải tệp dữ liệu lên.")
        return redirect(layer)
    return render(request, "gis/layer_form.html", {"form": form})


@require_safe
def layer(request: HttpRequest, slug: str) -> HttpResponse:
    """One layer: its versions, and where a new file goes."""
    thing = _managed(request, slug)
    versions = thing.versions.select_related("uploaded_by", "file")
    rows = [(each, TONES[each.state]) for each in versions]
    context = {"layer": thing, "rows": rows, "form": UploadForm(), "max_mb": MAX_MB}
    return render(request, "gis/layer.html", context)


def _managed(request: HttpRequest, slug: str) -> Layer:
    thing = get_visible_or_404(Layer.objects.select_related("unit", "published"), request.user, slug=slug)
    require(request.user, "layer.manage", thing)
    return thing


def layer_edit(request: HttpRequest, slug: str) -> HttpResponse:
    thing = _managed(request, slug)
    form = LayerForm(request.POST or None, instance=thing)
    if request.method == "POST" and form.is_valid():
        fresh = Layer.objects.get(pk=thing.pk)
        actions.edit_layer(fresh, form.cleaned_data, by=_person(request))
        messages.success(request, "Đã lưu.")
        return redirect(thing)
    return render(request, "gis/layer_form.html", {"form": form, "layer": thing})


@require_POST
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    """Take one file: by the page's script with a progress bar, or as a plain form."""
    thing = _managed(request, slug)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        raise Refused("Chưa nhận được tệp. Hãy chọn tệp rồi tải lên lại.")
    file, size = form.cleaned_data["file"], form.cleaned_data["size"]
    if size is not None and size != file.size:
        raise Refused(CUT)
    version = actions.upload(thing, file, by=_person(request))
    messages.success(request, "Đã nhận tệp. Hãy kiểm tra bảng mã và vị trí rồi dựng lớp.")
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"url": version.get_absolute_url()})
    return redirect(version)


@require_safe
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One version: choose how to read it, watch it being made, look at it, publish it."""
    thing = _version(request, slug, number)
    return _page(request, thing, preview_of(thing, request.GET) if _may_choose(thing) else described(thing))


def _may_choose(thing: LayerVersion) -> bool:
    return thing.state in PREPARE.sources and (thing.state != State.PREPARING or is_stuck(thing))


def _version(request: HttpRequest, slug: str, number: int) -> LayerVersion:
    rows = LayerVersion.objects.select_related("layer__unit", "file", "uploaded_by")
    return get_visible_or_404(rows, request.user, layer__slug=slug, number=number)


def _page(request: HttpRequest, thing: LayerVersion, preview: Preview, **more: Any) -> HttpResponse:
    may_choose = _may_choose(thing)
    context = {
        "version": thing,
        "layer": thing.layer,
        "tone": TONES[thing.state],
        "preview": preview,
        "confirm": ConfirmForm(),
        "may_choose": may_choose,
        "is_stuck": thing.state == State.PREPARING and may_choose,
        "features": thing.features.order_by("fid")[:10] if thing.count else [],
        "built": json.dumps(_built(thing), ensure_ascii=False) if thing.archive and thing.state in BUILT else "",
        "names": addresses().get("names", ""),
        **more,
    }
    if may_choose and "form" not in context:
        context["form"] = PrepareForm(preview.chosen, version=thing, layer=preview.layer)
    return render(request, "gis/version.html", context)


def _built(thing: LayerVersion) -> dict[str, Any]:
    """The version's own tiles, drawn as the map would draw them."""
    archive = reverse("gis:built", args=[thing.layer.slug, thing.number, thing.archive_hash])
    return {**look_of(thing.layer, thing), "id": "built", "title": str(thing.layer), "archive": archive}


@require_POST
def prepare(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """«Đúng vị trí»: the choices are kept and the layer is made."""
    thing = _version(request, slug, number)
    if not _may_choose(thing):
        raise Refused(MOVED_ON if thing.state != State.PREPARING else BUSY)
    preview = preview_of(thing, request.POST)
    form = PrepareForm(request.POST, version=thing, layer=preview.layer)
    confirm = ConfirmForm(request.POST)
    if not (form.is_valid() and confirm.is_valid()):
        return _page(request, thing, preview, form=form, confirm=confirm)
    actions.prepare(thing, actions.Choice(**form.cleaned_data), by=_person(request))
    return redirect(thing)


@require_POST
def publish(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return _moved(request, slug, number, actions.publish, "Đã công bố. Bản đồ đang hiện bản này.")


@require_POST
def roll_back(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return _moved(request, slug, number, actions.roll_back, "Đã công bố lại bản cũ.")


@require_POST
def retire(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return _moved(request, slug, number, actions.retire, "Đã thôi công bố. Lớp không còn hiện trên bản đồ.")


@require_POST
def discard(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return _moved(request, slug, number, actions.discard, "Đã bỏ bản này.")


def _moved(request: HttpRequest, slug: str, number: int, act: Any, sentence: str) -> HttpResponse:
    thing = _version(request, slug, number)
    act(thing, by=_person(request))
    messages.success(request, sentence)
    return redirect(thing)
