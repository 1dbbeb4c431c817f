"""What stands around every page: the site's name and contacts, the menu, the partners."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import Select
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable

from ocop.content.models.pages import image_field


@register_setting(icon="site", order=1)
class SiteSettings(BaseSiteSetting):
    """Thông tin chung của cổng: name, slogan, hotline, address, footer, links."""

    site_title = models.CharField("tên cổng", max_length=120, default="OCOP")
    site_title_en = models.CharField("tên cổng tiếng Anh", max_length=120, blank=True)
    slogan = models.CharField("khẩu hiệu", max_length=200, blank=True)
    slogan_en = models.CharField("khẩu hiệu tiếng Anh", max_length=200, blank=True)
    operator = models.CharField("cơ quan quản lý cổng", max_length=200, blank=True)
    operator_en = models.CharField("cơ quan quản lý, tiếng Anh", max_length=200, blank=True)
    hotline = models.CharField("đường dây nóng", max_length=40, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    address = models.CharField("địa chỉ", max_length=250, blank=True)
    address_en = models.CharField("địa chỉ tiếng Anh", max_length=250, blank=True)
    footer_text = models.TextField("dòng cuối trang", blank=True)
    footer_text_en = models.TextField("dòng cuối trang, tiếng Anh", blank=True)
    facebook_url = models.URLField("trang Facebook", blank=True)
    zalo_url = models.URLField("trang Zalo", blank=True)
    shows_visits = models.BooleanField(
        "hiện số lượt xem ở cuối trang", default=False, help_text="Hôm nay, tháng này và tất cả. Không đếm máy tự động."
    )
    share_image = image_field("ảnh khi chia sẻ", "Hiện khi trang không có ảnh riêng được chia sẻ lên mạng xã hội.")

    panels = [
        MultiFieldPanel([FieldPanel("site_title"), FieldPanel("slogan"), FieldPanel("operator")], heading="Tên"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("hotline"), FieldPanel("email")]), FieldPanel("address")], heading="Liên hệ"
        ),
        MultiFieldPanel(
            [
                FieldPanel("footer_text"),
                FieldPanel("facebook_url"),
                FieldPanel("zalo_url"),
                FieldPanel("share_image"),
                FieldPanel("shows_visits"),
            ],
            heading="Cuối trang và chia sẻ",
        ),
        MultiFieldPanel(
            [
                FieldPanel("site_title_en"),
                FieldPanel("slogan_en"),
                FieldPanel("operator_en"),
                FieldPanel("address_en"),
                FieldPanel("footer_text_en"),
            ],
            heading="Tiếng Anh",
            classname="collapsed",
        ),
    ]

    class Meta:
        verbose_name = "thông tin chung"
        verbose_name_plural = "thông tin chung"


class PartnerLink(models.Model):
    """Liên kết đơn vị: another body's website."""

    name = models.CharField("tên đơn vị", max_length=160)
    name_en = models.CharField("tên tiếng Anh", max_length=160, blank=True)
    url = models.URLField("địa chỉ", help_text="Bắt đầu bằng https://")
    logo = image_field("biểu trưng", "Chỉ dùng khi được phép. Để trống: hiện tên.")
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    panels = [
        FieldPanel("name"),
        FieldPanel("url"),
        FieldPanel("logo"),
        FieldPanel("order"),
        FieldPanel("name_en"),
    ]

    class Meta:
        ordering = ["order", "name"]
        verbose_name = "liên kết đơn vị"
        verbose_name_plural = "liên kết đơn vị"

    def __str__(self) -> str:
        return self.name


@register_setting(icon="list-ul", order=2)
class MainMenu(ClusterableModel, BaseSiteSetting):
    """Thực đơn chính: the entries at the top of every public page."""

    panels = [
        InlinePanel(
            "items",
            heading="Các mục",
            label="Mục",
            help_text="Kéo để đổi thứ tự. Mục con hiện dưới mục chính đứng ngay trước nó.",
        )
    ]

    class Meta:
        verbose_name = "thực đơn chính"
        verbose_name_plural = "thực đơn chính"


class Screen(models.TextChoices):
    """Màn hình: the system's own public screens a menu may lead to."""

    HOME = "portal:home", "Trang chủ"
    PRODUCTS = "portal:products", "Danh mục sản phẩm"
    PRODUCERS = "portal:producers", "Danh sách chủ thể"
    VERIFY = "portal:verify", "Tra cứu giấy chứng nhận"
    STATISTICS = "portal:statistics", "Thống kê"
    MAP = "atlas:map", "Bản đồ"
    SEARCH = "portal:search", "Tìm kiếm"
    MARKETS = "portal:markets", "Thị trường tiêu thụ"
    POINTS_OF_SALE = "portal:points_of_sale", "Điểm bán"
    CRAFT_VILLAGES = "portal:craft_villages", "Làng nghề"
    TOURISM = "portal:tourism", "Điểm du lịch, dịch vụ"
    GIFT_SETS = "portal:gift_sets", "Gói quà"
    QUESTIONS = "content:questions", "Hỏi đáp"
    CONTACT = "content:contact", "Liên hệ, góp ý"
    WORK = "workspace:home", "Bàn làm việc (cần đăng nhập)"


class MenuItem(Orderable):
    """Mục thực đơn: leads to a page, a screen of the portal or an address."""

    menu = ParentalKey(MainMenu, on_delete=models.CASCADE, related_name="items")
    label = models.CharField("nhãn", max_length=60)
    label_en = models.CharField("nhãn tiếng Anh", max_length=60, blank=True)
    is_child = models.BooleanField("là mục con", default=False, help_text="Nằm trong mục chính đứng ngay trước nó.")
    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name="trang", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    url_name = models.CharField("hoặc màn hình của cổng", max_length=60, blank=True)
    url = models.CharField("hoặc địa chỉ", max_length=250, blank=True, help_text="/duong-dan/ hoặc https://…")

    panels = [
        FieldRowPanel([FieldPanel("label"), FieldPanel("label_en")]),
        PageChooserPanel("page"),
        FieldRowPanel([FieldPanel("url_name", widget=Select(choices=[("", "—"), *Screen.choices])), FieldPanel("url")]),
        FieldPanel("is_child"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "mục thực đơn"
        verbose_name_plural = "mục thực đơn"

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """Leads to exactly one place, inside the site or over https."""
        super().clean()
        if sum(bool(each) for each in (self.page_id, self.url_name, self.url)) != 1:
            raise ValidationError("Mỗi mục dẫn tới đúng một nơi: một trang, một màn hình hoặc một địa chỉ.")
        if self.url and not self.url.startswith(("https://", "/")):
            raise ValidationError({"url": "Địa chỉ phải bắt đầu bằng https:// hoặc /."})
        if self.url.startswith("//"):
            raise ValidationError({"url": "Địa chỉ phải bắt đầu bằng https:// hoặc /."})
