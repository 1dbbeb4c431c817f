"""The pages editors write: whatever path the page tree knows. Listed last, for it takes any path."""

from django.urls import include, path, re_path
from wagtail.urls import serve_pattern

from ocop.content.views import pages

urlpatterns = [
    path("", include("ocop.content.public_urls")),
    re_path(serve_pattern, pages.page, name="wagtail_serve"),
]
