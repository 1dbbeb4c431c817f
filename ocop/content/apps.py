from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "ocop.content"
    verbose_name = "Nội dung"
