from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "ocop.search"
    verbose_name = "Tìm kiếm"
