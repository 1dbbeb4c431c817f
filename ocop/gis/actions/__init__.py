"""Everything that happens to the data of the map."""

from ocop.gis.actions.boundaries import import_boundaries
from ocop.gis.actions.building import build
from ocop.gis.actions.external import add_external, allow_host, drop_host, edit_external
from ocop.gis.actions.layers import add_layer, edit_layer
from ocop.gis.actions.sweeping import sweep
from ocop.gis.actions.versions import Choice, discard, prepare, publish, retire, roll_back, upload

__all__ = [
    "Choice",
    "add_external",
    "add_layer",
    "allow_host",
    "build",
    "discard",
    "drop_host",
    "edit_external",
    "edit_layer",
    "import_boundaries",
    "prepare",
    "publish",
    "retire",
    "roll_back",
    "sweep",
    "upload",
]
