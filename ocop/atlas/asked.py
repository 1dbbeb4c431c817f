"""What the map's address asks for: the filters of the list of products, and which layers are on."""

from __future__ import annotations

from dataclasses import dataclass, fields
from urllib.parse import quote_plus

from django.http import QueryDict

from ocop.atlas.layers import DEFAULT, LAYERS
from ocop.portal.catalogue import Catalogue, catalogue
from ocop.portal.listing import Asked, Found, read

LIST = "danh-sach"


@dataclass(frozen=True)
class MapAsked(Asked):
    """The same question as the list's, with the layers that are on kept in every address."""

    layers: tuple[str, ...] = DEFAULT

    def address(self, **changes: str) -> str:
        address = super().address(**changes)
        if self.layers == DEFAULT:
            return address
        return f"{address}{'&' if len(address) > 1 else ''}lop={quote_plus(','.join(self.layers))}"


def asked_on_map(query: QueryDict) -> tuple[Catalogue, Found]:
    """What the address asks of the catalogue of now. What is not understood is ignored."""
    now = catalogue()
    plain = read(query, now)
    parts = {each.name: getattr(plain, each.name) for each in fields(plain)}
    parts["view"] = LIST if query.get("xem") == LIST else ""
    return now, Found(now, MapAsked(**parts, layers=_layers(query)))


def _layers(query: QueryDict) -> tuple[str, ...]:
    """The layers named, in the order of the legend; the usual ones where none is."""
    if "lop" not in query:
        return DEFAULT
    named = query.get("lop", "").replace(" ", "")[:500].split(",")
    known = [layer for layer in LAYERS if layer in named]
    return (*known, *(each for each in named if each.startswith(("gis-", "ngoai-")) and each.isascii()))
