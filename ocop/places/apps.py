from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "ocop.places"

    def ready(self) -> None:
        from ocop.core.versions import shown

        from .models import Succession, Unit

        shown(Unit, Succession)
