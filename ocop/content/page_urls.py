"""The pages editors write: whatever path the page tree knows."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from wagtail import views

urlpatterns = [
    path("<path:path>/", login_not_required(views.serve), name="wagtail_serve"),
]
