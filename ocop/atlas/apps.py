from django.apps import AppConfig


class AtlasConfig(AppConfig):
    name = "ocop.atlas"
    verbose_name = "Bản đồ"

    def ready(self) -> None:
        from ocop.atlas.machines import offer  # apps are ready only now
        from ocop.gis.front import Front, use

        offer()
        use(Front("atlas:map", "atlas:products", "atlas:place", "atlas:units"))
