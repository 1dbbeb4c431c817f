from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "ocop.content"
    verbose_name = "Nội dung"

    def ready(self) -> None:
        from ocop.core import frame, versions
        from ocop.search import index

        from . import access, actions, counting, indexing, menu, models, telling, workflow  # noqa: F401  grants and menu entries register themselves on import
        from .around import around
        from .encoding import encode_quickly
        from .keeping import kept_by_editors

        lists = (
            models.NewsCategory,
            models.DocumentType,
            models.DocumentField,
            models.IssuingBody,
            models.QuestionTopic,
            models.Question,
        )
        kept_by_editors(*lists, models.PartnerLink, models.SiteSettings, models.MainMenu)
        versions.shown(
            *lists,
            models.PartnerLink,
            models.SiteSettings,
            models.MainMenu,
            models.MenuItem,
            reach=versions.Reach.PAGES,
        )
        frame.around_from(around)
        encode_quickly()
        indexing.listen()
        telling.listen()
        counting.listen()
        index.source(actions.questions.SEARCHED, actions.questions.searched)
