from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ocop.core.access import AccessQuerySet
from ocop.core.codes import new_code
from ocop.files.models import StoredFile
from ocop.gis.storage import maps
from ocop.places.models import Unit


class Provenance(models.TextChoices):
    """How a position came to be known: said wherever it is shown."""

    SURVEYED = "surveyed", _("đo đạc")
    PHONE = "phone", _("lấy từ điện thoại")
    PIN = "pin", _("đặt trên bản đồ")
    CENTROID = "centroid", _("tâm của xã")


class Placed(models.Model):
    """Vị trí: what stands somewhere, how that is known, how exactly, since when and by whom."""

    latitude = models.DecimalField("vĩ độ", max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("kinh độ", max_digits=9, decimal_places=6, null=True, blank=True)
    provenance = models.CharField("nguồn vị trí", max_length=10, choices=Provenance, blank=True)
    accuracy_m = models.DecimalField("sai số (m)", max_digits=8, decimal_places=1, null=True, blank=True)
    placed_at = models.DateTimeField(null=True, editable=False)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True

    @property
    def point(self) -> tuple[Decimal, Decimal] | None:
        """Latitude and longitude; None where nobody knows them."""
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)


class Bounded(models.Model):
    """Khung bao: the box around a geometry, so that any database finds what lies in a view."""

    min_lon = models.FloatField(null=True, editable=False)
    min_lat = models.FloatField(null=True, editable=False)
    max_lon = models.FloatField(null=True, editable=False)
    max_lat = models.FloatField(null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def bbox(self) -> list[float] | None:
        """West, south, east, north; None where there is nothing."""
        sides = [self.min_lon, self.min_lat, self.max_lon, self.max_lat]
        return None if None in sides else sides  # type: ignore[return-value]


class Visibility(models.TextChoices):
    """Who meets a layer on the map."""

    PUBLIC = "public", "Mọi người"
    OFFICES = "offices", "Cán bộ các cấp"
    MANAGERS = "managers", "Người quản lý lớp"


class Layer(models.Model):
    """Lớp bản đồ: a planning layer or another one that staff keep; what is shown is its published version."""

    class Kind(models.TextChoices):
        GENERAL = "general", _("Quy hoạch chung")
        ZONING = "zoning", _("Quy hoạch phân khu")
        DETAILED = "detailed", _("Quy hoạch chi tiết")
        COMMUNE = "commune", _("Quy hoạch nông thôn mới của xã")
        DWELLING = "dwelling", _("Điểm dân cư nông thôn")
        LAND_USE = "land_use", _("Quy hoạch sử dụng đất")
        OTHER = "other", _("Lớp khác")

    slug = models.SlugField("tên trong địa chỉ", max_length=80, unique=True)
    title = models.CharField("tên lớp", max_length=160)
    title_en = models.CharField("tên tiếng Anh", max_length=160, blank=True)
    kind = models.CharField("loại", max_length=12, choices=Kind, default=Kind.OTHER)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="map_layers", verbose_name="đơn vị quản lý")
    visibility = models.CharField("ai xem được", max_length=10, choices=Visibility, default=Visibility.MANAGERS)
    description = models.TextField("giới thiệu", blank=True)
    source = models.CharField("nguồn", max_length=300, blank=True, help_text="Ví dụ: Quyết định số…, Sở Xây dựng.")
    licence = models.CharField("điều kiện sử dụng", max_length=160, blank=True)
    attribution = models.CharField("ghi nguồn trên bản đồ", max_length=160, blank=True)
    colour = models.CharField("màu", max_length=7, default="#3f7d4e")
    order = models.PositiveIntegerField("thứ tự", default=100)
    published = models.OneToOneField(
        "LayerVersion", null=True, editable=False, on_delete=models.PROTECT, related_name="published_as"
    )
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccessQuerySet["Layer"].as_manager()

    class Meta:
        ordering = ("order", "title")

    def __str__(self) -> str:
        return self.title

    @property
    def code(self) -> str:
        """The public name in addresses and in the journal."""
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("gis:layer", args=[self.slug])

    @property
    def archive_url(self) -> str:
        """Where a browser reads the tiles of the published version; its name changes with its content."""
        return reverse("gis:archive", args=[self.slug, self.published.archive_hash]) if self.published else ""

    @property
    def tile_url(self) -> str:
        """The template of single tiles, for programs that cannot read an archive."""
        return reverse("gis:tile", args=[self.slug, 0, 0, 0]).replace("/0/0/0.", "/{z}/{x}/{y}.")


class LayerVersion(Bounded):
    """Phiên bản của lớp: one uploaded file, how it was read, what came of it. Kept, so that a layer can go back."""

    class State(models.TextChoices):
        CHECKED = "checked", "Chờ chọn hệ tọa độ"
        PREPARING = "preparing", "Đang dựng lớp"
        FAILED = "failed", "Không dựng được"
        READY = "ready", "Chờ công bố"
        PUBLISHED = "published", "Đang công bố"
        RETIRED = "retired", "Bản cũ"
        DISCARDED = "discarded", "Đã bỏ"

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    layer = models.ForeignKey(Layer, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("bản số")
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.CHECKED)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    inspection = models.JSONField("kết quả kiểm tra", default=dict)
    source_layer = models.CharField("lớp trong tệp", max_length=200, blank=True)
    encoding = models.CharField("bảng mã chữ", max_length=12, default="utf-8")
    crs = models.CharField("hệ tọa độ", max_length=30, blank=True)
    is_swapped = models.BooleanField("đổi trục", default=False)
    pipeline = models.TextField("phép chuyển", blank=True)
    title_field = models.CharField("cột làm tên", max_length=120, blank=True)
    class_field = models.CharField("cột tô màu", max_length=120, blank=True)
    classes = models.JSONField("chú giải", default=list)
    run = models.CharField(max_length=12, blank=True, editable=False, help_text="lần dựng đang chạy")
    prepared_at = models.DateTimeField(null=True, editable=False)
    report = models.JSONField("báo cáo", default=dict)
    failure = models.TextField("lý do không dựng được", blank=True)
    fields = models.JSONField("các cột", default=list)
    count = models.PositiveIntegerField("số đối tượng", default=0)
    geometry_type = models.CharField("dạng hình", max_length=12, blank=True)
    archive = models.FileField(max_length=200, storage=maps, blank=True, editable=False)
    archive_hash = models.CharField(max_length=64, blank=True, editable=False)
    min_zoom = models.PositiveSmallIntegerField(default=8)
    max_zoom = models.PositiveSmallIntegerField(default=14)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, editable=False)

    objects = AccessQuerySet["LayerVersion"].as_manager()

    class Meta:
        ordering = ("layer", "-number")
        constraints = [
            models.UniqueConstraint(fields=["layer", "number"], name="layer_version_number_once"),
            models.UniqueConstraint(
                fields=["layer"], condition=Q(state="published"), name="layer_has_one_published_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.layer}, bản {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("gis:version", args=[self.layer.slug, self.number])


class Feature(Bounded):
    """Đối tượng bản đồ: one row of a layer's version in WGS-84, with its columns."""

    version = models.ForeignKey(LayerVersion, on_delete=models.CASCADE, related_name="features")
    fid = models.PositiveIntegerField()
    geometry = models.TextField(help_text="GeoJSON, độ WGS-84, 7 chữ số")
    properties = models.JSONField(default=dict)
    title = models.CharField(max_length=200, blank=True)
    name_key = models.CharField(max_length=200, editable=False, blank=True, help_text="tên, không dấu, để xếp")
    search = models.TextField(editable=False, blank=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")

    objects = AccessQuerySet["Feature"].as_manager()

    class Meta:
        ordering = ("version", "fid")
        constraints = [models.UniqueConstraint(fields=["version", "fid"], name="feature_once_a_version")]
        indexes = [models.Index(fields=["version", "min_lon", "max_lon"], name="feature_in_view")]

    def __str__(self) -> str:
        return self.title or f"{self.fid}"


class UnitShape(Bounded):
    """Ranh giới đơn vị hành chính: an imported boundary, whole and simplified without gaps between neighbours."""

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="shape")
    geometry = models.TextField()
    simplified = models.TextField()
    latitude = models.FloatField("vĩ độ của tâm")
    longitude = models.FloatField("kinh độ của tâm")
    dated = models.DateField("ngày của dữ liệu")
    source = models.CharField("nguồn", max_length=300, blank=True)
    imported_at = models.DateTimeField(auto_now=True)

    objects = AccessQuerySet["UnitShape"].as_manager()

    def __str__(self) -> str:
        return f"Ranh giới {self.unit}"


class PastShape(models.Model):
    """Ranh giới cũ: a boundary that was imported with another date than the one shown; kept, not drawn."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="past_shapes")
    geometry = models.TextField()
    dated = models.DateField("ngày của dữ liệu")
    source = models.CharField("nguồn", max_length=300, blank=True)
    imported_at = models.DateTimeField(auto_now=True)

    objects = AccessQuerySet["PastShape"].as_manager()

    class Meta:
        ordering = ("unit", "-dated")
        constraints = [models.UniqueConstraint(fields=["unit", "dated"], name="past_shape_once_a_date")]

    def __str__(self) -> str:
        return f"Ranh giới {self.unit}, {self.dated:%d/%m/%Y}"


class MapHost(models.Model):
    """Máy chủ bản đồ được phép: an administrator vouches for a host before any layer of it is shown."""

    host = models.CharField("tên máy chủ", max_length=200, unique=True, help_text="Ví dụ: bando.tinh.gov.vn")
    note = models.CharField("ghi chú", max_length=200, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = AccessQuerySet["MapHost"].as_manager()

    class Meta:
        ordering = ("host",)

    def __str__(self) -> str:
        return self.host


class ExternalLayer(models.Model):
    """Lớp bản đồ ngoài: pictures from another agency's server, asked for through our proxy."""

    class Kind(models.TextChoices):
        WMS = "wms", "WMS"
        WMTS = "wmts", "WMTS"
        XYZ = "xyz", "Ô ảnh XYZ"

    slug = models.SlugField("tên trong địa chỉ", max_length=80, unique=True)
    title = models.CharField("tên lớp", max_length=160)
    title_en = models.CharField("tên tiếng Anh", max_length=160, blank=True)
    kind = models.CharField("loại", max_length=5, choices=Kind, default=Kind.WMS)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="external_layers", verbose_name="đơn vị")
    url = models.URLField(
        "địa chỉ",
        max_length=500,
        help_text="WMS: địa chỉ dịch vụ. WMTS và XYZ: mẫu địa chỉ có {z}, {x}, {y}. Chỉ https.",
    )
    layers = models.CharField("tên lớp trên máy chủ", max_length=200, blank=True)
    version = models.CharField("phiên bản WMS", max_length=5, default="1.3.0")
    attribution = models.CharField("ghi nguồn", max_length=160, blank=True)
    visibility = models.CharField("ai xem được", max_length=10, choices=Visibility, default=Visibility.MANAGERS)
    min_zoom = models.PositiveSmallIntegerField("từ mức", default=5)
    max_zoom = models.PositiveSmallIntegerField("đến mức", default=18)
    is_active = models.BooleanField("đang dùng", default=True)
    order = models.PositiveIntegerField("thứ tự", default=200)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccessQuerySet["ExternalLayer"].as_manager()

    class Meta:
        ordering = ("order", "title")
        constraints = [models.CheckConstraint(condition=Q(url__startswith="https://"), name="external_layer_is_https")]

    def __str__(self) -> str:
        return self.title

    @property
    def code(self) -> str:
        """The public name in addresses and in the journal."""
        return self.slug


def rounded(value: Any) -> Decimal:
    """A degree as `Placed` stores it: six decimals, a decimetre."""
    return Decimal(str(value)).quantize(Decimal("0.000001"))
