from allauth.account import views as allauth_views
from allauth.usersessions.views import list_usersessions
from django.urls import include, path, re_path

from ocop.accounts.views import entrance, journal, people, profile

sign_in = [
    path("dang-nhap/", entrance.SignInView.as_view(), name="account_login"),
    path("dang-ky/", allauth_views.signup, name="account_signup"),
    path("dang-xuat/", allauth_views.logout, name="account_logout"),
    path("tai-khoan-bi-khoa/", allauth_views.account_inactive, name="account_inactive"),
    path("xac-nhan-email/", allauth_views.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^xac-nhan-email/(?P<key>[-:\w]+)/$", allauth_views.confirm_email, name="account_confirm_email"),
    path("quen-mat-khau/", allauth_views.password_reset, name="account_reset_password"),
    path("quen-mat-khau/da-gui/", allauth_views.password_reset_done, name="account_reset_password_done"),
    path(
        "quen-mat-khau/xong/", allauth_views.password_reset_from_key_done, name="account_reset_password_from_key_done"
    ),
    re_path(
        r"^quen-mat-khau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("tai-khoan/nhap-lai-mat-khau/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("tai-khoan/email/", allauth_views.email, name="account_email"),
    path("tai-khoan/mat-khau/", allauth_views.password_change, name="account_change_password"),
    path("tai-khoan/dat-mat-khau/", allauth_views.password_set, name="account_set_password"),
    path("tai-khoan/thiet-bi/", list_usersessions, name="usersessions_list"),
]
"""Under the names allauth expects; the rest of the system's own pages are in `accounts:`."""

pages = [
    path("dang-nhap/dung-thu/", entrance.demo_sign_in, name="demo_sign_in"),
    path("du-lieu-ca-nhan/", entrance.privacy, name="privacy"),
    path("tai-khoan/", profile.profile, name="profile"),
    path("tai-khoan/dang-xuat-moi-thiet-bi/", profile.sign_out_everywhere, name="sign_out_everywhere"),
    path("nhan-su/", people.people, name="people"),
    path("nhan-su/moi/", people.invite, name="invite"),
    path("nhan-su/nhat-ky/", journal.journal, name="journal"),
    path("nhan-su/<slug:code>/", people.person, name="person"),
    path("nhan-su/<slug:code>/vai-tro/", people.appoint, name="appoint"),
    path("nhan-su/<slug:code>/ket-thuc/", people.end, name="end"),
    path("nhan-su/<slug:code>/ban-giao/", people.hand_over, name="hand_over"),
    path("nhan-su/<slug:code>/khoa/", people.deactivate, name="deactivate"),
    path("nhan-su/<slug:code>/mo-lai/", people.reactivate, name="reactivate"),
    path("nhan-su/<slug:code>/moi-lai/", people.invite_again, name="invite_again"),
]

urlpatterns = [*sign_in, path("", include((pages, "accounts")))]
