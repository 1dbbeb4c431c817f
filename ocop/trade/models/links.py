from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from ocop.core.access import AccessQuerySet
from ocop.producers.models import Product
from ocop.trade.addresses import problem_of


class SalesChannel(models.Model):
    """Kênh bán hàng: a shop on the net with its domains; without a domain, any site that is not another channel's."""

    code = models.SlugField("mã", max_length=30, unique=True)
    name = models.CharField("tên", max_length=60)
    name_en = models.CharField("tên tiếng Anh", max_length=60, blank=True)
    domains = models.CharField(
        "tên miền", max_length=200, blank=True, help_text="Cách nhau bằng dấu phẩy, ví dụ shopee.vn, shp.ee."
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    is_active = models.BooleanField("đang dùng", default=True)

    objects = AccessQuerySet["SalesChannel"].as_manager()

    class Meta:
        ordering = ("order", "pk")
        verbose_name = "kênh bán hàng"
        verbose_name_plural = "kênh bán hàng"

    def __str__(self) -> str:
        return self.name

    @property
    def hosts(self) -> list[str]:
        """Its domains, one by one."""
        return [each.strip().lower() for each in self.domains.split(",") if each.strip()]


class ShopLink(models.Model):
    """Liên kết mua hàng: where a product is sold on the net."""

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="shop_links", verbose_name="sản phẩm")
    channel = models.ForeignKey(SalesChannel, on_delete=models.PROTECT, related_name="links", verbose_name="kênh")
    url = models.URLField("địa chỉ trang bán", max_length=500)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccessQuerySet["ShopLink"].as_manager()

    class Meta:
        ordering = ("channel__order", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["product", "url"], name="shop_link_once",
                violation_error_message="Sản phẩm đã có liên kết này.",
            ),
            models.CheckConstraint(condition=Q(url__startswith="https://"), name="shop_link_https"),
        ]  # fmt: skip
        verbose_name = "liên kết mua hàng"
        verbose_name_plural = "liên kết mua hàng"

    def __str__(self) -> str:
        return f"{self.product}: {self.channel}"

    def clean(self) -> None:
        """The address leads where the channel says."""
        super().clean()
        if self.channel_id is None or not self.url:
            return
        known = {each.name: each.hosts for each in SalesChannel.objects.all()}
        if sentence := problem_of(self.url, self.channel.name, known):
            raise ValidationError({"url": sentence})


class Honour(models.Model):
    """Giải thưởng, tôn vinh: a prize a product was given, a title it bears."""

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="honours", verbose_name="sản phẩm")
    name = models.CharField("tên giải thưởng, danh hiệu", max_length=200)
    name_en = models.CharField("tên tiếng Anh", max_length=200, blank=True)
    year = models.PositiveSmallIntegerField("năm", validators=[MinValueValidator(1990), MaxValueValidator(2100)])
    given_by = models.CharField("nơi trao", max_length=200, blank=True)
    given_by_en = models.CharField("nơi trao, bằng tiếng Anh", max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccessQuerySet["Honour"].as_manager()

    class Meta:
        ordering = ("-year", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["product", "name", "year"], name="honour_once",
                violation_error_message="Sản phẩm đã có giải thưởng này trong năm đó.",
            )
        ]  # fmt: skip
        verbose_name = "giải thưởng, tôn vinh"
        verbose_name_plural = "giải thưởng, tôn vinh"

    def __str__(self) -> str:
        return f"{self.name} {self.year}"
