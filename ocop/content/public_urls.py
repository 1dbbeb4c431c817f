"""The content's own screens for visitors, before the pages that editors write."""

from django.urls import path

from ocop.content.views import asking, feed

app_name = "content"
urlpatterns = [
    path("hoi-dap/", asking.questions, name="questions"),
    path("hoi-dap/dat-cau-hoi/", asking.ask, name="ask"),
    path("hoi-dap/da-gui/", asking.asked, name="asked"),
    path("lien-he/", asking.contact, name="contact"),
    path("lien-he/da-gui/<slug:number>/", asking.sent, name="sent"),
    path("tin-tuc/rss/", feed.news, name="news_feed"),
]
