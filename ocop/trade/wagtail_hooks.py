"""The screens on which editors keep the trade records: one menu, «Kết nối thị trường»."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, MultipleChooserPanel, Panel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from ocop.trade.choosers import CHOOSERS, with_words
from ocop.trade.models import (
    CraftVillage,
    GiftSet,
    Honour,
    Market,
    PointOfSale,
    SalesChannel,
    ShopLink,
    TourismSite,
)

MAP = MultiFieldPanel([FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")])], heading="Vị trí trên bản đồ")
ENGLISH = "Tiếng Anh"


class WordsIndex(IndexView):
    """A list searched in the records' own searched column, accents or not."""

    is_searchable = True
    searched = "search"

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(with_words(self.search_query, self.searched)) if self.is_searching else queryset


class ProductWordsIndex(WordsIndex):
    """A list of what belongs to products, found by their names, makers and codes."""

    searched = "product__search"


def _panels(
    *own: Any, english: tuple[str, ...] = (), products: str = "product", inside: list[Panel] | None = None
) -> list[Any]:
    """The form of a record: name and state, its own fields, its text and picture, what belongs to it, the English."""
    panels: list[Any] = [
        FieldPanel("name"),
        FieldPanel("is_public"),
        *own,
        FieldPanel("description"),
        FieldPanel("picture"),
    ]
    if products:
        label = "chủ thể" if products == "producer" else "sản phẩm"
        panels.append(MultipleChooserPanel("items", products, panels=inside, heading=label.capitalize(), label=label))
    twins = [FieldPanel(name) for name in ("name_en", *english, "description_en")]
    return [*panels, MultiFieldPanel(twins, heading=ENGLISH, classname="collapsed")]


class RecordViewSet(ModelViewSet):
    """What the lists of all records share."""

    index_view_class = WordsIndex
    add_to_reference_index = True
    copy_view_enabled = False
    list_filter: Any = ["is_public", "kind"]
    list_display: Any = ["name", "unit", BooleanColumn("is_public", label="Công khai", sort_key="is_public")]
    ordering = ("order", "pk")


class MarketViewSet(RecordViewSet):
    model = Market
    name = "trade_market"
    menu_label = "Thị trường tiêu thụ"
    icon = "globe"
    list_filter = ["is_public", "country"]
    list_display = ["name", "country", BooleanColumn("is_public", label="Công khai", sort_key="is_public")]
    panels = _panels(FieldPanel("country"), FieldPanel("province"), english=("country_en",))


class PointOfSaleViewSet(RecordViewSet):
    model = PointOfSale
    name = "trade_point_of_sale"
    menu_label = "Điểm bán"
    icon = "site"
    panels = _panels(
        FieldPanel("kind"), FieldPanel("unit"), FieldPanel("address"), FieldPanel("phone"), FieldPanel("hours"), MAP,
        english=("hours_en",),
    )  # fmt: skip


class CraftVillageViewSet(RecordViewSet):
    model = CraftVillage
    name = "trade_craft_village"
    menu_label = "Làng nghề"
    icon = "group"
    panels = _panels(
        FieldPanel("kind"), FieldPanel("trade"), FieldPanel("unit"), FieldPanel("address"),
        FieldPanel("recognised_on"), FieldPanel("decision_number"), MAP,
        english=("trade_en",), products="producer",
    )  # fmt: skip


class TourismSiteViewSet(RecordViewSet):
    model = TourismSite
    name = "trade_tourism_site"
    menu_label = "Điểm du lịch"
    icon = "image"
    panels = _panels(
        FieldPanel("kind"), FieldPanel("unit"), FieldPanel("address"), FieldPanel("phone"), FieldPanel("product"), MAP,
        products="",
    )  # fmt: skip


class GiftSetViewSet(RecordViewSet):
    model = GiftSet
    name = "trade_gift_set"
    menu_label = "Gói quà"
    icon = "tag"
    list_filter = ["is_public", "occasion"]
    list_display = ["name", "occasion", BooleanColumn("is_public", label="Công khai", sort_key="is_public")]
    panels = _panels(
        FieldPanel("occasion"), FieldPanel("price_note"), FieldPanel("seller"),
        english=("price_note_en",), inside=[FieldPanel("product"), FieldPanel("quantity")],
    )  # fmt: skip


class OfProductViewSet(ModelViewSet):
    """What the lists of a product's own things share: found by the product."""

    index_view_class = ProductWordsIndex
    copy_view_enabled = False


class HonourViewSet(OfProductViewSet):
    model = Honour
    name = "trade_honour"
    menu_label = "Giải thưởng, tôn vinh"
    icon = "thumbtack"
    list_display = ["name", "year", "product"]
    list_filter = ["year"]
    panels = [
        FieldPanel("product"), FieldPanel("name"), FieldPanel("year"), FieldPanel("given_by"),
        MultiFieldPanel([FieldPanel("name_en"), FieldPanel("given_by_en")], heading=ENGLISH, classname="collapsed"),
    ]  # fmt: skip


class ShopLinkViewSet(OfProductViewSet):
    model = ShopLink
    name = "trade_shop_link"
    menu_label = "Liên kết mua hàng"
    icon = "link"
    list_display = ["product", "channel", "url"]
    list_filter = ["channel"]
    panels = [FieldPanel("product"), FieldPanel("channel"), FieldPanel("url")]


class SalesChannelViewSet(ModelViewSet):
    model = SalesChannel
    name = "trade_sales_channel"
    menu_label = "Kênh bán hàng"
    icon = "list-ul"
    copy_view_enabled = False
    search_fields = ["name", "domains"]
    search_backend_name = None
    sort_order_field = None
    list_display = ["name", "domains", "order", BooleanColumn("is_active", label="Đang dùng")]
    panels = [
        FieldPanel("name"), FieldPanel("name_en"), FieldPanel("code"), FieldPanel("domains"), FieldPanel("order"),
        FieldPanel("is_active"),
    ]  # fmt: skip


class TradeGroup(ModelViewSetGroup):
    menu_label = "Kết nối thị trường"
    menu_icon = "globe"
    menu_order = 350
    items = (
        MarketViewSet,
        PointOfSaleViewSet,
        CraftVillageViewSet,
        TourismSiteViewSet,
        GiftSetViewSet,
        HonourViewSet,
        ShopLinkViewSet,
        SalesChannelViewSet,
    )


@hooks.register("register_admin_viewset")
def register_choosers() -> list[ViewSet]:
    return list(CHOOSERS)


@hooks.register("register_admin_viewset")
def register_trade() -> TradeGroup:
    return TradeGroup()
