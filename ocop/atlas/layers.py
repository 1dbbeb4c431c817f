"""The layers of the map: what each shows, how it is coloured, whether it is on at first."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.core.language import term
from ocop.portal.catalogue import POTENTIAL, UNKNOWN, Catalogue
from ocop.portal.categories import UNCLASSED
from ocop.portal.facets import star_words
from ocop.trade.models import CraftVillage, PointOfSale, TourismSite

PRODUCTS, PRODUCERS, UNITS, AREAS = "san-pham", "chu-the", "don-vi", "vung-trong"
OTHER = "khac"
"""Products that are not in force today, or of which the source is unsure."""
GREY = 7
STARS = (8, 9, 10)
"""Colours of numbers of stars, the most first: dark to light amber; what is only potential is the pale green."""
PALE = 11


@dataclass(frozen=True)
class Key:
    """One line of a legend: the value, its words, the number of its colour in the palette of the page."""

    key: str
    words: str
    colour: int


@dataclass(frozen=True)
class Layer:
    """A layer of our own records, of points or of shapes. `colour`: of its circles, and of points without a legend."""

    id: str
    title: str | Promise
    colour: int
    url_name: str
    kind: str
    is_on: bool = False
    is_shape: bool = False


LAYERS = {
    layer.id: layer
    for layer in (
        Layer(PRODUCTS, gettext_lazy("Sản phẩm"), 0, "atlas:products", "product", is_on=True),
        Layer(PRODUCERS, gettext_lazy("Chủ thể"), 4, "atlas:producers", "producer"),
        Layer("diem-ban", gettext_lazy("Điểm bán"), 5, "atlas:points_of_sale", "pointofsale"),
        Layer("lang-nghe", gettext_lazy("Làng nghề"), 3, "atlas:craft_villages", "craftvillage"),
        Layer("du-lich", gettext_lazy("Điểm du lịch"), 6, "atlas:tourism", "tourismsite"),
        Layer(AREAS, gettext_lazy("Vùng trồng"), 2, "atlas:growing_areas", "growingarea", is_shape=True),
        Layer(UNITS, gettext_lazy("Số sản phẩm theo xã, phường"), 4, "atlas:units", "unit"),
    )
}
DEFAULT = tuple(layer.id for layer in LAYERS.values() if layer.is_on)


def legend_of(layer: str, now: Catalogue) -> list[Key]:
    """What the colours of a layer's points say; empty where all have one."""
    if layer == PRODUCTS:
        return stars(now)
    if layer == PRODUCERS:
        kinds = [Key(kind.code, term(kind.label), n % GREY) for n, kind in enumerate(now.organisations.values())]
        return [*kinds, Key(UNKNOWN, _("Chưa ghi loại hình"), GREY)]
    models = {"diem-ban": PointOfSale, "lang-nghe": CraftVillage, "du-lich": TourismSite}
    if layer in models:
        first = LAYERS[layer].colour
        return [Key(str(v), str(words), (first + n) % GREY) for n, (v, words) in enumerate(models[layer].Kind.choices)]
    return []


def stars(now: Catalogue) -> list[Key]:
    """The numbers of stars, the most first."""
    found = [Key(str(rank), star_words(str(rank)), STARS[n % len(STARS)]) for n, rank in enumerate(now.ranks)]
    return [*found, Key(POTENTIAL, star_words(POTENTIAL), PALE), Key(OTHER, _("Hết hiệu lực hoặc chưa rõ"), GREY)]


def groups(now: Catalogue) -> list[Key]:
    """The groups of goods, for those who would rather see these than stars."""
    found = [Key(each.key, each.name, n % GREY) for n, each in enumerate(now.categories.groups)]
    return [*found, Key(UNCLASSED, _("Chưa ghi phân nhóm"), GREY)]
