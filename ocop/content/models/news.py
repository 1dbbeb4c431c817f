from __future__ import annotations

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from ocop.content.models.pages import IMAGE, BasePage, IndexPage, body_field, tabs
from ocop.content.models.terms import Term
from ocop.core.dates import today


class NewsCategory(Term):  # type: ignore[django-manager-missing]
    """Chuyên mục tin: what a piece of news is about."""

    class Meta(Term.Meta):
        verbose_name = "chuyên mục tin"
        verbose_name_plural = "chuyên mục tin"


class NewsIndexPage(IndexPage):
    """Mục tin tức: lists the news."""

    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.NewsPage"]
    max_count = 1

    class Meta:
        verbose_name = "mục tin tức"
        verbose_name_plural = "mục tin tức"


class NewsPage(BasePage):
    """Tin: a piece of news with its day, category, lead picture and pictures."""

    category = models.ForeignKey(
        NewsCategory, verbose_name="chuyên mục", null=True, on_delete=models.PROTECT, related_name="pages"
    )
    published_on = models.DateField("ngày đăng", default=today, db_index=True)
    is_highlight = models.BooleanField("tin nổi bật", default=False, help_text="Hiện lớn ở đầu danh sách tin.")
    body = body_field()
    body_en = body_field("nội dung tiếng Anh")

    parent_page_types = ["content.NewsIndexPage"]
    subpage_types: list[str] = []
    page_description = "Một bài tin: sự kiện, hoạt động, kết quả đánh giá, thông báo."
    edit_handler = tabs(
        [
            FieldPanel("excerpt"),
            FieldRowPanel([FieldPanel("category"), FieldPanel("published_on")], heading="Chuyên mục và ngày"),
            FieldPanel("is_highlight"),
            FieldPanel("lead_image"),
            FieldPanel("body"),
            InlinePanel("gallery", heading="Ảnh kèm theo", label="Ảnh"),
        ],
        [FieldPanel("excerpt_en"), FieldPanel("body_en")],
    )

    class Meta:
        verbose_name = "tin"
        verbose_name_plural = "tin"


class Photo(Orderable):
    """Ảnh trong trang: a picture of the library with a caption, in an order. Abstract."""

    image = models.ForeignKey(IMAGE, verbose_name="ảnh", on_delete=models.CASCADE, related_name="+")
    caption = models.CharField("chú thích", max_length=250, blank=True)
    caption_en = models.CharField("chú thích tiếng Anh", max_length=250, blank=True)

    panels = [FieldPanel("image"), FieldPanel("caption"), FieldPanel("caption_en")]

    class Meta(Orderable.Meta):
        abstract = True


class NewsPhoto(Photo):
    """Ảnh kèm tin: a picture of a piece of news."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="gallery")

    class Meta(Photo.Meta):
        abstract = False
        verbose_name = "ảnh kèm tin"
        verbose_name_plural = "ảnh kèm tin"
