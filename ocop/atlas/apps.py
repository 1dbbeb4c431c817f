from django.apps import AppConfig


class AtlasConfig(AppConfig):
    name = "ocop.atlas"
    verbose_name = "Bản đồ"
