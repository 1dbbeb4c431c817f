"""What public lists have by the dozen, written without a template: cards, choices with their counts, places to choose.

The template language takes a third of the time of such a page for the same text (docs/performance.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ocop.portal.card_writer import CardWriter

if TYPE_CHECKING:
    from ocop.portal.cards import Card
    from ocop.portal.facets import Choice, PlaceGroup

register = template.Library()


@register.simple_tag
def product_card(card: Card) -> SafeString:
    """`{% product_card card %}`: photo, name, stars, producer, place and what the recognition is worth today."""
    writer, row, product = CardWriter(), card.row, card.row.product
    return writer.card(
        name=writer.name(product.name, product.name_en),
        url=card.url,
        picture=product.picture.code if product.picture is not None else None,
        stars=row.stars,
        potential=card.potential,
        maker=product.producer.name,
        place=card.place,
        state=card.state,
    )


@register.simple_tag(name="choices")
def choices_list(choices: Iterable[Choice]) -> SafeString:
    """`{% choices facet.choices %}`: links with their counts; the one that is on says so and takes itself off."""
    on = f'<span class="sr-only"> ({escape(_("đang chọn, bấm để bỏ"))})</span>'
    return mark_safe(_branch(choices, on))


def _branch(choices: Iterable[Choice], on: str) -> str:
    lines = []
    for each in choices:
        current, words = (' aria-current="true"', on) if each.is_on else ("", "")
        below = _branch(each.children, on) if each.children else ""
        lines.append(
            f'<li><a href="{escape(each.href)}"{current} rel="nofollow"><span>{escape(each.words)}{words}</span>'
            f'<span class="choices__count">{each.count}</span></a>{below}</li>'
        )
    return f'<ul class="choices">{"".join(lines)}</ul>'


@register.simple_tag
def place_options(groups: Iterable[PlaceGroup]) -> SafeString:
    """`{% place_options provinces %}`: the options of a `<select>`, under their headings where they have one."""
    return mark_safe("".join(_options(group) for group in groups))


def _options(group: PlaceGroup) -> str:
    options = "".join(
        f'<option value="{each.key}"{" selected" if each.is_on else ""}>{escape(each.words)}</option>'
        for each in group.options
    )
    return f'<optgroup label="{escape(group.title)}">{options}</optgroup>' if group.title else options
