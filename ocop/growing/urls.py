from django.urls import URLPattern

app_name = "growing"
urlpatterns: list[URLPattern] = []
