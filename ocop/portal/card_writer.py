"""The card of a product as text, written without a template: lists have two dozen, each twenty times as slow there.

What all cards of a page share (language, patterns of addresses) is worked out once a writer.
"""

from __future__ import annotations

from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from ocop.certificates.models import potential_in_words
from ocop.certificates.validity import State
from ocop.core.language import said
from ocop.core.templatetags.components.marks import badge, icon_svg, stars
from ocop.portal.addresses import pattern_of
from ocop.portal.templatetags.photos import CODE, photo_pattern


class CardWriter:
    """Writes the cards of one page."""

    def __init__(self) -> None:
        self.language = get_language()
        self._address = pattern_of("portal:product")
        self._photo = photo_pattern("card")

    def name(self, name: str, english: str) -> SafeString:
        """The product's name in this page's language, marked where it is not."""
        return said({"name": name, "name_en": english}, "name").marked

    def url(self, slug: str, code: str) -> str:
        """The address of the product's page."""
        before, between, after = self._address
        return f"{before}{slug or 'san-pham'}{between}{code}{after}"

    def card(
        self,
        *,
        name: SafeString,
        url: str,
        picture: str | None,
        stars: int | None,
        potential: int | None,
        maker: str,
        place: str,
        state: State,
    ) -> SafeString:
        """Photo, name, stars, producer, place, worth of today. `name` is markup, `url` ours; the rest is escaped."""
        return mark_safe(
            f'<article class="product-card">{self._picture(picture)}<div class="product-card__text">'
            f'<h3 class="product-card__name long-text"><a href="{url}">{name}</a></h3>'
            f"<div>{_stars(stars, potential, self.language)}</div>"
            f'<p class="small muted long-text">{escape(maker)}<br>{escape(place)}</p>'
            f'<div class="product-card__foot">{_state(state, self.language)}</div></div></article>'
        )

    def _picture(self, code: str | None) -> str:
        if not code:
            return f'<div class="photo photo--none">{icon_svg("leaf")}</div>'
        way = self._photo.replace(CODE, code)
        return f'<picture>{way} alt="" width="800" height="600" loading="lazy"></picture>'


@lru_cache(maxsize=100)
def _stars(count: int | None, potential: int | None, language: str | None) -> SafeString:
    """The stars it has, and those it is called potential for; without stars those alone."""
    also = badge(potential_in_words(potential or 0), "star", "star") if potential or not count else ""
    return mark_safe(f"{stars(count)} {also}".rstrip() if count else also)


@lru_cache(maxsize=100)
def _state(state: State, language: str | None) -> SafeString:
    return badge(state.label, state.tone, state.icon)
