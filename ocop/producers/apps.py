from django.apps import AppConfig


class ProducersConfig(AppConfig):
    name = "ocop.producers"

    def ready(self) -> None:
        from ocop.core.versions import Reach, shown
        from ocop.journal.words import say
        from ocop.places.renaming import when_renamed

        from . import access, menu  # noqa: F401  grants and menu entries register themselves on import
        from .models import Membership, Position, Producer, Product, ProductPicture
        from .relocating import renew_in

        shown(Producer, Product)
        shown(ProductPicture, Position, Membership, reach=Reach.PAGES)
        when_renamed(renew_in)
        say(
            {
                "producer.describe": "Sửa thông tin công khai thay chủ thể",
                "producer.invite": "Mời người phụ trách chủ thể",
                "producer.accept_invitation": "Nhận lời phụ trách chủ thể",
                "producer.decline_invitation": "Không nhận lời phụ trách chủ thể",
                "producer.withdraw_invitation": "Thu hồi lời mời phụ trách chủ thể",
                "producer.end_membership": "Thôi phụ trách chủ thể",
                "producer.join": "Gộp hai bản ghi của một chủ thể",
                "producer.doubt_place": "Ghi địa bàn cần xem lại",
                "producer.settle_place": "Xác nhận địa bàn",
                "producer.stop": "Xác nhận chủ thể ngừng sản xuất",
                "producer.resume": "Xác nhận chủ thể sản xuất trở lại",
                "product.describe": "Sửa thông tin công khai của sản phẩm thay chủ thể",
                "product.arrange_pictures": "Xếp ảnh của sản phẩm",
            }
        )
