from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.documents import get_document_model_string

from ocop.content.models.news import Photo
from ocop.content.models.pages import BasePage, IndexPage, image_field, tabs
from ocop.core.dates import today


class GalleryIndexPage(IndexPage):
    """Mục thư viện ảnh: lists the galleries."""

    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.GalleryPage"]
    max_count = 1

    class Meta:
        verbose_name = "mục thư viện ảnh"
        verbose_name_plural = "mục thư viện ảnh"


class GalleryPage(BasePage):
    """Album ảnh: pictures of one occasion."""

    published_on = models.DateField("ngày đăng", default=today, db_index=True)

    parent_page_types = ["content.GalleryIndexPage"]
    subpage_types: list[str] = []
    page_description = "Một album ảnh: hội chợ, tập huấn, chuyến khảo sát."
    edit_handler = tabs(
        [
            FieldPanel("excerpt"),
            FieldPanel("published_on"),
            FieldPanel("lead_image", heading="Ảnh bìa"),
            InlinePanel("images", heading="Các ảnh", label="Ảnh"),
        ],
        [FieldPanel("excerpt_en")],
    )

    class Meta:
        verbose_name = "album ảnh"
        verbose_name_plural = "album ảnh"


class GalleryPhoto(Photo):
    """Ảnh trong album: a picture of a gallery."""

    page = ParentalKey(GalleryPage, on_delete=models.CASCADE, related_name="images")

    class Meta(Photo.Meta):
        abstract = False
        verbose_name = "ảnh trong album"
        verbose_name_plural = "ảnh trong album"


class VideoIndexPage(IndexPage):
    """Mục video: lists the videos."""

    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.VideoPage"]
    max_count = 1

    class Meta:
        verbose_name = "mục video"
        verbose_name_plural = "mục video"


class VideoPage(BasePage):
    """Video: our own file with a player, or a video kept on another site, shown by its poster until it is asked for."""

    file = models.ForeignKey(
        get_document_model_string(),
        verbose_name="tệp video",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Tệp MP4 hoặc WebM trong kho tài liệu.",
    )
    embed_url = models.URLField(
        "hoặc địa chỉ video", blank=True, help_text="Địa chỉ xem video ở trang khác, bắt đầu bằng https://"
    )
    poster = image_field("ảnh bìa", "Hiện trước khi bấm xem.")
    published_on = models.DateField("ngày đăng", default=today, db_index=True)
    transcript = models.TextField(
        "lời trong video", blank=True, help_text="Để người không nghe được và máy tìm kiếm cùng đọc."
    )
    transcript_en = models.TextField("lời trong video, tiếng Anh", blank=True)

    parent_page_types = ["content.VideoIndexPage"]
    subpage_types: list[str] = []
    page_description = "Một video: tệp của mình hoặc địa chỉ ở trang khác."
    edit_handler = tabs(
        [
            FieldPanel("excerpt"),
            MultiFieldPanel([FieldPanel("file"), FieldPanel("embed_url")], heading="Nguồn video, chọn một"),
            FieldPanel("poster"),
            FieldPanel("published_on"),
            FieldPanel("transcript"),
        ],
        [FieldPanel("excerpt_en"), FieldPanel("transcript_en")],
    )

    class Meta:
        verbose_name = "video"
        verbose_name_plural = "video"

    def clean(self) -> None:
        """Exactly one of the two sources, and a poster for a video that is elsewhere."""
        super().clean()
        if bool(self.file_id) == bool(self.embed_url):
            raise ValidationError({"embed_url": "Chọn tệp video hoặc ghi địa chỉ video, một trong hai."})
        if self.embed_url and not self.embed_url.startswith("https://"):
            raise ValidationError({"embed_url": "Địa chỉ phải bắt đầu bằng https://"})
