from django.urls import path

from ocop.producers.views import behalf, own

app_name = "producers"
urlpatterns = [
    path("moi/", own.producer_new, name="producer_new"),
    path("tiem-nang/", own.potential, name="potential"),
    path("nghi-trung/", own.pairs, name="pairs"),
    path("nghi-trung/<slug:first>/<slug:second>/", own.pair_decide, name="pair_decide"),
    path("san-pham/<slug:code>/sua/", own.product_edit, name="product_edit"),
    path("san-pham/<slug:code>/vi-tri/", own.product_place, name="product_place"),
    path("san-pham/<slug:code>/sua-thay/", behalf.product_describe, name="product_describe"),
    path("<slug:code>/sua-thay/", behalf.producer_describe, name="producer_describe"),
    path("<slug:code>/tinh-trang/", behalf.producer_state, name="producer_state"),
    path("<slug:code>/vi-tri/", own.producer_place, name="producer_place"),
    path("<slug:code>/sua/", own.producer_edit, name="producer_edit"),
    path("<slug:code>/san-pham-moi/", own.product_new, name="product_new"),
]
