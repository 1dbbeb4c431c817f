"""The smallest things of the CMS."""

from __future__ import annotations

import io
from datetime import date

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image as Pillow
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from ocop.content.models import (
    DocumentField,
    DocumentType,
    IssuingBody,
    LegalDocumentPage,
    LegalIndexPage,
    NewsCategory,
    NewsIndexPage,
    NewsPage,
)


def picture_bytes(kind="PNG", size=(40, 30), **options):
    out = io.BytesIO()
    Pillow.new("RGB", size, "#1d5b3a").save(out, kind, **options)
    return out.getvalue()


def make_picture(title="Vườn dừa", name="vuon-dua.png"):
    file = ImageFile(io.BytesIO(picture_bytes()), name=name)
    return get_image_model().objects.create(title=title, description="Hàng dừa ven sông", file=file)


def make_document(name="mau-01.pdf", content=b"%PDF-1.4 mau\n%%EOF\n"):
    return get_document_model().objects.create(title=name, file=ContentFile(content, name=name))


def draft_news(title="Phiên chợ cuối năm", owner=None, **fields):
    """A piece of news that nobody has published."""
    category, _ = NewsCategory.objects.get_or_create(name="Hoạt động")
    page = NewsPage(title=title, owner=owner, live=False, **{"category": category, "excerpt": "Ở xã", **fields})
    NewsIndexPage.objects.get().add_child(instance=page)
    page.save_revision(user=owner)
    return page


def make_law(number="148/QĐ-TTg", issued_on=date(2023, 2, 24), **fields):
    page = LegalDocumentPage(
        title=f"Văn bản {number}",
        slug=number.replace("/", "-").lower().replace("đ", "d"),
        number=number,
        summary="Quy định việc đánh giá",
        document_type=DocumentType.objects.get_or_create(name="Quyết định")[0],
        field=DocumentField.objects.get_or_create(name="OCOP")[0],
        issuing_body=IssuingBody.objects.get_or_create(name="Thủ tướng Chính phủ")[0],
        issued_on=issued_on,
        **fields,
    )
    LegalIndexPage.objects.get().add_child(instance=page)
    return page
