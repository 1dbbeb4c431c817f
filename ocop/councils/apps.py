from django.apps import AppConfig


class CouncilsConfig(AppConfig):
    name = "ocop.councils"

    def ready(self) -> None:
        from ocop.accounts.actions import on_hand_over

        from . import access, menu, panels, workflow  # noqa: F401  they register themselves on import
        from .actions.handing_over import hand_over_seats

        on_hand_over(hand_over_seats)
