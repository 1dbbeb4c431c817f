"""What every installation needs before its first visitor: the page tree, the editors' rights, the law, the guidance."""

from __future__ import annotations

from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Collection, Locale, Page, Site

from ocop.content import seeding
from ocop.content.actions.editors import set_up_groups
from ocop.content.actions.questions import plant_questions
from ocop.content.models import (
    BasePage,
    GalleryIndexPage,
    GuidanceIndexPage,
    HomePage,
    LegalIndexPage,
    NewsIndexPage,
    VideoIndexPage,
)

P = TypeVar("P", bound=BasePage)

SECTIONS: tuple[tuple[type[BasePage], str, str, str], ...] = (
    (NewsIndexPage, "tin-tuc", "Tin tức", "News"),
    (GuidanceIndexPage, "huong-dan", "Hướng dẫn", "Guidance"),
    (LegalIndexPage, "van-ban", "Văn bản", "Legal documents"),
    (GalleryIndexPage, "thu-vien-anh", "Thư viện ảnh", "Photo galleries"),
    (VideoIndexPage, "video", "Video", "Videos"),
)


@transaction.atomic
def plant() -> HomePage:
    """Dựng cổng: page tree, rights, lists, law, guidance. Safe to repeat; what an editor changed stays so."""
    home = plant_tree()
    seeding.plant_content(home)
    plant_questions()
    return home


@transaction.atomic
def plant_tree() -> HomePage:
    """The root of the site, its sections and the editors' groups. Safe to repeat."""
    home = _home(_root())
    for model, slug, title, title_en in SECTIONS:
        grown(home, model, slug=slug, title=title, title_en=title_en)
    _site(home)
    set_up_groups()
    return home


def grown(parent: Page, model: type[P], **fields: Any) -> P:
    """The one page of a kind, made and published below its parent where there is none."""
    page = model.objects.first()
    if page is None:
        page = seeding.publish(parent, model(**fields))
    return page


def _root() -> Page:
    language = settings.WAGTAIL_CONTENT_LANGUAGES[0][0]
    Locale.objects.get_or_create(language_code=language)
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    root = Page.get_first_root_node()
    if root is None:
        root = Page.add_root(title="Root", slug="root")
    return root


def _home(root: Page) -> HomePage:
    """The home page; the welcome page that Wagtail's own set-up leaves goes."""
    left = [page for page in root.get_children() if page.content_type.model_class() is Page]
    home = HomePage.objects.first()
    if home is None:
        Page.objects.filter(pk__in=[page.pk for page in left]).update(slug="wagtail")
        root.refresh_from_db()
        home = seeding.publish(root, HomePage(title="Trang chủ", slug="home", title_en="Home"))
    for page in left:
        Site.objects.filter(root_page=page).update(root_page=home)
        Page.objects.get(pk=page.pk).delete()
    return HomePage.objects.get(pk=home.pk)


def _site(home: HomePage) -> None:
    address = urlsplit(settings.SITE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    wanted = {"hostname": address.hostname, "port": port, "root_page": home, "site_name": settings.WAGTAIL_SITE_NAME}
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if any(getattr(site, name, None) != value for name, value in wanted.items() if name != "root_page") or (
        site.root_page_id != home.pk
    ):
        for name, value in wanted.items():
            setattr(site, name, value)
        site.save()
