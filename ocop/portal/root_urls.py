"""What stands at the root of the site in no language."""

from django.urls import path

from ocop.portal.views import robots

urlpatterns = [
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", robots.sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", robots.sitemap, name="sitemap_part"),
]
