from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "ocop.dossiers"

    def ready(self) -> None:
        from . import access  # noqa: F401  grants register themselves on import
