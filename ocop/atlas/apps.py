from django.apps import AppConfig


class AtlasConfig(AppConfig):
    name = "ocop.atlas"
    verbose_name = "Bản đồ"

    def ready(self) -> None:
        from ocop.atlas.machines import offer  # apps are ready only now

        offer()
