"""What the map's address asks for: the filters of the list of products, which layers are on, what colours say."""

from __future__ import annotations

from dataclasses import dataclass, fields
from urllib.parse import quote_plus

from django.http import QueryDict

from ocop.atlas.layers import DEFAULT, LAYERS
from ocop.portal.catalogue import Catalogue, catalogue
from ocop.portal.listing import Asked, Found, read

LIST = "danh-sach"
BY_GROUP = "nhom"
"""Products coloured by their group of goods, not by stars."""


@dataclass(frozen=True)
class MapAsked(Asked):
    """The same question as the list's, with the layers that are on and the colours kept in every address."""

    layers: tuple[str, ...] = DEFAULT
    colours: str = ""

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What every address of the map keeps, as pairs."""
        layers = [("lop", ",".join(self.layers))] if self.layers != DEFAULT else []
        return [*layers, *([("mau", self.colours)] if self.colours else [])]

    def address(self, **changes: str) -> str:
        address = super().address(**changes)
        more = "&".join(f"{name}={quote_plus(value)}" for name, value in self.kept)
        return f"{address}{'&' if more and len(address) > 1 else ''}{more}"


def asked_on_map(query: QueryDict) -> tuple[Catalogue, Found]:
    """What the address asks of the catalogue of now. What is not understood is ignored."""
    now = catalogue()
    plain = read(query, now)
    parts = {each.name: getattr(plain, each.name) for each in fields(plain)}
    parts["view"] = LIST if query.get("xem") == LIST else ""
    colours = BY_GROUP if query.get("mau") == BY_GROUP else ""
    return now, Found(now, MapAsked(**parts, layers=_layers(query), colours=colours))


def _layers(query: QueryDict) -> tuple[str, ...]:
    """The layers named, in the order of the legend; the usual ones where none is."""
    if "lop" not in query:
        return DEFAULT
    named = query.get("lop", "").replace(" ", "")[:500].split(",")
    known = [layer for layer in LAYERS if layer in named]
    return (*known, *(each for each in named if each.startswith(("gis-", "ngoai-")) and each.isascii()))
