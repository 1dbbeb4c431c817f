"""What the pages of the CMS are drawn with: pictures in several sizes, the way back, the list an index page opens."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.images.models import AbstractImage, SourceImageIOError
from wagtail.models import Page

from ocop.content import facts, lists
from ocop.content.embeds import embed_of
from ocop.content.models import GalleryPage, GalleryPhoto, GuidancePage, LegalDocumentPage, NewsPage
from ocop.core.language import is_source, said

register = template.Library()

SHAPES = {
    "card": (("fill-480x300", "fill-960x600"), "(min-width: 60rem) 22rem, (min-width: 36rem) 45vw, 92vw"),
    "wide": (("width-640", "width-1280"), "(min-width: 48rem) 42rem, 94vw"),
    "tile": (("fill-320x240", "fill-640x480"), "(min-width: 48rem) 14rem, 45vw"),
    "banner": (("fill-800x450", "fill-1600x900"), "(min-width: 60rem) 34rem, 94vw"),
    "logo": (("max-200x80", "max-400x160"), "12.5rem"),
    "whole": (("max-1600x1600",), "94vw"),
}
FORMATS = ("avif", "webp")
FIRST_LEVEL = 3
"""Of the page tree: below the root and the home page."""


@register.simple_tag
def photo(image: AbstractImage | None, shape: str, alt: str = "", *, eager: bool = False) -> SafeString:
    """`{% photo page.lead_image "card" alt="" %}`: the picture as AVIF and WebP, with its measures, so nothing jumps.

    A picture whose file is gone, or none at all, leaves a quiet field of the same shape.
    """
    filters, sizes = SHAPES[shape]
    try:
        found = (
            image.get_renditions(*(f"{each}|format-{form}" for form in FORMATS for each in filters)) if image else {}
        )
    except SourceImageIOError:
        found = {}
    sources = {form: [found[f"{each}|format-{form}"] for each in filters] for form in FORMATS} if found else {}
    context = {"sources": sources, "sizes": sizes, "alt": alt, "eager": eager, "shape": shape}
    return render_to_string("content/_photo.html", context)


@register.simple_tag
def photo_url(image: AbstractImage | None, filter: str = "fill-1200x630|format-jpeg") -> str:
    """The address of one rendition, for what is shared; empty without a picture."""
    try:
        return str(image.get_rendition(filter).url) if image else ""
    except SourceImageIOError:
        return ""


@register.simple_tag(takes_context=True)
def listing(context: dict[str, Any], page: Page) -> Any:
    """`{% listing page as list %}`: what an index page lists for the query of this address, asked once a page."""
    if not hasattr(page, "listed"):
        page.listed = lists.LISTINGS[type(page)](page, context["request"].GET)
    return page.listed


@register.simple_tag(takes_context=True)
def page_number(context: dict[str, Any], page: Page) -> int | None:
    """`{% page_number page as number %}`: which page of its list an index page shows; None where it has no list."""
    if type(page) not in lists.LISTINGS:
        return None
    listed = listing(context, page)
    return listed.page.number if isinstance(listed, lists.Listing) else None


@register.simple_tag(takes_context=True)
def trail(context: dict[str, Any], page: Page) -> list[tuple[Any, str]]:
    """`{% trail page as pairs %}{% breadcrumb pairs %}`: from the home page down to this page."""
    above = _above(page) if page.depth > FIRST_LEVEL else []
    request = context.get("request")
    pairs = [(said(each, "title"), each.get_url(request) or "") for each in above]
    return [(_("Trang chủ"), lists.home_url()), *pairs, (said(page, "title"), "")]


def _above(page: Page) -> list[Page]:
    """The pages between the home page and this one, asked once a page."""
    if not hasattr(page, "pages_above"):
        rows = page.get_ancestors().filter(depth__gte=FIRST_LEVEL).live()
        page.pages_above = list(rows if is_source() else rows.specific())
    found: list[Page] = page.pages_above
    return found


@register.simple_tag
def related_news(page: NewsPage) -> list[NewsPage]:
    """`{% related_news page as others %}`: what to read next."""
    return lists.related(page)


@register.simple_tag
def sibling_guides(page: GuidancePage) -> list[GuidancePage]:
    """`{% sibling_guides page as guides %}`: the guidance of the same section, this page among them."""
    return list(GuidancePage.objects.sibling_of(page).live().order_by("path"))


@register.simple_tag
def document_neighbours(page: LegalDocumentPage) -> dict[str, Any]:
    """`{% document_neighbours page as near %}`: `newer` superseding it, `older` before it, the `newest` five."""
    return {
        "newer": page.successor,
        "older": list(page.supersedes.live().newest_first().reverse()),
        "newest": lists.newest_beside(page.get_parent()),
    }


@register.simple_tag
def album(page: GalleryPage) -> list[GalleryPhoto]:
    """`{% album page as photos %}`: the pictures of a gallery, in its order."""
    return list(page.images.select_related("image").prefetch_related("image__renditions"))


@register.inclusion_tag("content/_player.html", takes_context=True)
def player(
    context: dict[str, Any], file: Any, url: str, poster: AbstractImage | None, title: str = ""
) -> dict[str, Any]:
    """`{% player file url poster title %}`: our own file in a player; a video elsewhere by its poster.

    Its player appears when play is pressed, where its site is one we know; else, and without a script, a link leads
    there. The request notes whose player this page may hold, for the page's policy.
    """
    request = context.get("request")
    embed = embed_of(url) if url and request is not None and not getattr(request, "is_preview", False) else None
    if embed is not None and request is not None:
        request.framed = {*getattr(request, "framed", ()), embed.origin}
    site = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    return {"file": file, "url": url, "poster": poster, "title": title, "site": site, "embed": embed}


@register.simple_tag
def breadcrumb_facts(pairs: list[tuple[Any, str]]) -> dict[str, Any]:
    """`{% breadcrumb_facts pairs as facts %}{% jsonld facts %}`: the way here, for search engines."""
    return facts.breadcrumb([(str(words), url) for words, url in pairs])


@register.simple_tag(takes_context=True)
def news_facts(context: dict[str, Any], page: NewsPage) -> dict[str, Any]:
    """The facts of a piece of news."""
    return facts.news_article(page, page.get_url(context.get("request")) or "", photo_url(page.lead_image))


@register.simple_tag(takes_context=True)
def legal_facts(context: dict[str, Any], page: LegalDocumentPage) -> dict[str, Any]:
    """The facts of a document of the law."""
    return facts.legislation(page, page.get_url(context.get("request")) or "")
