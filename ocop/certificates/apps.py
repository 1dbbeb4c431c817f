from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "ocop.certificates"

    def ready(self) -> None:
        from . import access  # noqa: F401  grants register themselves on import
