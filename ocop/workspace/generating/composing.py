"""Made-up producers and products as plain facts: the same for the same seed, no database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from ocop.workspace.generating.words import (
    BOTTLES,
    DESCRIPTIONS,
    GOODS,
    LIQUID,
    ORGANISATIONS,
    PACKS,
    STORIES,
    SURNAMES,
    SYLLABLES,
    TOLD,
    TRADES,
)

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


@dataclass(frozen=True)
class Maker:
    """A producer: its kind, its name, the number of its place in the list of places."""

    organisation: str
    name: str
    brand: str
    place: int
    founded: int


@dataclass(frozen=True)
class Made:
    """A product of the maker of a number."""

    maker: int
    class_code: str
    name: str
    description: str
    story: str


class Chooser:
    """Weighted choices, prepared once."""

    def __init__(self, rng: Random, weights: dict[str, float]) -> None:
        self.rng, self.keys = rng, list(weights)
        self.bounds = list(accumulate(weights.values()))

    def __call__(self) -> str:
        return self.rng.choices(self.keys, cum_weights=self.bounds)[0]


def code(rng: Random) -> str:
    """A public code that depends on the seed alone."""
    return "".join(rng.choices(LETTERS, k=12))


def makers(rng: Random, count: int, places: list[str]) -> Iterator[Maker]:
    """So many producers over these places: some communes have a dozen, many have none."""
    organisation = Chooser(rng, {key: weight for key, (weight, _) in ORGANISATIONS.items()})
    things = [thing for goods in GOODS.values() for thing in goods.things]
    weights = list(accumulate(rng.paretovariate(1.6) for _ in places))
    for _ in range(count):
        kind = organisation()
        place = rng.choices(range(len(places)), cum_weights=weights)[0]
        brand = f"{rng.choice(SYLLABLES)} {rng.choice(SYLLABLES)}"
        name = rng.choice(ORGANISATIONS[kind][1]).format(
            trade=rng.choice(TRADES),
            place=places[place],
            brand=brand,
            thing=rng.choice(things).lower(),
            person=f"{rng.choice(SURNAMES)} {rng.choice(('Văn', 'Thị', 'Minh', 'Thanh'))} {rng.choice(SYLLABLES)}",
        )
        yield Maker(kind, name, brand, place, rng.randint(1995, 2022))


def products(rng: Random, count: int, makers: list[Maker], places: list[str]) -> Iterator[Made]:
    """So many products: every maker has one, the rest go to few; a maker keeps to one class, mostly."""
    class_code = Chooser(rng, {key: goods.share for key, goods in GOODS.items()})
    weights = list(accumulate(rng.paretovariate(1.3) for _ in makers))
    classes = [class_code() for _ in makers]
    names: list[set[str]] = [set() for _ in makers]
    for number in range(count):
        maker = number if number < len(makers) else rng.choices(range(len(makers)), cum_weights=weights)[0]
        chosen = classes[maker] if rng.random() < 0.85 else class_code()
        place = places[makers[maker].place]
        name = _name(rng, chosen, (place, makers[maker].brand), names[maker])
        yield Made(maker, chosen, name, *_told(rng, chosen, name, makers[maker], place))


def _name(rng: Random, class_code: str, marks: tuple[str, str], known: set[str]) -> str:
    """A name of that class; a producer has no two products of one name."""
    things = GOODS[class_code].things
    thing = rng.choice(list(things))
    name = f"{thing} {rng.choice(things[thing])}"
    if (style := rng.random()) < 0.6:
        name += f" {marks[style < 0.3]}"
    plain, again = name, 1
    while name in known:
        again += 1
        name = f"{plain}, loại {again}"
    known.add(name)
    return name


def _told(rng: Random, class_code: str, name: str, maker: Maker, place: str) -> tuple[str, str]:
    """The description and the story, where there is one."""
    if not class_code.startswith(TOLD):
        return "", ""
    words = {
        "thing": " ".join(name.split(",", maxsplit=1)[0].split()[:2]).lower(),
        "place": place,
        "brand": maker.brand,
        "pack": rng.choice(BOTTLES if class_code.startswith(LIQUID) else PACKS),
        "months": rng.choice((6, 9, 12, 18, 24)),
        "year": maker.founded,
    }
    description = rng.choice(DESCRIPTIONS).format(**words)
    story = rng.choice(STORIES).format(**words) if rng.random() < 0.7 else ""
    return description[:1].upper() + description[1:], story
