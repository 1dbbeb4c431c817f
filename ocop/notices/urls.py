from django.urls import path

from ocop.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.notice_list, name="list"),
    path("mo/", views.notice_open, name="open"),
    path("da-doc-het/", views.notice_open_all, name="open_all"),
]
