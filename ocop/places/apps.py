from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "ocop.places"

    def ready(self) -> None:
        from ocop.core.versions import Reach, shown

        from .models import Succession, Unit

        shown(Unit, Succession, reach=Reach.GROUND)
