from django.conf import settings
from django.db import models

from ocop.core.access import AccessQuerySet
from ocop.core.codes import new_code
from ocop.files.storage import private


def storage_path(file: "StoredFile", name: str) -> str:
    """Where the bytes lie under the uploads folder: never the name the person gave."""
    return f"{file.code[:2]}/{file.code}"


class StoredFile(models.Model):
    """Tệp: an uploaded or generated file, checked by its content, kept outside the web root, never changed.

    Who may see it follows from the thing it belongs to: that thing's app adds a grant to `storedfile.view`.
    """

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    content = models.FileField(upload_to=storage_path, max_length=200, storage=private)
    name = models.CharField("tên tệp", max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField("dung lượng (byte)")
    sha256 = models.CharField(max_length=64, db_index=True)
    pages = models.PositiveIntegerField("số trang", null=True, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = AccessQuerySet["StoredFile"].as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def is_pdf(self) -> bool:
        return self.media_type == "application/pdf"

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")
