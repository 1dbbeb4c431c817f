from django.urls import path

from ocop.files import views

app_name = "files"
urlpatterns = [
    path("<slug:code>/", views.open_file, name="open"),
    path("<slug:code>/tai-ve/", views.download, name="download"),
    path("<slug:code>/trang-<int:number>/", views.page, name="page"),
]
