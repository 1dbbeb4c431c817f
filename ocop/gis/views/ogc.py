"""The addresses of OGC API Features under /ogc/, for QGIS, GDAL and other programs."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.gis import ogc
from ocop.gis.api_document import document
from ocop.gis.ogc import Asked, Collection

GEOJSON, MOST, USUAL = "application/geo+json", 10_000, 100
_OWN = {"limit", "offset", "bbox", "bbox-crs", "crs", "datetime", "f"}


class BadRequest(Exception):
    """A parameter the standard does not allow; said to the program in English and Vietnamese."""


def _answer(
    request: HttpRequest, body: dict[str, Any], *, status: int = 200, kind: str = "application/json"
) -> JsonResponse:
    response = JsonResponse(body, status=status, content_type=kind, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "private, no-cache" if request.user.is_authenticated else "public, max-age=60"
    return response


def _url(request: HttpRequest, name: str, *args: str) -> str:
    return request.build_absolute_uri(reverse(f"gis:{name}", args=args))


def _link(request: HttpRequest, rel: str, name: str, *args: str, kind: str = "application/json") -> dict[str, str]:
    return {"rel": rel, "type": kind, "href": _url(request, name, *args)}


@require_safe
@login_not_required
def landing(request: HttpRequest) -> JsonResponse:
    links = [
        _link(request, "self", "landing"),
        _link(request, "service-desc", "api", kind="application/vnd.oai.openapi+json;version=3.0"),
        _link(request, "conformance", "conformance"),
        _link(request, "data", "collections"),
    ]
    return _answer(request, {"title": "Bản đồ OCOP", "description": "OGC API Features", "links": links})


@require_safe
@login_not_required
def conformance(request: HttpRequest) -> JsonResponse:
    return _answer(request, {"conformsTo": ogc.CONFORMANCE})


@require_safe
@login_not_required
def api(request: HttpRequest) -> JsonResponse:
    names = [each.id for each in ogc.collections_for(request.user)]
    body = document(_url(request, "landing").rstrip("/"), names, most=MOST, usual=USUAL)
    return _answer(request, body, kind="application/vnd.oai.openapi+json;version=3.0")


@require_safe
@login_not_required
def collections(request: HttpRequest) -> JsonResponse:
    found = [_about(request, each) for each in ogc.collections_for(request.user)]
    return _answer(request, {"links": [_link(request, "self", "collections")], "collections": found})


@require_safe
@login_not_required
def collection(request: HttpRequest, name: str) -> JsonResponse:
    return _answer(request, _about(request, _found(request, name)))


def _found(request: HttpRequest, name: str) -> Collection:
    found = ogc.collection_for(name, request.user)
    if found is None:
        raise Http404(name)
    return found


def _about(request: HttpRequest, each: Collection) -> dict[str, Any]:
    about = each.about()
    box = about.pop("bbox") or [102.0, 6.0, 118.0, 24.0]
    return {
        "id": each.id,
        **about,
        "itemType": "feature",
        "crs": [ogc.CRS84],
        "extent": {"spatial": {"bbox": [box], "crs": ogc.CRS84}},
        "links": [
            _link(request, "self", "collection", each.id),
            _link(request, "items", "features", each.id, kind=GEOJSON),
        ],
    }


@require_safe
@login_not_required
def features(request: HttpRequest, name: str) -> JsonResponse:
    """One page of a collection: `limit`, `offset`, `bbox`, and any property as `name=value`."""
    found = _found(request, name)
    try:
        asked = _asked(request, found)
    except BadRequest as error:
        return _answer(request, {"code": "InvalidParameterValue", "description": str(error)}, status=400)
    count, rows = found.page(asked)
    links = [_link(request, "self", "features", name, kind=GEOJSON), _link(request, "collection", "collection", name)]
    links[0]["href"] = request.build_absolute_uri()
    if asked.offset + len(rows) < count and rows:
        links.append({"rel": "next", "type": GEOJSON, "href": _at(request, name, asked.offset + asked.limit)})
    if asked.offset:
        links.append({"rel": "prev", "type": GEOJSON, "href": _at(request, name, max(0, asked.offset - asked.limit))})
    body = {
        "type": "FeatureCollection",
        "timeStamp": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "numberMatched": count,
        "numberReturned": len(rows),
        "features": rows,
        "links": links,
    }
    return _answer(request, body, kind=GEOJSON)


def _at(request: HttpRequest, name: str, offset: int) -> str:
    query = {**request.GET.dict(), "offset": offset}
    return f"{_url(request, 'features', name)}?{urlencode(query)}"


def _asked(request: HttpRequest, found: Collection) -> Asked:
    given = request.GET.dict()
    filters = {key: str(value) for key, value in given.items() if key not in _OWN}
    if filters and (unknown := set(filters) - set(found.properties())):
        raise BadRequest(f"Không có tham số: {', '.join(sorted(unknown))}. Unknown parameter.")
    for key in ("bbox-crs", "crs"):
        if given.get(key, ogc.CRS84) != ogc.CRS84:
            raise BadRequest("Chỉ có CRS84 (WGS-84, kinh độ trước). Only CRS84 is offered.")
    limit = min(MOST, _whole(given.get("limit"), USUAL, least=1))
    return Asked(limit, _whole(given.get("offset"), 0, least=0), _box(given.get("bbox")), filters)


def _whole(text: Any, usual: int, *, least: int) -> int:
    if text in (None, ""):
        return usual
    if not str(text).isdecimal() or int(str(text)[:12]) < least:
        raise BadRequest("limit và offset phải là số nguyên. limit and offset are whole numbers.")
    return int(str(text)[:12])


def _box(text: Any) -> list[float] | None:
    if not text:
        return None
    try:
        sides = [float(part) for part in str(text).split(",")]
    except ValueError as error:
        raise BadRequest("bbox gồm bốn số: tây,nam,đông,bắc. bbox takes four numbers.") from error
    if len(sides) == 6:
        sides = [sides[0], sides[1], sides[3], sides[4]]
    if len(sides) != 4 or not all(math.isfinite(side) for side in sides) or sides[1] > sides[3]:
        raise BadRequest("bbox gồm bốn số: tây,nam,đông,bắc. bbox takes four numbers.")
    return sides


@require_safe
@login_not_required
def feature(request: HttpRequest, name: str, key: str) -> JsonResponse:
    row = _found(request, name).one(key)
    if row is None:
        raise Http404(key)
    links = [
        _link(request, "self", "feature", name, key, kind=GEOJSON),
        _link(request, "collection", "collection", name),
    ]
    return _answer(request, {**row, "links": links}, kind=GEOJSON)
