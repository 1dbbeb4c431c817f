"""The facts of products and producers in the words of schema.org. Only what their pages show to everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from ocop.certificates.validity import IN_FORCE, State
from ocop.core.language import said
from ocop.core.templatetags.components.seo import absolute
from ocop.portal.addresses import producer_url, product_url

if TYPE_CHECKING:
    from ocop.certificates.models import Recognition
    from ocop.content.models import SiteSettings
    from ocop.producers.models import Producer, Product


def website(site: SiteSettings) -> dict[str, Any]:
    """The site, how to search it, and who runs it."""
    return {
        "@type": "WebSite",
        "name": str(said(site, "site_title")),
        "description": str(said(site, "slogan")),
        "url": settings.SITE_URL,
        "publisher": {
            "@type": "GovernmentOrganization",
            "name": str(said(site, "operator")) or str(said(site, "site_title")),
            "telephone": site.hotline,
            "email": site.email,
            "address": str(said(site, "address")),
        },
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{absolute(reverse('portal:search'))}?q={{search_term_string}}",
            "query-input": "required name=search_term_string",
        },
    }


def product(thing: Product, recognition: Recognition, state: str) -> dict[str, Any]:
    """A product with its rank and certificate, and whether that is in force today."""
    name, story = said(thing, "name"), said(thing, "description")
    category = thing.product_class
    return {
        "@type": "Product",
        "name": str(name),
        "description": str(story)[:500],
        "sku": thing.official_code or "",
        "category": category.path if category else "",
        "url": absolute(product_url(thing)),
        "image": [absolute(reverse("portal:picture", args=[thing.picture.code]))] if thing.picture else [],
        "manufacturer": {
            "@type": "Organization",
            "name": thing.producer.name,
            "url": absolute(producer_url(thing.producer)),
        },
        "hasCertification": _certification(recognition, state),
    }


def _certification(recognition: Recognition, state: str) -> dict[str, Any]:
    certificate = getattr(recognition, "certificate", None)
    active = "Active" if State(state) in IN_FORCE else "Inactive"
    return {
        "@type": "Certification",
        "name": f"OCOP, {recognition.rank}",
        "certificationIdentification": certificate.number if certificate else "",
        "certificationRating": {"@type": "Rating", "ratingValue": recognition.stars, "bestRating": 5}
        if recognition.stars
        else {},
        "certificationStatus": f"https://schema.org/Certification{active}" if state != State.UNKNOWN else "",
        "validFrom": recognition.valid_from,
        "expires": recognition.valid_to,
    }


def producer(thing: Producer) -> dict[str, Any]:
    """A producer; phone and e-mail only where it made them public."""
    return {
        "@type": "Organization",
        "name": thing.name,
        "description": str(said(thing, "introduction"))[:500],
        "url": absolute(producer_url(thing)),
        "address": {
            "@type": "PostalAddress",
            "streetAddress": thing.public_address,
            "addressLocality": thing.unit.path,
            "addressCountry": "VN",
        },
        "telephone": thing.phone if thing.is_contact_public else "",
        "email": thing.email if thing.is_contact_public else "",
        "sameAs": thing.website,
    }
