from django.urls import path

from ocop.producers.views import behalf, lists, own, people

app_name = "producers"
urlpatterns = [
    path("moi/", own.producer_new, name="producer_new"),
    path("tiem-nang/", lists.potential, name="potential"),
    path("nghi-trung/", lists.pairs, name="pairs"),
    path("nghi-trung/<slug:first>/<slug:second>/", lists.pair_decide, name="pair_decide"),
    path("nghi-trung/<slug:first>/<slug:second>/gop/", lists.pair_join, name="pair_join"),
    path("dia-ban/", lists.places, name="places"),
    path("loi-moi/", people.invitations, name="invitations"),
    path("loi-moi/<slug:code>/", people.invitation, name="invitation"),
    path("loi-moi/<slug:code>/nhan/", people.invitation_accept, name="invitation_accept"),
    path("loi-moi/<slug:code>/khong-nhan/", people.invitation_decline, name="invitation_decline"),
    path("loi-moi/<slug:code>/thu-hoi/", people.invitation_withdraw, name="invitation_withdraw"),
    path("san-pham/<slug:code>/sua/", own.product_edit, name="product_edit"),
    path("san-pham/<slug:code>/vi-tri/", own.product_place, name="product_place"),
    path("san-pham/<slug:code>/sua-thay/", behalf.product_describe, name="product_describe"),
    path("<slug:code>/sua-thay/", behalf.producer_describe, name="producer_describe"),
    path("<slug:code>/tinh-trang/", behalf.producer_state, name="producer_state"),
    path("<slug:code>/nguoi-phu-trach/", people.people, name="people"),
    path("<slug:code>/nguoi-phu-trach/<slug:person>/thoi/", people.membership_end, name="membership_end"),
    path("<slug:code>/dia-ban/", lists.place_settle, name="place_settle"),
    path("<slug:code>/vi-tri/", own.producer_place, name="producer_place"),
    path("<slug:code>/sua/", own.producer_edit, name="producer_edit"),
    path("<slug:code>/san-pham-moi/", own.product_new, name="product_new"),
]
