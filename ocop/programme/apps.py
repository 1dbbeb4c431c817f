from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "ocop.programme"

    def ready(self) -> None:
        from ocop.core.versions import Reach, shown

        from .models import Clock, OrganisationType, ProductClass, Regime, RevocationGround, StarBand

        shown(Regime, Clock, StarBand, ProductClass, OrganisationType, RevocationGround, reach=Reach.GROUND)
