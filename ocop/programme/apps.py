from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "ocop.programme"

    def ready(self) -> None:
        from ocop.core.versions import Reach, shown

        from . import models

        # what public pages say by name or count by: a decision published while the server runs shows at once
        shown(
            models.Regime, models.Level, models.StarBand, models.Clock, models.ProductClass, models.RevocationGround,
            models.OrganisationType, reach=Reach.GROUND,
        )  # fmt: skip
