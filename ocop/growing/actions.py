"""Growing areas are written down, changed with their history, and closed; never deleted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.formats import number_format

from ocop.accounts.models import User
from ocop.core.access import require
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.growing.drawing import Shape, from_geojson
from ocop.growing.models import GrowingArea, PastOutline
from ocop.journal.actions import record
from ocop.places.models import Unit

TIES = ("producers", "products")


def add(unit: Unit, fields: dict[str, Any], *, by: User, shape: Shape | None = None, origin: str = "") -> GrowingArea:
    """Thêm vùng trồng: a new area in a commune, with its producers and products."""
    require(by, "unit.add_growing_area", unit)
    with transaction.atomic():
        ties = {name: fields[name] for name in TIES if name in fields}
        area = GrowingArea(unit=unit, **{name: value for name, value in fields.items() if name not in TIES})
        _take(area, shape, origin)
        area.save()
        for name, things in ties.items():
            getattr(area, name).set(things)
        record("growingarea.add", area, by=by)
    return area


def edit(
    area: GrowingArea, fields: dict[str, Any], *, by: User, shape: Shape | None = None, origin: str = ""
) -> GrowingArea:
    """Sửa vùng trồng: every changed field goes to the journal with what it was and what it is."""
    with transaction.atomic():
        area = GrowingArea.objects.select_for_update(of=("self",)).get(pk=area.pk)
        require(by, "growingarea.edit", area)
        if "unit" in fields and fields["unit"] != area.unit:
            require(by, "unit.add_growing_area", fields["unit"])
        changes = _change(area, fields)
        if shape is not None and shape.geojson != area.geometry:
            changes["hình"] = _redraw(area, shape, origin, by=by)
        if changes:
            area.save()
            record("growingarea.edit", area, by=by, thay_doi=changes)
    return area


def restore(area: GrowingArea, outline: PastOutline, *, by: User) -> GrowingArea:
    """Dùng lại hình trước đây: an earlier outline is the area's again; the one it had is kept as the others are."""
    with transaction.atomic():
        area = GrowingArea.objects.select_for_update(of=("self",)).get(pk=area.pk)
        require(by, "growingarea.edit", area)
        outline = area.past_outlines.get(pk=outline.pk)
        if outline.geometry == area.geometry:
            raise Refused("Vùng đang dùng chính hình này.")
        said = _redraw(area, from_geojson(outline.geometry), outline.origin, by=by)
        area.save()
        record("growingarea.restore", area, by=by, thay_doi={"hình": said})
    return area


def _redraw(area: GrowingArea, shape: Shape, origin: str, *, by: User) -> list[str]:
    """Another outline; the one before is kept. What it was and what it is, in words."""
    before = _words(from_geojson(area.geometry), area) if area.geometry else ""
    if area.geometry:
        PastOutline.objects.create(area=area, geometry=area.geometry, origin=area.origin, replaced_by=by)
    _take(area, shape, origin)
    return [before, _words(shape, area)]


def _words(shape: Shape, area: GrowingArea) -> str:
    return ", ".join(filter(None, (f"{number_format(shape.hectares, 2)} ha", str(area.get_origin_display()))))


def _take(area: GrowingArea, shape: Shape | None, origin: str) -> None:
    if shape is None:
        return
    area.geometry, area.origin = shape.geojson, origin
    area.min_lon, area.min_lat, area.max_lon, area.max_lat = shape.box
    if area.area_ha is None and shape.hectares >= 0.01:
        area.area_ha = Decimal(str(shape.hectares))


def _change(area: GrowingArea, fields: dict[str, Any]) -> dict[str, list[str]]:
    changes: dict[str, list[str]] = {}
    for name, value in fields.items():
        label = str(GrowingArea._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        if name in TIES:
            before, after = set(getattr(area, name).all()), set(value)
            if before != after:
                getattr(area, name).set(after)
                changes[label] = [_names(before), _names(after)]
        elif getattr(area, name) != value:
            changes[label] = [str(getattr(area, name)), str(value)]
            setattr(area, name, value)
    return changes


def _names(things: set[Any]) -> str:
    return ", ".join(sorted(str(each) for each in things))


def close(area: GrowingArea, *, by: User, on: date | None = None) -> GrowingArea:
    """Thôi vùng trồng: it leaves the map and stays on record.

    Raises:
        Refused: it was closed before.
    """
    with transaction.atomic():
        area = GrowingArea.objects.select_for_update(of=("self",)).get(pk=area.pk)
        require(by, "growingarea.edit", area)
        if area.closed_on:
            raise Refused("Vùng trồng này đã thôi.")
        area.closed_on = on or today()
        area.save(update_fields=["closed_on"])
        record("growingarea.close", area, by=by, ngay=area.closed_on.isoformat())
    return area
