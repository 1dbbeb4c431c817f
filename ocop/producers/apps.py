from django.apps import AppConfig


class ProducersConfig(AppConfig):
    name = "ocop.producers"

    def ready(self) -> None:
        from . import access, menu  # noqa: F401  grants and menu entries register themselves on import
