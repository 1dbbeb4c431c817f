"""Layers kept by offices, drawn from their archives, and other agencies' servers, asked through our own."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from ocop.core.language import language
from ocop.gis.models import ExternalLayer, Layer
from ocop.gis.queries import external_layers, public_layers
from ocop.gis.reading.tiling import LAYER


def planning(on: tuple[str, ...]) -> list[dict[str, Any]]:
    """The published layers everybody may see: a page is kept for all, so it holds no others."""
    return [
        {
            "id": f"gis-{layer.slug}",
            "title": _title(layer),
            "group": str(layer.get_kind_display()),
            "type": "tiles",
            "archive": _archive(layer),
            "source_layer": LAYER,
            "attribution": layer.attribution or layer.source,
            "colour_code": layer.colour,
            "colour": 5,
            "is_on": f"gis-{layer.slug}" in on,
        }
        for layer in public_layers(None)
        if layer.published and layer.published.archive
    ]


def external(on: tuple[str, ...]) -> list[dict[str, Any]]:
    """Other servers' pictures, from our proxy."""
    return [
        {
            "id": f"ngoai-{layer.slug}",
            "title": _title(layer),
            "type": "raster",
            "tiles": _tiles(layer),
            "attribution": layer.attribution,
            "min_zoom": layer.min_zoom,
            "max_zoom": layer.max_zoom,
            "colour": 7,
            "is_on": f"ngoai-{layer.slug}" in on,
        }
        for layer in external_layers(None)
    ]


def _title(layer: Layer | ExternalLayer) -> str:
    return (layer.title_en if language() == "en" else "") or layer.title


def _archive(layer: Layer) -> str:
    return reverse("gis:archive", args=[layer.slug, layer.published.archive_hash]) if layer.published else ""


def _tiles(layer: ExternalLayer) -> str:
    address = reverse("gis:external", args=[layer.slug, 0, 0, 0])
    return f"{address.removesuffix('/0/0/0')}/{{z}}/{{x}}/{{y}}"
