from django.urls import path, re_path

from ocop.portal.views import catalogue, certificates, home

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("san-pham/", catalogue.products, name="products"),
    re_path(r"^san-pham/(?:(?P<slug>[^/]+)-)?(?P<code>[2-9a-z]{12})/$", catalogue.product, name="product"),
    path("chu-the/", catalogue.producers, name="producers"),
    re_path(r"^chu-the/(?:(?P<slug>[^/]+)-)?(?P<code>[2-9a-z]{12})/$", catalogue.producer, name="producer"),
    path("xac-thuc/", certificates.verify, name="verify"),
    path("gcn/<slug:code>/", certificates.certificate, name="certificate"),
    path("anh/<slug:code>/", certificates.picture, name="picture"),
]
