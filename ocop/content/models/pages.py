"""What every page of the site has, and plain pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, Panel, TabbedInterface, TitleFieldPanel
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page

from ocop.content.models.blocks import BodyBlock

IMAGE = get_image_model_string()


def body_field(label: str = "nội dung") -> StreamField:
    """The body of a page, block by block."""
    return StreamField(BodyBlock(), verbose_name=label, blank=True)


def image_field(label: str, help_text: str = "") -> Any:
    """A picture of the library; the page outlives the picture."""
    return models.ForeignKey(
        IMAGE,
        verbose_name=label,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=help_text,
    )


def tabs(content: Sequence[Panel], english: Sequence[Panel] = ()) -> TabbedInterface:
    """The editing screen of a page: content, English, search engines and address."""
    shown = [ObjectList([TitleFieldPanel("title", heading="Tiêu đề"), *content], heading="Nội dung")]
    if english:
        shown.append(
            ObjectList(
                [
                    FieldPanel("title_en"),
                    *english,
                ],
                heading="Tiếng Anh",
                help_text="Phần nào để trống thì trang tiếng Anh hiện phần tiếng Việt và nói rõ như vậy.",
            )
        )
    shown.append(ObjectList(SEARCH_PANELS, heading="Địa chỉ và tìm kiếm"))
    return TabbedInterface(shown)


SEARCH_PANELS: list[Panel] = [
    MultiFieldPanel(
        [
            FieldPanel("slug", heading="Phần cuối của địa chỉ trang"),
            FieldPanel("seo_title", heading="Tên trên máy tìm kiếm", help_text="Để trống: dùng tiêu đề của trang."),
            FieldPanel(
                "search_description",
                heading="Câu giới thiệu trên máy tìm kiếm",
                help_text="Một hoặc hai câu. Để trống: dùng phần trích dẫn.",
            ),
        ],
        heading="Khi tìm trên Google và khi chia sẻ",
    )
]


class BasePage(Page):
    """Trang: what all pages of the site share. Abstract."""

    excerpt = models.CharField(
        "trích dẫn", max_length=300, blank=True, help_text="Một hai câu, hiện trong danh sách và kết quả tìm kiếm."
    )
    lead_image = image_field("ảnh đại diện", "Ảnh ngang, rộng từ 1200 điểm ảnh trở lên.")
    title_en = models.CharField("tiêu đề tiếng Anh", max_length=255, blank=True)
    excerpt_en = models.CharField("trích dẫn tiếng Anh", max_length=300, blank=True)

    show_in_menus_default = False
    promote_panels: list[Panel] = []

    class Meta:
        abstract = True

    @property
    def shown_date(self) -> date | None:
        """The day to show beside the title: of publication, unless a kind of page has its own."""
        day = getattr(self, "published_on", None)
        if day is None and self.first_published_at is not None:
            return self.first_published_at.date()
        return day


class IndexPage(BasePage):
    """Trang mục: opens a section of the site and lists what stands below it. Abstract."""

    intro = models.TextField("lời dẫn", blank=True, help_text="Hiện dưới tiêu đề, trước danh sách.")
    intro_en = models.TextField("lời dẫn tiếng Anh", blank=True)

    edit_handler = tabs([FieldPanel("intro")], [FieldPanel("intro_en")])

    class Meta:
        abstract = True


class StandardPage(BasePage):
    """Trang giới thiệu: a plain page, for example about the programme."""

    body = body_field()
    body_en = body_field("nội dung tiếng Anh")

    parent_page_types = ["content.HomePage", "content.StandardPage"]
    subpage_types = ["content.StandardPage"]
    page_description = "Trang đứng riêng: giới thiệu chương trình, quyền riêng tư, trợ giúp."
    edit_handler = tabs(
        [FieldPanel("excerpt"), FieldPanel("lead_image"), FieldPanel("body")],
        [FieldPanel("excerpt_en"), FieldPanel("body_en")],
    )

    class Meta:
        verbose_name = "trang giới thiệu"
        verbose_name_plural = "trang giới thiệu"
