from django.apps import AppConfig


class GisConfig(AppConfig):
    name = "ocop.gis"
    verbose_name = "Dữ liệu bản đồ"
