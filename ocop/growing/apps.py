from django.apps import AppConfig


class GrowingConfig(AppConfig):
    name = "ocop.growing"
    verbose_name = "Vùng nguyên liệu"
