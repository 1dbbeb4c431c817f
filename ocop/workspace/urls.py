from django.urls import path

from ocop.workspace import views

app_name = "workspace"
urlpatterns = [
    path("", views.home, name="home"),
    path("ho-so/", views.dossiers, name="dossiers"),
    path("ho-so/<slug:code>/", views.dossier, name="dossier"),
]
