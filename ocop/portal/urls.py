from django.urls import path, re_path

from ocop.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("san-pham/", views.products, name="products"),
    re_path(r"^san-pham/(?:(?P<slug>[^/]+)-)?(?P<code>[2-9a-z]{12})/$", views.product, name="product"),
    path("chu-the/", views.producers, name="producers"),
    re_path(r"^chu-the/(?:(?P<slug>[^/]+)-)?(?P<code>[2-9a-z]{12})/$", views.producer, name="producer"),
    path("xac-thuc/", views.verify, name="verify"),
    path("gcn/<slug:code>/", views.certificate, name="certificate"),
    path("anh/<slug:code>/", views.picture, name="picture"),
]
