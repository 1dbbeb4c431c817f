from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ocop.accounts"

    def ready(self) -> None:
        from . import access, menu  # noqa: F401  grants and menu entries register themselves on import
