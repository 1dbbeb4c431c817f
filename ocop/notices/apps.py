from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "ocop.notices"

    def ready(self) -> None:
        from . import access, menu  # noqa: F401  grants and menu entries register themselves on import
