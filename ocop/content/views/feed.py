"""News as a feed, for readers that ask for it."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ocop.content.models import NewsPage
from ocop.content.queries import newest_news, news_url, site_settings
from ocop.core.language import said
from ocop.core.templatetags.components.seo import absolute

LATEST = 20


class NewsFeed(Feed[NewsPage, Any]):
    """The newest news, in the language of the address."""

    def title(self) -> str:
        return _("%(site)s: tin tức") % {"site": said(site_settings(), "site_title")}

    def description(self) -> str:
        return _("Tin mới của Chương trình Mỗi xã một sản phẩm.")

    def link(self) -> str:
        return absolute(news_url())

    def items(self) -> list[NewsPage]:
        return list(newest_news(LATEST))

    def item_title(self, item: Any) -> str:
        return str(said(item, "title"))

    def item_description(self, item: Any) -> str:
        return str(said(item, "excerpt"))

    def item_link(self, item: NewsPage) -> str:
        return absolute(item.get_url() or "/")

    def item_pubdate(self, item: NewsPage) -> datetime:
        return timezone.make_aware(datetime.combine(item.published_on, time(8)))


_feed = NewsFeed()


@require_safe
@login_not_required
def news(request: HttpRequest) -> Any:
    return _feed(request)
