from __future__ import annotations

from django.db import models
from django.db.models import Q

from ocop.core.access import AccessQuerySet
from ocop.files.models import StoredFile
from ocop.gis.models import Placed
from ocop.producers.models.makers import Producer
from ocop.producers.models.named import Named
from ocop.programme.models import ProductClass


class Product(Named):
    """Sản phẩm OCOP or one that applies to be."""

    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="products", verbose_name="chủ thể")
    product_class = models.ForeignKey(
        ProductClass, null=True, on_delete=models.PROTECT, related_name="products", verbose_name="phân nhóm sản phẩm"
    )
    official_code = models.CharField("mã số sản phẩm", max_length=40, blank=True, db_index=True)
    description = models.TextField("mô tả, quy cách", blank=True)
    story = models.TextField("câu chuyện sản phẩm", blank=True)
    production_process = models.TextField("quy trình sản xuất", blank=True)
    sales_process = models.TextField("quy trình bán hàng", blank=True)
    name_en = models.CharField("tên bằng tiếng Anh", max_length=200, blank=True)
    description_en = models.TextField("mô tả, quy cách, bằng tiếng Anh", blank=True)
    story_en = models.TextField("câu chuyện sản phẩm, bằng tiếng Anh", blank=True)
    production_process_en = models.TextField("quy trình sản xuất, bằng tiếng Anh", blank=True)
    sales_process_en = models.TextField("quy trình bán hàng, bằng tiếng Anh", blank=True)
    picture = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="pictured")
    joined_to = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="joined", help_text="đã gộp vào"
    )
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    is_found = True
    objects = AccessQuerySet["Product"].as_manager()

    class Meta:
        ordering = ("order", "pk")
        indexes = [models.Index(fields=["order"])]

    def searched(self) -> str:
        return f"{self.name} {self.producer.name} {self.official_code}"


class ProductPicture(models.Model):
    """Ảnh thêm của sản phẩm: one more photo beside the main one, in the order the producer gave."""

    MOST = 8

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="pictures")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    caption = models.CharField("chú thích", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    objects = AccessQuerySet["ProductPicture"].as_manager()

    class Meta:
        ordering = ("order", "pk")
        constraints = [models.UniqueConstraint(fields=["product", "file"], name="product_picture_once")]

    def __str__(self) -> str:
        return self.caption or f"Ảnh của {self.product}"


class Position(Placed):
    """Vị trí trên bản đồ: where a producer works or one product is made. Public."""

    producer = models.OneToOneField(Producer, null=True, on_delete=models.CASCADE, related_name="placed")
    product = models.OneToOneField(Product, null=True, on_delete=models.CASCADE, related_name="placed")

    objects = AccessQuerySet["Position"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(producer__isnull=False, product__isnull=True)
                | Q(producer__isnull=True, product__isnull=False),
                name="position_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"Vị trí của {self.producer or self.product}"
