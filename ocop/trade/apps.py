from django.apps import AppConfig


class TradeConfig(AppConfig):
    name = "ocop.trade"
    verbose_name = "Kết nối thị trường"

    def ready(self) -> None:
        from ocop.core.versions import shown

        from . import access, models  # noqa: F401  grants register themselves on import

        shown(
            models.Market, models.MarketProduct, models.PointOfSale, models.PointOfSaleProduct, models.CraftVillage,
            models.CraftVillageProducer, models.TourismSite, models.GiftSet, models.GiftItem, models.SalesChannel,
            models.ShopLink, models.Honour,
        )  # fmt: skip
