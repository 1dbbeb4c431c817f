"""The pages editors write: whatever path the page tree knows. Listed last, for it takes any path."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path
from django.views.decorators.http import require_safe
from wagtail.urls import serve_pattern
from wagtail.views import serve

urlpatterns = [
    path("", include("ocop.content.public_urls")),
    re_path(serve_pattern, require_safe(login_not_required(serve)), name="wagtail_serve"),
]
