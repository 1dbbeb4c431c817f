from django.apps import AppConfig


class GrowingConfig(AppConfig):
    name = "ocop.growing"
    verbose_name = "Vùng nguyên liệu"

    def ready(self) -> None:
        from ocop.core.versions import shown

        from . import access, models  # noqa: F401  grants register themselves on import

        shown(models.GrowingArea)
