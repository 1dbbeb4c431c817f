from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "ocop.workspace"

    def ready(self) -> None:
        from . import menu  # noqa: F401  menu entries register themselves on import
