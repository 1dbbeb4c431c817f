"""Small maps for any page, and what the big one needs: where the parts of the map are served from."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ocop.core.language import language
from ocop.gis.front import addresses
from ocop.gis.overview import Overview

register = template.Library()

PARTS = {
    "gl": "vendor/maplibre-gl.js",
    "gl_worker": "vendor/maplibre-gl-worker.js",
    "gl_css": "vendor/maplibre-gl.css",
    "pmtiles": "vendor/pmtiles.js",
    "plain": "vendor/leaflet/leaflet.js",
    "plain_css": "vendor/leaflet/leaflet.css",
    "plain_tiles": "vendor/protomaps-leaflet.js",
    "islands": "gis/map/islands.json",
}


def assets() -> dict[str, Any]:
    """The addresses of the map's parts, the base map of this installation, the words of its buttons."""
    return {
        **{name: static(path) for name, path in PARTS.items()},
        "basemap": {"url": settings.BASEMAP_URL, "attribution": settings.BASEMAP_ATTRIBUTION},
        "language": language(),
        "locale": {
            "NavigationControl.ZoomIn": _("Phóng to"),
            "NavigationControl.ZoomOut": _("Thu nhỏ"),
            "AttributionControl.ToggleAttribution": _("Nguồn bản đồ"),
            "Map.Title": _("Bản đồ"),
            "ScaleControl.Meters": "m",
            "ScaleControl.Kilometers": "km",
        },
    }


@register.simple_tag
def map_assets() -> str:
    """`data-assets="{% map_assets %}"`: for the scripts that open a map."""
    return json.dumps(assets(), ensure_ascii=False)


@register.inclusion_tag("gis/small_map.html")
def small_map(
    kind: str = "", code: str = "", label: str = "", query: str = "", picture: Overview | None = None
) -> dict[str, Any]:
    """`{% small_map "product" product.code label=… query="chu_the=…" %}`: where one thing is; or all products.

    Costs the page no query: what it shows is asked for when it is pressed, and so are the parts of the map. Until then
    a `picture` (gis.overview) may stand in its frame.
    """
    front = addresses(kind, code)
    return {"front": front, "label": label, "query": query, "assets": map_assets(), "picture": picture}


@register.simple_tag
def directions(latitude: float, longitude: float, label: str = "") -> SafeString:
    """Links that show the way in the visitor's own map application; this site asks none of them for anything."""
    point = f"{float(latitude):.6f},{float(longitude):.6f}"
    return format_html(
        '<a class="button button--secondary" href="https://www.google.com/maps/dir/?api=1&amp;destination={}"'
        ' target="_blank" rel="noopener noreferrer nofollow">{}</a>'
        '<a class="button button--quiet" href="geo:{}?q={}">{}</a>',
        point, label or _("Chỉ đường (Google Maps)"), point, point, _("Mở bằng ứng dụng bản đồ"),
    )  # fmt: skip
