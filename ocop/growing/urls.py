from django.urls import path

from ocop.growing import views

app_name = "growing"
urlpatterns = [
    path("", views.areas, name="list"),
    path("them/", views.new, name="new"),
    path("<slug:code>/", views.area, name="area"),
    path("<slug:code>/sua/", views.edit, name="edit"),
    path("<slug:code>/hinh-cu/<slug:outline>/", views.restore, name="restore"),
    path("<slug:code>/thoi/", views.close, name="close"),
]
