from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "ocop.certificates"

    def ready(self) -> None:
        from ocop.core.versions import shown
        from ocop.dossiers.models import Step
        from ocop.dossiers.standing import standing_source

        from . import (  # noqa: F401  grants, transitions and menu entries register themselves on import
            access,
            findable,
            menu,
            panels,
            queries,
            workflow,
        )
        from .models import Certificate, Recognition, RecognitionDecision, Revocation

        # a step of a re-evaluation may keep a recognition alive past its term
        shown(Recognition, RecognitionDecision, Certificate, Revocation, Step)
        standing_source(queries.product_standing, many=queries.product_standings)
