from django.urls import path

from ocop.core import views

app_name = "core"
urlpatterns = [
    path("suc-khoe/", views.health, name="health"),
    path("_components/", views.components, name="components"),
]
