"""A product as a list shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.template.loader import get_template
from django.utils.safestring import SafeString

from ocop.certificates.models import Recognition, potential_in_words
from ocop.certificates.queries import asked_above, awaited_stars
from ocop.certificates.validity import State
from ocop.core.versions import cached_each
from ocop.portal.addresses import product_url
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


def cards_as_html(catalogue: Catalogue, keys: list[int]) -> dict[int, SafeString]:
    """The same as a list writes them, by key; those kept from before are neither fetched nor written again."""

    def make(missing: list[int]) -> dict[int, SafeString]:
        template = get_template("portal/_card.html")
        return {card.row.pk: SafeString(template.render({"card": card})) for card in cards_of(catalogue, missing)}

    found = cached_each("card", keys, make)
    return {key: found[key] for key in keys if key in found}
