from django.urls import path

from ocop.core import views

app_name = "core"
urlpatterns = [
    path("suc-khoe/", views.health, name="health"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("ngoai-tuyen/", views.offline, name="offline"),
    path("_components/", views.components, name="components"),
]
