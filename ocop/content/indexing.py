"""Keeps search and version in step with what is published: Wagtail says when a page appears, moves or goes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models.signals import post_delete
from django.utils.translation import override
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.models import Page, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from ocop.content.models import (
    GalleryPage,
    GuidancePage,
    GuidanceSectionPage,
    LegalDocumentPage,
    NewsPage,
    StandardPage,
    VideoPage,
)
from ocop.core import versions
from ocop.core.language import SOURCE
from ocop.search import index
from ocop.search.index import Item

KINDS: dict[type[Page], str] = {
    NewsPage: "news",
    GuidancePage: "guidance",
    GuidanceSectionPage: "guidance",
    LegalDocumentPage: "document",
    GalleryPage: "gallery",
    VideoPage: "video",
    StandardPage: "page",
}
TEXTS = ("excerpt", "intro", "summary", "transcript", "excerpt_en", "intro_en", "summary_en", "transcript_en")
NAMES = ("title_en", "number", "document_type", "field", "issuing_body", "signer", "category")


def listen() -> None:
    """Follow Wagtail's signals; called once when the apps are ready."""
    page_published.connect(_appeared)
    page_unpublished.connect(_went)
    page_slug_changed.connect(_moved)
    post_page_move.connect(_moved)
    for model in (Page, *KINDS):
        post_delete.connect(_deleted, sender=model)
    versions.shown(Site, get_image_model(), get_document_model(), reach=versions.Reach.PAGES)
    for kind in dict.fromkeys(KINDS.values()):
        index.source(kind, partial(items, kind))


def items(kind: str) -> Iterator[Item]:
    """All published pages of a kind."""
    for model, name in KINDS.items():
        if name == kind:
            yield from map(item, model.objects.live().iterator(chunk_size=200))


def item(page: Page) -> Item:
    """What the search keeps of a page."""
    with override(SOURCE):
        url_path = page.get_url() or "/"
    return Item(
        kind=KINDS[type(page)],
        key=str(page.pk),
        title=page.title,
        url_path=url_path,
        keywords=" ".join(str(getattr(page, name)) for name in NAMES if getattr(page, name, None)),
        text=" ".join(_texts(page)),
        on=page.shown_date,
    )


def _texts(page: Page) -> Iterator[str]:
    for name in TEXTS:
        yield str(getattr(page, name, ""))
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            value = getattr(page, field.name)
            yield from map(str, value.stream_block.get_searchable_content(value))


def _appeared(instance: Page, **_: Any) -> None:
    versions.bump(versions.Reach.PAGES)
    if type(instance) in KINDS:
        index.put_many([item(instance)])


def _went(instance: Page, **_: Any) -> None:
    versions.bump(versions.Reach.PAGES)
    if type(instance) in KINDS:
        index.drop(KINDS[type(instance)], str(instance.pk))


def _moved(instance: Page, **_: Any) -> None:
    """Its address has changed, and the addresses of all below it."""
    versions.bump(versions.Reach.PAGES)
    here = Page.objects.get(pk=instance.pk)
    pages = Page.objects.descendant_of(here, inclusive=True).live().specific()
    index.put_many(item(page) for page in pages if type(page) in KINDS)


def _deleted(instance: Page, **_: Any) -> None:
    versions.bump(versions.Reach.PAGES)
    for kind in dict.fromkeys(KINDS.values()):
        index.drop(kind, str(instance.pk))
