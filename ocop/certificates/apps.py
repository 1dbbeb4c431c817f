from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "ocop.certificates"

    def ready(self) -> None:
        from ocop.dossiers.standing import standing_source

        from . import (  # noqa: F401  grants, transitions and menu entries register themselves on import
            access,
            menu,
            panels,
            queries,
            workflow,
        )

        standing_source(queries.product_standing, many=queries.product_standings)
