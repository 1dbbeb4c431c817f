"""Administrative units on the map: their middle, their name, how many products in force they hold; and as a tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.conf import settings

from ocop.atlas.marks import collection, feature
from ocop.atlas.spots import Spots
from ocop.portal.catalogue import Catalogue
from ocop.portal.listing import Found
from ocop.portal.territory import Place


def counted(now: Catalogue, found: Found) -> str:
    """Today's provinces, and the communes of ours and of every product found, with their counts in force."""
    spots = Spots(now.territory)
    texts = []
    for place, count in counts(now, found):
        spot = spots.of_unit(place.pk)
        if spot is None:
            continue
        known = {"c": place.key, "code": place.code, "name": place.title, "level": place.level, "count": count}
        texts.append(feature(spot, known))
    return collection(texts)


def counts(now: Catalogue, found: Found) -> Iterator[tuple[Place, int]]:
    """The same units with what each holds in force, wherever it lies; the filter by place is left out."""
    base = found.without("don_vi") & now.having("hieu_luc", "con")
    for place in _shown(now):
        yield place, (base & now.made_in(place.pk)).bit_count()


def _shown(now: Catalogue) -> Iterable[Place]:
    places, used = now.territory.places.values(), now.places_used
    today = [place for place in places if not place.is_old]
    home = {place.pk for place in today if place.level == "province" and place.code == settings.HOME_PROVINCE}
    yield from (place for place in today if place.level == "province")
    yield from (p for p in today if p.level == "commune" and (p.parent in home or p.pk in used))


# The tree beside the map


@dataclass(frozen=True)
class Branch:
    """A unit with products: its count, the address that filters by it, and those below it."""

    words: str
    count: int
    href: str
    is_on: bool
    is_open: bool = False
    children: list[Branch] = field(default_factory=list)


def tree(found: Found) -> tuple[list[Branch], list[Branch]]:
    """Provinces, districts and communes that hold products: those of today, and those before they were joined."""
    index = found.index
    base = found.without("don_vi")
    chosen = found.asked.place
    trail = {place.pk for place in _above(found, chosen)}
    used = index.places_used

    def branch(place: Place) -> Branch | None:
        is_open = place.pk in trail
        inside = [index.territory.places[pk] for pk in index.territory.children.get(place.pk, ()) if pk in used]
        count = (base & index.made_in(place.pk)).bit_count()
        if not count and not is_open:
            return None
        href = found.asked.address(don_vi="" if place == chosen else place.key)
        below = level(inside) if is_open else []
        return Branch(place.title, count, href, place == chosen, is_open, below)

    def level(places: Iterable[Place]) -> list[Branch]:
        found_here = (branch(place) for place in sorted(places, key=lambda each: each.order))
        return [each for each in found_here if each is not None]

    provinces = [index.territory.places[pk] for pk in used if index.territory.places[pk].level == "province"]
    return level(p for p in provinces if not p.is_old), level(p for p in provinces if p.is_old)


def _above(found: Found, place: Place | None) -> Iterable[Place]:
    while place is not None:
        yield place
        place = found.index.territory.places.get(place.parent) if place.parent is not None else None
