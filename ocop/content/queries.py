"""What public pages read from the CMS: cheap, and only what is published."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import Prefetch
from django.urls import NoReverseMatch, reverse
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page, ReferenceIndex
from wagtail.query import PageQuerySet

from ocop.content.models import (
    GalleryPage,
    GalleryPhoto,
    GuidancePage,
    LegalDocumentPage,
    MenuItem,
    NewsIndexPage,
    NewsPage,
    PartnerLink,
    SiteSettings,
    VideoPage,
)
from ocop.core.language import in_this_language
from ocop.core.versions import cached

P = TypeVar("P", bound=Page)


@dataclass(frozen=True)
class Entry:
    """One entry of the public menu with those under it; `label` in both languages, for `said`."""

    label: str
    label_en: str
    url: str
    children: list[Entry] = field(default_factory=list)


def site_settings() -> SiteSettings:
    """The site's name, contacts and footer; empty ones before an editor has written any."""
    return cached("content.site_settings", _site_settings)


def _site_settings() -> SiteSettings:
    return (
        SiteSettings.objects.select_related("share_image").filter(site__is_default_site=True).first() or SiteSettings()
    )


def menu() -> list[Entry]:
    """The public menu, its addresses in the language of now: entries that lead nowhere today are left out."""
    return cached("content.menu", _menu)


def _menu() -> list[Entry]:
    top: list[Entry] = []
    for item in MenuItem.objects.filter(menu__site__is_default_site=True).select_related("page"):
        url = _url_of(item)
        if not url:
            continue
        entry = Entry(item.label, item.label_en, url)
        if item.is_child and top:
            top[-1].children.append(entry)
        else:
            top.append(entry)
    return top


def _url_of(item: MenuItem) -> str:
    if item.page is not None:
        return (item.page.get_url() or "") if item.page.live else ""
    if item.url_name:
        try:
            return reverse(item.url_name)
        except NoReverseMatch:  # a screen of an app that this installation does not have
            return ""
    return in_this_language(item.url)


def newest_news(count: int) -> list[NewsPage]:
    """The newest news."""
    news = NewsPage.objects.live().select_related("category", "lead_image").prefetch_related("lead_image__renditions")
    return _kept(news.order_by("-published_on", "-pk"), count)


def news_url() -> str:
    """The address of the section of news in the language of now; the home page's where there is none."""
    page = NewsIndexPage.objects.live().first()
    return (page.get_url() if page else "") or reverse("wagtail_serve", args=("",))


def newest_guidance(count: int) -> list[GuidancePage]:
    """The newest guidance."""
    guidance = GuidancePage.objects.live().select_related("lead_image").prefetch_related("lead_image__renditions")
    return _kept(guidance.order_by("-published_on", "-pk"), count)


def newest_documents(count: int) -> list[LegalDocumentPage]:
    """The documents of the law issued last."""
    documents = LegalDocumentPage.objects.live().select_related("document_type", "issuing_body", "superseded_by")
    return _kept(documents.newest_first(), count)


def partners() -> list[PartnerLink]:
    """The partners, in the editors' order."""
    return cached("content.partners", lambda: list(PartnerLink.objects.select_related("logo")))


def galleries(count: int) -> list[GalleryPage]:
    """The newest galleries with their pictures."""
    pictures = GalleryPhoto.objects.select_related("image").prefetch_related("image__renditions")
    shown = GalleryPage.objects.live().select_related("lead_image").prefetch_related(Prefetch("images", pictures))
    return _kept(shown.order_by("-published_on", "-pk"), count)


def videos(count: int) -> list[VideoPage]:
    """The newest videos."""
    shown = VideoPage.objects.live().select_related("poster", "file").prefetch_related("poster__renditions")
    return _kept(shown.order_by("-published_on", "-pk"), count)


def _kept(pages: PageQuerySet[P], count: int) -> list[P]:
    return cached(("content", pages.model.__name__, count), lambda: list(pages[:count]))


def document_is_public(document: AbstractDocument) -> bool:
    """Whether something published shows it: a page that is live, or a list or setting."""
    for reference in ReferenceIndex.get_references_to(document).select_related("base_content_type"):
        model = reference.base_content_type.model_class()
        if model is None:
            continue
        if not issubclass(model, Page) or model.objects.live().filter(pk=reference.object_id).exists():
            return True
    return False
