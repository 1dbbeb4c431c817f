from django.apps import AppConfig


class CouncilsConfig(AppConfig):
    name = "ocop.councils"

    def ready(self) -> None:
        from . import access  # noqa: F401  grants register themselves on import
