from django.urls import path

from ocop.producers import views

app_name = "producers"
urlpatterns = [
    path("moi/", views.producer_new, name="producer_new"),
    path("tiem-nang/", views.potential, name="potential"),
    path("nghi-trung/", views.pairs, name="pairs"),
    path("nghi-trung/<slug:first>/<slug:second>/", views.pair_decide, name="pair_decide"),
    path("san-pham/<slug:code>/sua/", views.product_edit, name="product_edit"),
    path("san-pham/<slug:code>/vi-tri/", views.product_place, name="product_place"),
    path("<slug:code>/vi-tri/", views.producer_place, name="producer_place"),
    path("<slug:code>/sua/", views.producer_edit, name="producer_edit"),
    path("<slug:code>/san-pham-moi/", views.product_new, name="product_new"),
]
