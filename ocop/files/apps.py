from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "ocop.files"

    def ready(self) -> None:
        from . import access  # noqa: F401  grants register themselves on import
