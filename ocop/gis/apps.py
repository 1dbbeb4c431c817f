from django.apps import AppConfig


class GisConfig(AppConfig):
    name = "ocop.gis"
    verbose_name = "Dữ liệu bản đồ"

    def ready(self) -> None:
        from ocop.core.versions import shown

        from . import access, models  # noqa: F401  grants register themselves on import

        shown(models.Layer, models.ExternalLayer, models.UnitShape)
