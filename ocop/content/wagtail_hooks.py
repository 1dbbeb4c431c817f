"""The CMS's own screens beside pages: short lists, partners; and what of Wagtail's we leave out or forbid."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.models import Page

from ocop.content import cms_questions  # noqa: F401  registers its screens on import
from ocop.content.models import (
    DocumentField,
    DocumentType,
    GalleryIndexPage,
    GuidanceIndexPage,
    HomePage,
    IssuingBody,
    LegalIndexPage,
    NewsCategory,
    NewsIndexPage,
    PartnerLink,
    VideoIndexPage,
)

FIXED = (HomePage, NewsIndexPage, GuidanceIndexPage, LegalIndexPage, GalleryIndexPage, VideoIndexPage)
"""Pages the site stands on: an editor may rename them, never delete or hide them."""


class TermViewSet(ModelViewSet):
    """One short list."""

    icon = "list-ul"
    list_display = ("name", "name_en", "order")
    search_fields = ("name",)
    ordering = ("order", "name")
    copy_view_enabled = False
    inspect_view_enabled = False


class NewsCategoryViewSet(TermViewSet):
    model = NewsCategory
    menu_label = "Chuyên mục tin"


class DocumentTypeViewSet(TermViewSet):
    model = DocumentType
    menu_label = "Loại văn bản"


class DocumentFieldViewSet(TermViewSet):
    model = DocumentField
    menu_label = "Lĩnh vực văn bản"


class IssuingBodyViewSet(TermViewSet):
    model = IssuingBody
    menu_label = "Cơ quan ban hành"


class TermsViewSetGroup(ModelViewSetGroup):
    """The short lists, together in the menu."""

    menu_label = "Danh mục"
    menu_icon = "list-ul"
    menu_order = 400
    items = (NewsCategoryViewSet, DocumentTypeViewSet, DocumentFieldViewSet, IssuingBodyViewSet)


class PartnerLinkViewSet(ModelViewSet):
    """Partners' websites."""

    model = PartnerLink
    icon = "link"
    menu_label = "Liên kết đơn vị"
    menu_order = 410
    add_to_admin_menu = True
    list_display = ("name", "url", "order")
    search_fields = ("name", "url")
    copy_view_enabled = False


@hooks.register("register_admin_viewset")
def viewsets() -> list[Any]:
    return [TermsViewSetGroup(), PartnerLinkViewSet()]


@hooks.register("insert_global_admin_css")
def our_looks() -> SafeString:
    """The site's letters and colours on Wagtail's screens."""
    sheets = [(static(path),) for path in ("core/css/fonts.css", "content/cms.css")]
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)


@hooks.register("before_delete_page")
@hooks.register("before_unpublish_page")
@hooks.register("before_move_page")
def keep_fixed_pages(request: HttpRequest, page: Page, *_: Any) -> HttpResponse | None:
    """Refuse to take away a page the site stands on."""
    if not issubclass(page.specific_class or Page, FIXED):
        return None
    messages.error(request, f"«{page.title}» là trang cố định của cổng, không xóa, gỡ hoặc chuyển đi được.")
    return redirect("wagtailadmin_explore", page.pk)


@hooks.register("before_bulk_action")
def keep_fixed_pages_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """The same where several pages are chosen at once."""
    if action_type not in ("delete", "unpublish", "move"):
        return None
    for page in objects:
        if isinstance(page, Page) and (answer := keep_fixed_pages(request, page)):
            return answer
    return None


@hooks.register("construct_help_menu")
def no_foreign_help(request: HttpRequest, items: list[MenuItem]) -> None:
    """Our own guidance is on the site; links to Wagtail's pages in English help nobody here."""
    items[:] = [item for item in items if not getattr(item, "url", "").startswith("http")]


@hooks.register("register_admin_menu_item")
def to_the_desk() -> MenuItem:
    return MenuItem("Về bàn làm việc", "/ban-lam-viec/", icon_name="arrow-left", order=10_000)


@hooks.register("register_admin_menu_item")
def to_the_site() -> MenuItem:
    return MenuItem("Xem cổng", "/#", icon_name="view", order=9_900)
