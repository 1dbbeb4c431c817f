"""A small site for tests: a home page, its index pages, and pages below them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from django.core.cache import cache
from django.core.files.images import ImageFile
from PIL import Image as Picture
from wagtail.images import get_image_model
from wagtail.models import Collection, Locale, Page, Site

from ocop.content.models import (
    DocumentField,
    DocumentType,
    GalleryIndexPage,
    GalleryPage,
    GalleryPhoto,
    GuidanceIndexPage,
    GuidancePage,
    GuidanceSectionPage,
    HomePage,
    IssuingBody,
    LegalDocumentPage,
    LegalIndexPage,
    NewsCategory,
    NewsIndexPage,
    NewsPage,
    VideoIndexPage,
    VideoPage,
)
from ocop.core.text import slugify


def picture(title="Bà con tách vỏ dừa", size=(64, 48)):
    """A small picture of the library."""
    content = BytesIO()
    Picture.new("RGB", size, "#1d5b3a").save(content, "PNG")
    content.seek(0)
    return get_image_model().objects.create(title=title, file=ImageFile(content, name="anh.png"))


@dataclass
class Planted:
    """The index pages of a planted site."""

    home: HomePage
    news: NewsIndexPage
    guidance: GuidanceIndexPage
    law: LegalIndexPage
    galleries: GalleryIndexPage
    videos: VideoIndexPage

    def piece(self, title="Hội chợ OCOP 2026", *, category="Sự kiện", **fields):
        """A piece of news, published."""
        kind, _ = NewsCategory.objects.get_or_create(name=category)
        fields = {"published_on": date(2026, 11, 1)} | fields
        return self.news.add_child(instance=NewsPage(title=title, category=kind, **fields))

    def section(self, title="Quy trình đánh giá"):
        """A section of the guidance."""
        return self.guidance.add_child(instance=GuidanceSectionPage(title=title))

    def guide(self, section, title="Cách lập hồ sơ", **fields):
        """A page of guidance."""
        fields = {"published_on": date(2026, 11, 2)} | fields
        return section.add_child(instance=GuidancePage(title=title, **fields))

    def document(self, number, *, kind="Quyết định", field="OCOP", body="Thủ tướng Chính phủ", **fields):
        """A document of the law."""
        fields = {
            "summary": "Ban hành Bộ tiêu chí",
            "issued_on": date(2026, 7, 1),
            "title": f"Văn bản {number}",
        } | fields
        return self.law.add_child(
            instance=LegalDocumentPage(
                number=number,
                slug=slugify(number),
                document_type=DocumentType.objects.get_or_create(name=kind)[0],
                field=DocumentField.objects.get_or_create(name=field)[0],
                issuing_body=IssuingBody.objects.get_or_create(name=body)[0],
                **fields,
            )
        )

    def album(self, title="Tập huấn ở Mỏ Cày", photos=2):
        """A gallery with pictures."""
        page = self.galleries.add_child(instance=GalleryPage(title=title, published_on=date(2026, 11, 3)))
        for n in range(photos):
            GalleryPhoto.objects.create(page=page, image=picture(f"Ảnh {n}"), caption=f"Chú thích {n}", sort_order=n)
        return page

    def video(self, title="Nghề kẹo dừa", **fields):
        """A video."""
        fields = {"embed_url": "https://video.vidu.vn/xem/1", "published_on": date(2026, 11, 4)} | fields
        return self.videos.add_child(instance=VideoPage(title=title, **fields))


def plant():
    """The site: what is there already gives way."""
    cache.clear()  # Wagtail keeps small pictures there by the number of their row
    if not Collection.objects.exists():
        Collection.add_root(instance=Collection(name="Gốc"))
    Locale.objects.get_or_create(language_code="vi")
    Page.objects.filter(depth__gt=1).delete()
    root = Page.objects.filter(depth=1).first() or Page.add_root(instance=Page(title="Gốc", slug="root"))
    home = root.add_child(instance=HomePage(title="Trang chủ", slug="home"))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)

    def index(kind, title, slug):
        return home.add_child(instance=kind(title=title, slug=slug))

    return Planted(
        home=home,
        news=index(NewsIndexPage, "Tin tức", "tin-tuc"),
        guidance=index(GuidanceIndexPage, "Hướng dẫn", "huong-dan"),
        law=index(LegalIndexPage, "Văn bản", "van-ban"),
        galleries=index(GalleryIndexPage, "Thư viện ảnh", "thu-vien-anh"),
        videos=index(VideoIndexPage, "Video", "video"),
    )
