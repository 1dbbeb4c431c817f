"""How a version of a layer is drawn: the same on the public map and before it is published."""

from __future__ import annotations

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ocop.gis.models import Layer, LayerVersion
from ocop.gis.reading.tiling import LAYER

CLASS = "klass"
"""The column of a tile that holds the class of a shape."""
OTHER = "#b8b3a7"
"""The colour of shapes of no class, or of a class that has no colour of its own."""


def look_of(layer: Layer, version: LayerVersion) -> dict[str, Any]:
    """As the map's scripts take it: colours by class, box, zooms, and what stands where the view is too wide."""
    legend = _legend(version)
    return {
        "type": "tiles",
        "source_layer": LAYER,
        "attribution": layer.attribution or layer.source,
        "colour_code": OTHER if legend else layer.colour,
        "by": CLASS,
        "legend": legend,
        "box": version.bbox,
        "min_zoom": version.min_zoom,
        "max_zoom": version.max_zoom,
        "far": _far(version.count),
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
