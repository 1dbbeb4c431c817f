"""The editors' side: the CMS under /cms/ and what it needs."""

from django.urls import include, path

urlpatterns = [
    path("cms/", include("wagtail.admin.urls")),
]
