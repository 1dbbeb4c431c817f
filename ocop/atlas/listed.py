"""The layers of the map read line by line: the rows the map draws, for keyboards, screen readers, small machines.

The first layer, products, is the page's own table; these are all the others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ocop.atlas import places
from ocop.atlas.asked import LIST, MapAsked
from ocop.atlas.layers import AREAS, LAYERS, PRODUCERS, PRODUCTS, UNITS
from ocop.atlas.marks import marks
from ocop.atlas.others import name_of, title_of
from ocop.atlas.visits import SECTIONS
from ocop.core.language import is_source, said, term
from ocop.gis.models import Feature, Layer
from ocop.gis.queries import features_of, public_layers
from ocop.growing.models import GrowingArea
from ocop.growing.queries import public_areas
from ocop.portal.addresses import producer_url
from ocop.portal.catalogue import Catalogue
from ocop.portal.facets import Choice
from ocop.portal.listing import Found
from ocop.portal.rows import numbers_in
from ocop.portal.trade import Section
from ocop.producers.models import Producer
from ocop.search.words import words_of

if TYPE_CHECKING:
    from ocop.core.access import Person

A_PAGE = 24
FEW_COLUMNS = 6
CLOSE = 15
FILES = (("geojson", "GeoJSON"), ("csv", "CSV"), ("gpkg", "GeoPackage"))


@dataclass(frozen=True)
class Line:
    """One row: what it is called, what is said of it, where it leads. `lang` where the name is in another language."""

    words: str
    note: str
    href: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Listed:
    """One layer: its rows on this page of it, and the files it can be taken home as."""

    id: str
    title: str
    page: Page[Any]
    lines: list[Line]
    source: str = ""
    files: tuple[tuple[str, str], ...] = ()

    @property
    def page_name(self) -> str:
        """How addresses name the page of this layer."""
        return f"trang-{self.id}"


Rows = Callable[[Catalogue, Found], "Sequence[Any] | QuerySet[Any]"]
ToLines = Callable[[Catalogue, Found, Sequence[Any]], list[Line]]


def lists(request: HttpRequest, now: Catalogue, found: Found, searched: str = "") -> list[Listed]:
    """The layers that are on, products apart; planning layers only those this person sees."""
    asked, shown = found.asked, []
    assert isinstance(asked, MapAsked)
    for name in asked.layers:
        if name in OWN:
            rows, to_lines = OWN[name]
            page = _page(request, name, rows(now, found))
            shown.append(Listed(name, str(LAYERS[name].title), page, to_lines(now, found, list(page))))
    for layer in public_layers(request.user):
        if name_of(layer) in asked.layers:
            shown.append(_planned(request, layer, searched))
    return shown


def _page(request: HttpRequest, name: str, rows: Any) -> Page[Any]:
    return Paginator(rows, A_PAGE).get_page(request.GET.get(f"trang-{name}"))


def switches(person: Person | None, now: Catalogue, found: Found) -> list[Choice]:
    """Every layer with its number of rows: its address adds it to the list, or takes it away."""
    counts = {name: Paginator(rows(now, found), A_PAGE).count for name, (rows, _lines) in OWN.items()}
    counts[PRODUCTS] = found.count
    shown = [_switch(found, name, str(layer.title), counts[name]) for name, layer in LAYERS.items()]
    planned = [layer for layer in public_layers(person) if layer.published]
    counted = [(name_of(each), title_of(each), each.published.count) for each in planned if each.published]
    return [*shown, *(_switch(found, *each) for each in counted)]


def _switch(found: Found, name: str, title: str, count: int) -> Choice:
    asked = found.asked
    assert isinstance(asked, MapAsked)
    is_on = name in asked.layers
    layers = tuple(each for each in asked.layers if each != name) if is_on else (*asked.layers, name)
    return Choice(title, count, replace(asked, layers=layers).address(xem=LIST), is_on)


# Producers, growing areas, units


def _makers(now: Catalogue, found: Found) -> Sequence[int]:
    made = marks(now).makers
    return list(dict.fromkeys(made[number] for number in numbers_in(found.rows)))


def _maker_lines(now: Catalogue, _found: Found, keys: Sequence[int]) -> list[Line]:
    makers = Producer.objects.select_related("organisation_type").in_bulk(keys)
    counts = now.counts_of(keys)
    return [_maker(now, makers[pk], *counts[pk]) for pk in keys if pk in makers]


def _maker(now: Catalogue, maker: Producer, count: int, in_force: int) -> Line:
    kind = term(maker.organisation_type.label) if maker.organisation_type else ""
    known = _("%(count)s sản phẩm được công nhận, %(in_force)s đang có hiệu lực")
    said_of = known % {"count": count, "in_force": in_force}
    note = "; ".join(filter(None, [kind, now.territory.path(maker.unit_id), said_of]))
    return Line(maker.name, note, producer_url(maker))


def _areas(_now: Catalogue, _found: Found) -> QuerySet[GrowingArea]:
    return public_areas().order_by("name", "pk")


def _area_lines(now: Catalogue, found: Found, areas: Sequence[GrowingArea]) -> list[Line]:
    return [_area(now, found, area) for area in areas]


def _area(now: Catalogue, found: Found, area: GrowingArea) -> Line:
    crop = area.crop if is_source() else area.crop_en or area.crop
    size = _("%(n)s ha") % {"n": f"{area.area_ha.normalize():f}"} if area.area_ha else ""
    code = _("mã số %(code)s") % {"code": area.area_code} if area.area_code else ""
    note = "; ".join(filter(None, [crop, size, code, now.territory.path(area.unit_id)]))
    return Line(area.name, note, _on_map(found, area.bbox, f"/growingarea/{area.code}"))


def _units(now: Catalogue, found: Found) -> Sequence[Any]:
    held = [each for each in places.counts(now, found) if each[1] and each[0].level == "commune"]
    return sorted(held, key=lambda each: (-each[1], each[0].order))


def _unit_lines(now: Catalogue, found: Found, units: Sequence[Any]) -> list[Line]:
    return [_unit(now, found, place, count) for place, count in units]


def _unit(now: Catalogue, found: Found, place: Any, count: int) -> Line:
    path = now.territory.path(place.pk)
    held = ngettext("%(n)s sản phẩm đang có hiệu lực", "%(n)s sản phẩm đang có hiệu lực", count) % {"n": count}
    return Line(path[:1].upper() + path[1:], held, found.asked.address(don_vi=place.key, xem=LIST))


# Points of sale, craft villages, places to visit


def _records(section: Section) -> tuple[Rows, ToLines]:
    def lines(_now: Catalogue, _found: Found, rows: Sequence[Any]) -> list[Line]:
        return [_record(row) for row in rows]

    return lambda _now, _found: section.shown().order_by("order", "pk"), lines


def _record(row: Any) -> Line:
    name = said(row, "name")
    kind = str(row.get_kind_display())
    note = "; ".join(filter(None, [kind, row.address, row.unit.path]))
    return Line(str(name.text), note, row.get_absolute_url(), "" if name.is_translated else name.lang)


OWN: dict[str, tuple[Rows, ToLines]] = {
    PRODUCERS: (_makers, _maker_lines),
    **{name: _records(section) for name, section in SECTIONS.items()},
    AREAS: (_areas, _area_lines),
    UNITS: (_units, _unit_lines),
}


# What offices drew


def _planned(request: HttpRequest, layer: Layer, searched: str) -> Listed:
    rows = features_of(layer).defer("geometry", "search").order_by("fid")
    for word in words_of(searched):
        rows = rows.filter(search__contains=word)
    page = _page(request, name_of(layer), rows)
    files = tuple((words, reverse("gis:download", args=[layer.slug, kind])) for kind, words in FILES)
    lines = [_feature(layer, each) for each in page]
    return Listed(name_of(layer), title_of(layer), page, lines, layer.attribution or layer.source, files)


def _feature(layer: Layer, feature: Feature) -> Line:
    known = [(name, value) for name, value in feature.properties.items() if value not in (None, "")]
    note = "; ".join(f"{name}: {value}" for name, value in known[:FEW_COLUMNS])
    address = f"{reverse('atlas:map')}?lop={name_of(layer)}{_view(feature.bbox)}"
    return Line(feature.title or f"{title_of(layer)} {feature.fid}", note, address)


def _on_map(found: Found, box: list[float] | None, thing: str) -> str:
    address = found.asked.address(xem="")
    return f"{address}{_view(box)}{thing}" if box else address


def _view(box: list[float] | None) -> str:
    """The middle of a box as the map's address says a view."""
    west, south, east, north = box or [0.0] * 4
    return f"#{CLOSE}/{(south + north) / 2:.5f}/{(west + east) / 2:.5f}"
