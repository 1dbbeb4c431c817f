from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "ocop.portal"

    def ready(self) -> None:
        from ocop.content import home  # apps are ready only now
        from ocop.portal.views.home import draw

        home.render_with(draw)
