from django.apps import AppConfig


class ProducersConfig(AppConfig):
    name = "ocop.producers"

    def ready(self) -> None:
        from ocop.core.versions import Reach, shown

        from . import access, menu  # noqa: F401  grants and menu entries register themselves on import
        from .models import Position, Producer, Product, ProductPicture

        shown(Producer, Product)
        shown(ProductPicture, Position, reach=Reach.PAGES)
