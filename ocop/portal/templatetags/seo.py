"""Facts for search engines: `{% product_facts product recognition standing.state as facts %}{% jsonld facts %}`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from ocop.portal import seo

if TYPE_CHECKING:
    from ocop.certificates.models import Recognition
    from ocop.content.models import SiteSettings
    from ocop.producers.models import Producer, Product

register = template.Library()


@register.simple_tag
def site_facts(site: SiteSettings) -> dict[str, Any]:
    """The site and who runs it."""
    return seo.website(site)


@register.simple_tag
def product_facts(product: Product, recognition: Recognition, state: str) -> dict[str, Any]:
    """A product, its rank and its certificate."""
    return seo.product(product, recognition, state)


@register.simple_tag
def producer_facts(producer: Producer) -> dict[str, Any]:
    """A producer."""
    return seo.producer(producer)
