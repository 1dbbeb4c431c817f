"""The facts of pages in the words of schema.org, for search engines. Only what the page itself shows."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from ocop.content.models import LegalDocumentPage, NewsPage
from ocop.core.dates import today
from ocop.core.language import said
from ocop.core.templatetags.components.seo import absolute


def breadcrumb(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """The way from the home page down to this one."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": words, "item": absolute(href) if href else ""}
            for n, (words, href) in enumerate(pairs, start=1)
        ],
    }


def news_article(page: NewsPage, url: str, image: str) -> dict[str, Any]:
    """A piece of news."""
    title, excerpt = said(page, "title"), said(page, "excerpt")
    return {
        "@type": "NewsArticle",
        "headline": str(title),
        "description": str(excerpt),
        "inLanguage": title.lang,
        "datePublished": page.published_on,
        "dateModified": page.last_published_at,
        "articleSection": str(said(page.category, "name")) if page.category else "",
        "image": [absolute(image)] if image else [],
        "mainEntityOfPage": absolute(url),
        "publisher": {"@type": "Organization", "name": "OCOP", "url": settings.SITE_URL},
    }


def legislation(page: LegalDocumentPage, url: str) -> dict[str, Any]:
    """A document of the law, with what it is worth today."""
    force = "InForce" if page.standing_on(today()).code in ("in_force", "ending") else "NotInForce"
    return {
        "@type": "Legislation",
        "name": page.title,
        "legislationIdentifier": page.number,
        "legislationType": page.document_type.name,
        "description": page.summary,
        "legislationPassedBy": {"@type": "Organization", "name": page.issuing_body.name},
        "legislationDate": page.issued_on,
        "legislationDateVersion": page.in_force_from,
        "legislationLegalForce": f"https://schema.org/{force}",
        "inLanguage": "vi",
        "url": absolute(url),
    }
