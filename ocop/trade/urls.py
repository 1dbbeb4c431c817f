from django.urls import path

from ocop.trade.views import enquiries, selling

app_name = "trade"
urlpatterns = [
    path("", enquiries.inbox, name="inbox"),
    path("noi-ban/", selling.products, name="products"),
    path("noi-ban/<slug:code>/", selling.selling, name="selling"),
    path("noi-ban/<slug:code>/them-lien-ket/", selling.link_add, name="link_add"),
    path("noi-ban/<slug:code>/bo-lien-ket/", selling.link_remove, name="link_remove"),
    path("noi-ban/<slug:code>/them-diem-ban/", selling.point_add, name="point_add"),
    path("noi-ban/<slug:code>/bo-diem-ban/", selling.point_remove, name="point_remove"),
    path("<slug:code>/", enquiries.enquiry, name="enquiry"),
    path("<slug:code>/da-xem/", enquiries.see, name="see"),
    path("<slug:code>/dong/", enquiries.close, name="close"),
    path("<slug:code>/mo-lai/", enquiries.reopen, name="reopen"),
]
