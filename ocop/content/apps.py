from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "ocop.content"
    verbose_name = "Nội dung"

    def ready(self) -> None:
        from ocop.core import versions

        from . import access, menu, models  # noqa: F401  grants and menu entries register themselves on import
        from .keeping import kept_by_editors

        lists = (models.NewsCategory, models.DocumentType, models.DocumentField, models.IssuingBody)
        kept_by_editors(*lists, models.PartnerLink, models.SiteSettings, models.MainMenu)
        versions.shown(*lists, models.PartnerLink, models.SiteSettings, models.MainMenu, models.MenuItem)
