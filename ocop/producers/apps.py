from django.apps import AppConfig


class ProducersConfig(AppConfig):
    name = "ocop.producers"

    def ready(self) -> None:
        from . import access  # noqa: F401  grants register themselves on import
