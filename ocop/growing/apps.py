from django.apps import AppConfig


class GrowingConfig(AppConfig):
    name = "ocop.growing"
    verbose_name = "Vùng nguyên liệu"

    def ready(self) -> None:
        from ocop.core.versions import shown
        from ocop.journal.words import say

        from . import access, menu, models  # noqa: F401  grants and menu register themselves on import

        shown(models.GrowingArea)
        say(
            {
                "growingarea.add": "Thêm vùng trồng",
                "growingarea.edit": "Sửa vùng trồng",
                "growingarea.restore": "Dùng lại hình trước đây của vùng trồng",
                "growingarea.close": "Thôi vùng trồng",
            }
        )
