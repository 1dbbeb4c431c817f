"""Layers kept by offices, drawn from their archives, and other agencies' servers, asked through our own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from ocop.core.language import language
from ocop.gis.looks import look_of
from ocop.gis.models import ExternalLayer, Layer, LayerVersion
from ocop.gis.queries import external_layers, public_layers

if TYPE_CHECKING:
    from ocop.core.access import Person


def planning(on: tuple[str, ...], person: Person | None) -> list[dict[str, Any]]:
    """The published layers this person sees: as the script draws them and as the page lists them."""
    return [
        _layer(layer, layer.published, is_on=name_of(layer) in on)
        for layer in public_layers(person)
        if layer.published and layer.published.archive
    ]


def name_of(layer: Layer) -> str:
    """How an address names the layer."""
    return f"gis-{layer.slug}"


def title_of(layer: Layer | ExternalLayer) -> str:
    """The layer's title in the language of the page, where it has one."""
    return (layer.title_en if language() == "en" else "") or layer.title


def _layer(layer: Layer, version: LayerVersion, *, is_on: bool) -> dict[str, Any]:
    return {
        **look_of(layer, version),
        "id": name_of(layer),
        "title": title_of(layer),
        "group": str(layer.get_kind_display()),
        "archive": reverse("gis:archive", args=[layer.slug, version.archive_hash]),
        "is_on": is_on,
    }


def external(on: tuple[str, ...], person: Person | None) -> list[dict[str, Any]]:
    """Other servers' pictures, from our proxy."""
    return [
        {
            "id": f"ngoai-{layer.slug}",
            "title": title_of(layer),
            "type": "raster",
            "tiles": _tiles(layer),
            "attribution": layer.attribution,
            "min_zoom": layer.min_zoom,
            "max_zoom": layer.max_zoom,
            "is_on": f"ngoai-{layer.slug}" in on,
        }
        for layer in external_layers(person)
    ]


def _tiles(layer: ExternalLayer) -> str:
    address = reverse("gis:external", args=[layer.slug, 0, 0, 0])
    return f"{address.removesuffix('/0/0/0')}/{{z}}/{{x}}/{{y}}"
