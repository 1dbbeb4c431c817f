from django.apps import AppConfig


class TradeConfig(AppConfig):
    name = "ocop.trade"
    verbose_name = "Xúc tiến thương mại"
