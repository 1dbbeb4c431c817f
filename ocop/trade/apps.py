from django.apps import AppConfig


class TradeConfig(AppConfig):
    name = "ocop.trade"
    verbose_name = "Kết nối thị trường"

    def ready(self) -> None:
        from ocop.content.keeping import kept_by_editors
        from ocop.core.versions import shown
        from ocop.journal.words import say

        from . import access, findable, menu, models, workflow  # noqa: F401  grants, steps and menu register themselves on import

        shown(
            models.Market, models.MarketProduct, models.PointOfSale, models.PointOfSaleProduct, models.CraftVillage,
            models.CraftVillageProducer, models.TourismSite, models.GiftSet, models.GiftItem, models.SalesChannel,
            models.ShopLink, models.Honour,
        )  # fmt: skip
        kept_by_editors(
            models.Market, models.PointOfSale, models.CraftVillage, models.TourismSite, models.GiftSet,
            models.Honour, models.ShopLink, models.SalesChannel,
        )  # fmt: skip
        for model in (models.Market, models.PointOfSale, models.CraftVillage, models.TourismSite, models.GiftSet):
            findable.offer(model)
        say(
            {
                "enquiry.ask": "Gửi câu hỏi mua",
                "enquiry.see": "Xem câu hỏi mua",
                "enquiry.answer": "Trả lời câu hỏi mua",
                "enquiry.close": "Đóng câu hỏi mua",
                "enquiry.reopen": "Mở lại câu hỏi mua",
                "enquiry.anonymise": "Xóa thông tin người hỏi mua",
                "shoplink.add": "Thêm liên kết mua hàng",
                "shoplink.remove": "Bỏ liên kết mua hàng",
                "product.sell_at": "Ghi điểm bán",
                "product.stop_selling_at": "Bỏ điểm bán",
            }
        )
