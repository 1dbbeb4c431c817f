"""A layer of another server as somebody typed it: its address made into what we ask for, and tried once."""

from __future__ import annotations

from typing import Any

from ocop.core.errors import Refused
from ocop.gis import proxy, wmts
from ocop.gis.models import ExternalLayer
from ocop.gis.queries import unit_points
from ocop.places.models import Unit

DOCUMENTS = ("application/xml", "text/xml", "application/vnd.ogc.wmts_xml", "application/octet-stream")
LONGEST = ExternalLayer._meta.get_field("url").max_length or 0
MIDDLE = (16.0, 107.5)
"""A place in Vietnam, where nothing is known of the unit."""


def settled(fields: dict[str, Any], unit: Unit) -> dict[str, Any]:
    """The fields with the address as the proxy uses it, once the server gave a picture of the unit.

    A layer being switched off is not tried: its server may well be gone.

    Raises:
        Refused: an address we cannot use, or no picture; the sentence says why.
    """
    if not fields["is_active"]:
        return fields
    fields = {**fields, "url": _address(fields)}
    if len(fields["url"]) > LONGEST:
        raise Refused(f"Địa chỉ của ô ảnh dài hơn {LONGEST} ký tự. Hãy dùng mẫu địa chỉ ngắn hơn.")
    proxy.check(ExternalLayer(**fields), *unit_points().get(unit.pk, MIDDLE))
    return fields


def _address(fields: dict[str, Any]) -> str:
    kind, url = fields["kind"], str(fields["url"])
    if kind == ExternalLayer.Kind.WMTS:
        return wmts.template(url, fields["layers"], _document)
    return wmts.plain(url) if kind == ExternalLayer.Kind.XYZ else url


def _document(url: str) -> bytes:
    try:
        return proxy.fetch(url, DOCUMENTS).content
    except proxy.NotThere as error:
        raise Refused(wmts.NOT_CAPABILITIES if error.why == proxy.NOT_A_PICTURE else error.sentence(url)) from error
