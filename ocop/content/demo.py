"""Sample news, galleries and a video for a demo installation: drawn and invented, and each page says so."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from ocop.content.models import (
    GalleryIndexPage,
    GalleryPage,
    GalleryPhoto,
    NewsCategory,
    NewsIndexPage,
    NewsPage,
    VideoIndexPage,
    VideoPage,
)
from ocop.content.pictures import draw
from ocop.content.seeding import FOLDER, body, once, publish
from ocop.core.dates import today
from ocop.core.text import slugify


@transaction.atomic
def seed_demo_pages() -> int:
    """Put the samples in where they never were; how many pages were made."""
    sample = yaml.safe_load((FOLDER / "demo.yaml").read_text())
    made = [
        *(_made("news", entry, _news(entry, sample)) for entry in reversed(sample["news"])),
        *(_made("gallery", entry, _gallery(entry)) for entry in reversed(sample["galleries"])),
        *(_made("video", entry, _video(entry)) for entry in sample["videos"]),
    ]
    return sum(made)


def _made(kind: str, entry: dict[str, Any], make: Any) -> bool:
    return once(f"demo:{kind}:{slugify(entry['title'])}", make)


def _news(entry: dict[str, Any], sample: dict[str, Any]) -> Any:
    def make() -> Page:
        return publish(
            NewsIndexPage.objects.get(),
            NewsPage(
                **_common(entry),
                category=NewsCategory.objects.filter(name=entry["category"]).first(),
                is_highlight=entry.get("highlight", False),
                lead_image=_picture(entry),
                body=body([*entry["body"], {"paragraph": sample["note"]}]),
            ),
        )

    return make


def _gallery(entry: dict[str, Any]) -> Any:
    def make() -> Page:
        page = GalleryPage(**_common(entry))
        pictures = [_picture({**each, "title": f"{entry['title']}: {each['caption']}"}) for each in entry["pictures"]]
        page.lead_image = pictures[0]
        page.images = [
            GalleryPhoto(image=picture, caption=each["caption"], sort_order=order)
            for order, (picture, each) in enumerate(zip(pictures, entry["pictures"], strict=True))
        ]
        return publish(GalleryIndexPage.objects.get(), page)

    return make


def _video(entry: dict[str, Any]) -> Any:
    def make() -> Page:
        content = (FOLDER / entry["file"]).read_bytes()
        file = get_document_model().objects.create(
            title=entry["title"], file=ContentFile(content, name=Path(entry["file"]).name)
        )
        page = VideoPage(**_common(entry), file=file, poster=_picture(entry), transcript=entry["transcript"])
        return publish(VideoIndexPage.objects.get(), page)

    return make


def _common(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": entry["title"],
        "slug": slugify(entry["title"]),
        "title_en": entry.get("title_en", ""),
        "excerpt": entry["excerpt"],
        "excerpt_en": entry.get("excerpt_en", ""),
        "published_on": today() - timedelta(days=entry["days"]),
    }


def _picture(entry: dict[str, Any]) -> Any:
    name = slugify(entry["title"])
    content = io.BytesIO(draw(entry["scene"], seed=entry["title"]))
    return get_image_model().objects.create(
        title=entry["title"], description=entry["alt"], file=ImageFile(content, name=f"{name}.jpg")
    )
