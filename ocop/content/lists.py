"""What each index page lists, for what a visitor asked in the address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page as PageOfList
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.http import QueryDict
from django.urls import reverse
from wagtail.models import Page

from ocop.content.filters import LegalFilter, NewsFilter
from ocop.content.models import (
    GalleryIndexPage,
    GalleryPage,
    GalleryPhoto,
    GuidanceIndexPage,
    GuidancePage,
    GuidanceSectionPage,
    LegalDocumentPage,
    LegalIndexPage,
    NewsIndexPage,
    NewsPage,
    VideoIndexPage,
    VideoPage,
)
from ocop.content.models.law import LegalDocumentQuerySet
from ocop.core.filters import Filter
from ocop.core.paging import page_of
from ocop.core.text import normalise

CARDS, ROWS = 12, 20


@dataclass(frozen=True)
class Listing:
    """One page of a list, with the form that asked for it."""

    page: PageOfList[Any]
    form: Filter | None = None
    highlights: list[Any] | None = None
    newest: list[Any] | None = None

    @property
    def chips(self) -> list[tuple[str, str]]:
        """The filters in force, each with the way to do without it."""
        return self.form.chips() if self.form else []


def home_url() -> str:
    """The first page of the site in this language."""
    return reverse("wagtail_serve", args=("",))


def matching(rows: QuerySet[Any], text: str, *fields: str) -> QuerySet[Any]:
    """The rows with every word of the text, without accents, somewhere in these fields.

    Editors keep some hundreds of these pages and neither database searches without accents: in Python.
    """
    words = normalise(text[:200]).split()
    if not words:
        return rows
    found = [
        pk
        for pk, *texts in rows.order_by().values_list("pk", *fields)
        if all(word in normalise(" ".join(texts)) for word in words)
    ]
    return rows.filter(pk__in=found)


# Tin tức


def news(index: NewsIndexPage, query: QueryDict) -> Listing:
    """News, the newest first; on the unfiltered first page the newest highlights stand above them."""
    form = NewsFilter(query)
    rows = NewsPage.objects.child_of(index).live().select_related("category", "lead_image")
    rows = matching(rows.order_by("-published_on", "-pk"), form.asked("q"), "title", "title_en")
    if category := form.asked("chuyen_muc"):
        rows = rows.filter(category__slug=category)
    page = page_of(Paginator(rows, CARDS), query.get(Filter.page_name))
    first = page.number == 1 and not form.chips()
    highlights = list(rows.filter(is_highlight=True)[:3]) if first else []
    page.object_list = list(page.object_list)
    prefetch_related_objects([*highlights, *page.object_list], "lead_image__renditions")
    return Listing(page, form, highlights=highlights)


def related(piece: NewsPage, count: int = 3) -> list[NewsPage]:
    """Other news to read on: of the same category, the newest first."""
    rows = NewsPage.objects.sibling_of(piece, inclusive=False).live().filter(category=piece.category_id)
    rows = rows.select_related("category", "lead_image").prefetch_related("lead_image__renditions")
    return list(rows.order_by("-published_on", "-pk")[:count])


# Hướng dẫn


@dataclass(frozen=True)
class Section:
    """One section of the guidance with its newest pages."""

    page: GuidanceSectionPage
    guides: list[GuidancePage]


def sections(index: GuidanceIndexPage, query: QueryDict) -> list[Section]:
    """The sections in the editors' order, each with its guidance, in two queries whatever their number."""
    found = list(GuidanceSectionPage.objects.child_of(index).live().select_related("lead_image"))
    guides = guides_below(index)
    return [Section(each, [guide for guide in guides if guide.path.startswith(each.path)]) for each in found]


def guides_below(page: Page) -> list[GuidancePage]:
    """The guidance below a page, in the editors' order."""
    rows = GuidancePage.objects.descendant_of(page).live().select_related("lead_image")
    return list(rows.prefetch_related("lead_image__renditions").order_by("path"))


def section_list(section: GuidanceSectionPage, query: QueryDict) -> Listing:
    """The guidance of one section."""
    rows = GuidancePage.objects.child_of(section).live().select_related("lead_image")
    rows = rows.prefetch_related("lead_image__renditions").order_by("path")
    return Listing(page_of(Paginator(rows, CARDS), query.get(Filter.page_name)))


# Văn bản


def documents(index: LegalIndexPage, query: QueryDict) -> Listing:
    """Documents of the law by any of their fields, the newest first, and the newest five of all beside them."""
    form = LegalFilter(query)
    every = LegalDocumentPage.objects.child_of(index).live().newest_first()
    rows = every.select_related("document_type", "field", "issuing_body", "superseded_by")
    rows = in_standing(rows, form.asked("hieu_luc"))
    for name, field in (("loai", "document_type"), ("linh_vuc", "field"), ("co_quan", "issuing_body")):
        if asked := form.asked(name):
            rows = rows.filter(**{f"{field}__slug": asked})
    rows = between(rows, "issued_on", form.asked("tu"), form.asked("den"))
    rows = between(rows.with_terms(), "begins", form.asked("hieu_luc_tu"), form.asked("hieu_luc_den"))
    rows = matching(rows, form.asked("so"), "number")
    rows = matching(rows, form.asked("q"), "title", "summary", "summary_en")
    rows = matching(rows, form.asked("nguoi_ky"), "signer")
    return Listing(
        page_of(Paginator(rows, ROWS), query.get(Filter.page_name)), form, newest=newest_beside(index, every)
    )


def between(rows: LegalDocumentQuerySet, day: str, since: date | None, until: date | None) -> LegalDocumentQuerySet:
    """The rows whose day is from one day to another, either left open."""
    if since:
        rows = rows.filter(**{f"{day}__gte": since})
    return rows.filter(**{f"{day}__lte": until}) if until else rows


def in_standing(rows: LegalDocumentQuerySet, standing: str) -> LegalDocumentQuerySet:
    """The documents in force today, over, or to come."""
    if standing == LegalFilter.IN_FORCE:
        return rows.in_force()
    if standing == LegalFilter.OVER:
        return rows.over()
    return rows.to_come() if standing == LegalFilter.TO_COME else rows


def newest_beside(index: Page, rows: QuerySet[LegalDocumentPage] | None = None) -> list[LegalDocumentPage]:
    """The five documents issued last, for the side column."""
    rows = LegalDocumentPage.objects.child_of(index).live().newest_first() if rows is None else rows
    return list(rows[:5])


# Ảnh, video


def galleries(index: GalleryIndexPage, query: QueryDict) -> Listing:
    """Galleries with their pictures, the newest first."""
    photos = Prefetch("images", GalleryPhoto.objects.select_related("image").prefetch_related("image__renditions"))
    rows = GalleryPage.objects.child_of(index).live().select_related("lead_image")
    rows = rows.prefetch_related(photos, "lead_image__renditions").order_by("-published_on", "-pk")
    return Listing(page_of(Paginator(rows, CARDS), query.get(Filter.page_name)))


def videos(index: VideoIndexPage, query: QueryDict) -> Listing:
    """Videos, the newest first."""
    rows = VideoPage.objects.child_of(index).live().select_related("poster")
    rows = rows.prefetch_related("poster__renditions").order_by("-published_on", "-pk")
    return Listing(page_of(Paginator(rows, CARDS), query.get(Filter.page_name)))


LISTINGS: dict[type[Page], Callable[[Any, QueryDict], Any]] = {
    NewsIndexPage: news,
    GuidanceIndexPage: sections,
    GuidanceSectionPage: section_list,
    LegalIndexPage: documents,
    GalleryIndexPage: galleries,
    VideoIndexPage: videos,
}
