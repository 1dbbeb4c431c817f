from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "ocop.notices"

    def ready(self) -> None:
        from . import access  # noqa: F401  grants register themselves on import
