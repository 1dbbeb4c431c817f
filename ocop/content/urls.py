"""The editors' side: the CMS under /cms/, with our own door before Wagtail's; and the library's files."""

from django.urls import include, path

from ocop.content.views import entrance, media, visits

urlpatterns = [
    path("lien-he/hop-thu/", include("ocop.content.letter_urls")),
    path("luot-xem.json", visits.shown, name="visits_shown"),
    path("luot-xem/", visits.figures, name="visits"),
    path("luot-xem/so-lieu.csv", visits.figures_csv, name="visits_csv"),
    path("cms/login/", entrance.sign_in, name="cms_sign_in"),
    path("cms/logout/", entrance.sign_out, name="cms_sign_out"),
    path("cms/account/", entrance.choices, name="cms_choices"),
    path("cms/", include("wagtail.admin.urls")),
    path("media/<path:path>", media.picture, name="media"),
    path("tai-lieu/<int:document_id>/<str:name>", media.document, name="wagtaildocs_serve"),
]
