import io

import factory
import pypdfium2 as pdfium
from django.core.files.uploadedfile import SimpleUploadedFile
from factory.django import DjangoModelFactory
from PIL import Image

from ocop.accounts.tests.factories import UserFactory
from ocop.files.models import StoredFile


def pdf_bytes(pages=1, width=595, height=842):
    """A real PDF with empty pages."""
    document = pdfium.PdfDocument.new()
    for _ in range(pages):
        document.new_page(width, height).close()
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    return buffer.getvalue()


def image_bytes(kind="JPEG", size=(60, 40)):
    buffer = io.BytesIO()
    Image.new("RGB", size, "green").save(buffer, kind)
    return buffer.getvalue()


def upload(data, name="minh-chung.pdf", claimed="application/pdf"):
    return SimpleUploadedFile(name, data, content_type=claimed)


class StoredFileFactory(DjangoModelFactory):
    """A one-page PDF, really on disk."""

    class Meta:
        model = StoredFile

    uploaded_by = factory.SubFactory(UserFactory)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        from ocop.files.actions import store_bytes

        by = kwargs.pop("uploaded_by")
        data = kwargs.pop("data", None) or pdf_bytes(kwargs.pop("pages", 1))
        media_type = kwargs.pop("media_type", "application/pdf")
        return store_bytes(data, name=kwargs.pop("name", "quyet-dinh.pdf"), media_type=media_type, by=by)
