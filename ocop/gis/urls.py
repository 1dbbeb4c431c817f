from django.urls import URLPattern

app_name = "gis"
urlpatterns: list[URLPattern] = []
