"""The home page: what the editor arranges; how it looks is the portal's, which registers its renderer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from ocop.content.models.blocks import HomeBlock
from ocop.content.models.pages import BasePage, image_field, tabs

Renderer = Callable[[HttpRequest, "HomePage"], HttpResponse]
renderers: list[Renderer] = []
"""At most one: set by `content.home.render_with`."""


class HomePage(BasePage):
    """Trang chủ: banner, slogan and the blocks below them, in the editor's order."""

    banner_title = models.CharField("tiêu đề lớn", max_length=120, blank=True)
    banner_title_en = models.CharField("tiêu đề lớn tiếng Anh", max_length=120, blank=True)
    slogan = models.CharField("câu giới thiệu", max_length=200, blank=True)
    slogan_en = models.CharField("câu giới thiệu tiếng Anh", max_length=200, blank=True)
    banner_image = image_field("ảnh nền", "Ảnh ngang, rộng từ 1600 điểm ảnh trở lên. Để trống: nền màu của trang.")
    body = StreamField(HomeBlock(), verbose_name="các khối của trang chủ", blank=True)

    parent_page_types = ["wagtailcore.Page"]
    max_count = 1
    template = "content/home_page.html"
    page_description = "Trang đầu tiên của cổng."
    edit_handler = tabs(
        [
            MultiFieldPanel(
                [FieldPanel("banner_title"), FieldPanel("slogan"), FieldPanel("banner_image")], heading="Đầu trang"
            ),
            FieldPanel("body"),
        ],
        [FieldPanel("banner_title_en"), FieldPanel("slogan_en")],
    )

    class Meta:
        verbose_name = "trang chủ"
        verbose_name_plural = "trang chủ"

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page as the portal draws it; its plain template where no portal is."""
        if renderers:
            return renderers[-1](request, self)
        return super().serve(request, *args, **kwargs)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The draft, drawn by the same hand."""
        request.is_preview = True  # type: ignore[attr-defined]
        return self.serve(request)
