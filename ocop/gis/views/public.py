"""What the map and its visitors ask: units, what is at a point, search in layers, downloads."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from ocop.core.access import get_visible_or_404
from ocop.core.kept_pages import page_cache
from ocop.gis import exports, queries
from ocop.gis.coordinates import is_in_vietnam, meridian_of
from ocop.gis.models import Layer, Visibility
from ocop.places.models import Unit

GEOJSON = "application/geo+json"
TYPES = {"geojson": GEOJSON, "csv": "text/csv; charset=utf-8", "gpkg": "application/geopackage+sqlite3"}


@require_safe
@login_not_required
@page_cache
def units(request: HttpRequest) -> HttpResponse:
    """Today's provinces or communes: boundaries where they were imported, else points."""
    level = request.GET.get("level", Unit.Level.COMMUNE)
    if level not in (Unit.Level.PROVINCE, Unit.Level.COMMUNE):
        raise Http404(level)
    code = request.GET.get("within", "")
    within = Unit.objects.current().filter(level=Unit.Level.PROVINCE, code=code).first() if code else None
    if code and within is None:
        raise Http404(code)
    features = queries.unit_features(level, within)
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, content_type=GEOJSON)


@require_safe
@login_not_required
def here(request: HttpRequest) -> JsonResponse:
    """What is planned at this point."""
    try:
        lat, lon = float(request.GET.get("lat", "")), float(request.GET.get("lon", ""))
    except ValueError:
        return JsonResponse({"error": "Cần hai số lat và lon."}, status=400)
    if not is_in_vietnam(lat, lon):
        return JsonResponse({"features": []})
    return _private(JsonResponse({"features": queries.features_json(queries.at_point(lat, lon, request.user))}))


@require_safe
@login_not_required
def find(request: HttpRequest) -> JsonResponse:
    """Search in the columns of the layers this person sees."""
    found = queries.find(request.GET.get("q", "")[:100], request.user)
    return _private(JsonResponse({"features": queries.features_json(found)}))


def _private(response: JsonResponse) -> JsonResponse:
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@login_not_required
def download(request: HttpRequest, slug: str, suffix: str) -> HttpResponseBase:
    """A whole layer as a file."""
    layer = get_visible_or_404(Layer.objects.select_related("published"), request.user, slug=slug)
    version = layer.published
    if version is None or suffix not in TYPES:
        raise Http404(slug)
    rows = _rows(layer)
    if suffix == "gpkg":
        meridian = meridian_of(request.GET["kinh-tuyen"]) if request.GET.get("kinh-tuyen") else None
        content = exports.geopackage(rows, version.fields, name=layer.slug, meridian=meridian)
        response: HttpResponseBase = HttpResponse(content, content_type=TYPES[suffix])
    else:
        lines = exports.geojson(rows) if suffix == "geojson" else exports.csv_lines(rows, version.fields)
        response = StreamingHttpResponse(lines, content_type=TYPES[suffix])
    response["Content-Disposition"] = f'attachment; filename="{layer.slug}-{version.number}.{suffix}"'
    if layer.visibility != Visibility.PUBLIC:
        response["Cache-Control"] = "private, no-store"
    return response


def _rows(layer: Layer) -> Iterator[exports.Row]:
    rows = queries.features_of(layer).order_by("fid").values_list("fid", "geometry", "properties")
    for fid, geometry, properties in rows.iterator(chunk_size=1_000):
        yield exports.Row(geometry, properties, fid)
