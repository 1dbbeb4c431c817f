"""The products found, as files for maps: GeoJSON, CSV, GeoPackage. Exactly the rows of the list."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ocop.atlas.answers import GEOJSON
from ocop.atlas.asked import asked_on_map
from ocop.atlas.marks import collection, feature, marks
from ocop.atlas.spots import Spot, words_of
from ocop.portal import exports
from ocop.portal.catalogue import Catalogue
from ocop.portal.listing import Found

NAME = "san-pham-ocop"
GPKG = "application/geopackage+sqlite3"
EXACT = 6


@require_safe
@login_not_required
def products(request: HttpRequest, kind: str) -> HttpResponseBase:
    """One of the three kinds of file."""
    make = {"geojson": _geojson, "csv": _csv, "gpkg": _gpkg}.get(kind)
    if make is None:
        raise Http404(kind)
    now, found = asked_on_map(request.GET)
    response = make(now, found, f"{request.scheme}://{request.get_host()}")
    response["Content-Disposition"] = f'attachment; filename="{NAME}.{kind}"'
    return response


def titles() -> list[str]:
    """The columns of the list's file, and where each product lies."""
    return [*exports.titles(), _("Vĩ độ"), _("Kinh độ"), _("Nguồn vị trí")]


def _lines(now: Catalogue, found: Found, site: str) -> Iterator[tuple[list[str], Spot | None]]:
    """The lines of the list's file in the order of the catalogue's rows, each with its place."""
    spots = marks(now).spots
    numbers = now.numbers(found.rows, found.asked.sort, 0, found.count)
    return zip(exports.lines(now, found, site), (spots[number] for number in numbers), strict=True)


def _where(spot: Spot | None) -> list[str]:
    if spot is None:
        return ["", "", ""]
    return [f"{spot.latitude:.{EXACT}f}", f"{spot.longitude:.{EXACT}f}", words_of(spot)]


def _csv(now: Catalogue, found: Found, site: str) -> HttpResponseBase:
    rows = ([*line, *_where(spot)] for line, spot in _lines(now, found, site))
    return StreamingHttpResponse(exports.as_csv(titles(), rows), content_type="text/csv; charset=utf-8")


def _geojson(now: Catalogue, found: Found, site: str) -> HttpResponseBase:
    names = titles()
    rows = ((dict(zip(names, [*line, *_where(spot)], strict=True)), spot) for line, spot in _lines(now, found, site))
    texts = [_feature(properties, spot) for properties, spot in rows]
    return HttpResponse(collection(texts), content_type=GEOJSON)


def _feature(properties: dict[str, Any], spot: Spot | None) -> str:
    if spot is not None:
        return feature(spot._replace(provenance="exact"), properties)
    return feature(Spot(0, 0, "exact"), properties).replace('{"type":"Point","coordinates":[0,0]}', "null")


def _gpkg(now: Catalogue, found: Found, site: str) -> HttpResponseBase:
    """Points and columns of text; a row without a place is there too, without a point."""
    import numpy as np  # these two are slow to load
    import shapely
    from pyogrio.raw import write

    lines, spots = [], []
    for line, spot in _lines(now, found, site):
        lines.append([*line, *_where(spot)])
        spots.append(shapely.Point(spot.longitude, spot.latitude) if spot else None)
    columns = [np.array(column, dtype=object) for column in zip(*lines, strict=True)] or [
        np.array([], dtype=object) for _each in titles()
    ]
    folder = tempfile.TemporaryDirectory(prefix="ocop-gpkg-")
    path = Path(folder.name) / f"{NAME}.gpkg"
    shapes = np.array(shapely.to_wkb(spots), dtype=object)
    write(path, shapes, columns, titles(), driver="GPKG", layer="san_pham", geometry_type="Point", crs="EPSG:4326")
    with folder:
        content = path.read_bytes()
    return HttpResponse(content, content_type=GPKG)
