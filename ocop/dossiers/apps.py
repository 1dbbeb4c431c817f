from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "ocop.dossiers"

    def ready(self) -> None:
        from ocop.producers.binding import binding_source

        from . import access  # noqa: F401  grants register themselves on import
        from .queries.binding import bound

        binding_source(bound)
