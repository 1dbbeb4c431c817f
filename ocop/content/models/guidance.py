from __future__ import annotations

from django.db import models
from wagtail.admin.panels import FieldPanel

from ocop.content.models.pages import BasePage, IndexPage, body_field, tabs
from ocop.core.dates import today


class GuidanceIndexPage(IndexPage):
    """Mục hướng dẫn: opens the four sections of guidance."""

    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.GuidanceSectionPage"]
    max_count = 1

    class Meta:
        verbose_name = "mục hướng dẫn"
        verbose_name_plural = "mục hướng dẫn"


class GuidanceSectionPage(IndexPage):
    """Phần hướng dẫn: one of the sections: process, dossiers, criteria, training."""

    parent_page_types = ["content.GuidanceIndexPage"]
    subpage_types = ["content.GuidancePage"]
    page_description = "Một phần của mục hướng dẫn, chứa các bài hướng dẫn."
    edit_handler = tabs(
        [FieldPanel("intro"), FieldPanel("excerpt"), FieldPanel("lead_image")],
        [FieldPanel("intro_en"), FieldPanel("excerpt_en")],
    )

    class Meta:
        verbose_name = "phần hướng dẫn"
        verbose_name_plural = "phần hướng dẫn"


class GuidancePage(BasePage):
    """Bài hướng dẫn: how one thing is done."""

    published_on = models.DateField("ngày đăng", default=today, db_index=True)
    body = body_field()
    body_en = body_field("nội dung tiếng Anh")

    parent_page_types = ["content.GuidanceSectionPage"]
    subpage_types: list[str] = []
    page_description = "Một bài hướng dẫn cho chủ thể, cán bộ hoặc người mua."
    edit_handler = tabs(
        [FieldPanel("excerpt"), FieldPanel("published_on"), FieldPanel("lead_image"), FieldPanel("body")],
        [FieldPanel("excerpt_en"), FieldPanel("body_en")],
    )

    class Meta:
        verbose_name = "bài hướng dẫn"
        verbose_name_plural = "bài hướng dẫn"
