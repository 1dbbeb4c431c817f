"""A product as a list shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.safestring import SafeString

from ocop.certificates.models import Recognition, potential_in_words
from ocop.certificates.queries import asked_above, awaited_stars
from ocop.certificates.validity import State
from ocop.core.versions import cached_each
from ocop.portal.addresses import product_url
from ocop.portal.card_writer import CardWriter
from ocop.portal.catalogue import Catalogue

TEXTS = ("description", "story", "production_process", "sales_process")
HEAVY = [f"product__{name}{tail}" for name in TEXTS for tail in ("", "_en")] + [
    "product__producer__introduction",
    "product__producer__introduction_en",
]


@dataclass(frozen=True)
class Card:
    """A recognition with what it is worth today, the address of its product and where that is made; `potential`: the
    stars it is called potential for.
    """

    row: Recognition
    state: State
    url: str
    place: str
    potential: int | None = None

    @property
    def also(self) -> str:
        """«Tiềm năng 5 sao» where that stands beside stars; without stars it is the row's own rank."""
        return potential_in_words(self.potential) if self.potential and self.row.stars else ""


def cards(rows: Iterable[Recognition]) -> list[Card]:
    """Cards of rows that carry their state, their place and the level their dossier waits above."""
    rows = list(rows)
    asked = asked_above() if any(row.forwarded_from for row in rows) else {}
    return [
        Card(
            row,
            State(row.state),
            product_url(row.product),
            row.product.producer.unit.path,
            awaited_stars(row.stars, row.forwarded_from, asked) or row.potential_stars,
        )
        for row in rows
    ]


def cards_of(catalogue: Catalogue, keys: list[int]) -> list[Card]:
    """Cards of these recognitions in this order: one query, the rest is known."""
    rows = Recognition.objects.select_related("product__producer", "product__picture").defer(*HEAVY).in_bulk(keys)
    found = [rows[key] for key in keys if key in rows]
    path = catalogue.territory.path
    return [
        Card(
            row,
            catalogue.state_of(row.pk),
            product_url(row.product),
            path(row.product.producer.unit_id),
            catalogue.potential_of(row.pk),
        )
        for row in found
    ]


class Shown(NamedTuple):
    """What a list writes of one recognition; the names are those of the query."""

    pk: int
    stars: int | None
    product__code: str
    product__slug: str
    product__name: str
    product__name_en: str
    product__picture__code: str | None
    product__producer__name: str
    product__producer__unit: int


def cards_as_html(catalogue: Catalogue, keys: list[int]) -> dict[int, SafeString]:
    """The same as a list writes them, by key; those kept from before are neither fetched nor written again."""

    def make(missing: list[int]) -> dict[int, SafeString]:
        writer = CardWriter()
        rows = Recognition.objects.filter(pk__in=missing).order_by().values_list(*Shown._fields)
        return {row[0]: _written(writer, catalogue, Shown(*row)) for row in rows}

    found = cached_each("card", keys, make)
    return {key: found[key] for key in keys if key in found}


def _written(writer: CardWriter, catalogue: Catalogue, row: Shown) -> SafeString:
    return writer.card(
        name=writer.name(row.product__name, row.product__name_en),
        url=writer.url(row.product__slug, row.product__code),
        picture=row.product__picture__code,
        stars=row.stars,
        potential=catalogue.potential_of(row.pk),
        maker=row.product__producer__name,
        place=catalogue.territory.path(row.product__producer__unit, writer.language),
        state=catalogue.state_of(row.pk),
    )
