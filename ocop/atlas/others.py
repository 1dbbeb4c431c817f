"""Layers kept by offices, drawn from their archives, and other agencies' servers, asked through our own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ocop.core.language import language
from ocop.gis.models import ExternalLayer, Layer, LayerVersion
from ocop.gis.queries import external_layers, public_layers
from ocop.gis.reading.tiling import LAYER

if TYPE_CHECKING:
    from ocop.core.access import Person

CLASS = "klass"
"""The column of a tile that holds the class of a shape."""
OTHER = "#b8b3a7"
"""The colour of shapes of no class, or of a class that has no colour of its own."""


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
    legend = _legend(version)
    return {
        "id": name_of(layer),
        "title": title_of(layer),
        "group": str(layer.get_kind_display()),
        "type": "tiles",
        "archive": reverse("gis:archive", args=[layer.slug, version.archive_hash]),
        "source_layer": LAYER,
        "attribution": layer.attribution or layer.source,
        "colour_code": OTHER if legend else layer.colour,
        "by": CLASS,
        "legend": legend,
        "box": version.bbox,
        "min_zoom": version.min_zoom,
        "max_zoom": version.max_zoom,
        "far": _far(version.count),
        "is_on": is_on,
    }


def _legend(version: LayerVersion) -> list[dict[str, str]]:
    """What the colours of its classes say, the rest in one; nothing where no column was chosen."""
    named = [each for each in version.classes if each["value"]]
    if not named:
        return []
    legend = [{"key": each["value"], "words": each["value"], "colour_code": each["colour"]} for each in named]
    if version.count > sum(each["count"] for each in named):
        legend.append({"key": "", "words": _("Loại khác, hoặc chưa ghi"), "colour_code": OTHER})
    return legend


def _far(count: int) -> str:
    """What is said where the view is too wide for the shapes themselves."""
    shapes = ngettext("%(n)s đối tượng", "%(n)s đối tượng", count) % {"n": number_format(count, force_grouping=True)}
    return _("%(shapes)s: phóng tới lớp") % {"shapes": shapes}


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
