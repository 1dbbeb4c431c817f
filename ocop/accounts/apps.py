from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ocop.accounts"

    def ready(self) -> None:
        from . import access  # noqa: F401  grants register themselves on import
