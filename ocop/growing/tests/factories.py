"""Growing areas, made through the ordinary acts."""

from __future__ import annotations

from ocop.growing import actions
from ocop.growing.drawing import from_text

CORNERS = "10.10, 106.30\n10.10, 106.31\n10.11, 106.31\n10.11, 106.30"


def area_of(cast, *, name="Vùng dừa Mỏ Cày", corners=CORNERS, unit=None, by=None, **fields):
    """An area in Mai's commune, written down by Lan."""
    said = {"name": name, "crop": "Dừa", "is_public": True, **fields}
    shape = from_text(corners) if corners else None
    return actions.add(unit or cast.commune, said, by=by or cast.lan, shape=shape, origin="typed" if shape else "")
