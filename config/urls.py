from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    # First, since most visitors ask for these; finding an address among hundreds is half of a kept page's time.
    *i18n_patterns(path("", include("ocop.portal.urls")), prefix_default_language=False),
    path("", include("ocop.core.urls")),
    path("", include("ocop.accounts.urls")),
    path("ban-lam-viec/", include("ocop.workspace.urls")),
    path("chu-the/cua-toi/", include("ocop.producers.urls")),
    path("ho-so/", include("ocop.dossiers.urls")),
    path("hoi-dong/", include("ocop.councils.urls")),
    path("quyet-dinh/", include("ocop.certificates.urls")),
    path("hoi-mua/", include("ocop.trade.urls")),
    path("vung-trong/", include("ocop.growing.urls")),
    path("", include("ocop.gis.urls")),
    path("tep/", include("ocop.files.urls")),
    path("thong-bao/", include("ocop.notices.urls")),
    path("", include("ocop.content.urls")),
    path("", include("ocop.portal.root_urls")),
    # Public pages: Vietnamese without a prefix, English under /en/. The CMS's pages come last: they take any path.
    *i18n_patterns(
        path("", include("ocop.atlas.urls")),
        path("", include("ocop.content.page_urls")),
        prefix_default_language=False,
    ),
]
handler404 = "ocop.core.views.not_found"
handler403 = "ocop.core.views.forbidden"
handler500 = "ocop.core.views.server_error"
