from django.urls import path, re_path

from ocop.portal.views import catalogue, certificates, home, producers, products, search, statistics, trade

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("san-pham/", catalogue.products, name="products"),
    path("san-pham/danh-sach.csv", catalogue.products_csv, name="products_csv"),
    path("san-pham/danh-sach.xlsx", catalogue.products_xlsx, name="products_xlsx"),
    re_path(r"^san-pham/(?:(?P<slug>[^/]+)-)?(?P<code>[2-9a-z]{12})/$", products.product, name="product"),
    path("chu-the/", producers.producers, name="producers"),
    re_path(r"^chu-the/(?:(?P<slug>[^/]+)-)?(?P<code>[2-9a-z]{12})/$", producers.producer, name="producer"),
    path("thong-ke/", statistics.statistics, name="statistics"),
    path("thong-ke/so-lieu.csv", statistics.statistics_csv, name="statistics_csv"),
    path("thong-ke/so-lieu.xlsx", statistics.statistics_xlsx, name="statistics_xlsx"),
    path("tim-kiem/", search.search_page, name="search"),
    path("xac-thuc/", certificates.verify, name="verify"),
    path("gcn/<slug:code>/", certificates.certificate, name="certificate"),
    path("anh/<slug:code>/", certificates.picture, name="picture"),
    path("anh/<slug:code>/<int:width>.<slug:kind>", certificates.picture, name="rendition"),
    path("thi-truong/", trade.markets, name="markets"),
    re_path(r"^thi-truong/(?:(?P<slug>[^/]+)-)?(?P<code>[2-9a-z]{12})/$", trade.market, name="market"),
    path("diem-ban/", trade.points_of_sale, name="points_of_sale"),
    re_path(r"^diem-ban/(?:(?P<slug>[^/]+)-)?(?P<code>[2-9a-z]{12})/$", trade.point_of_sale, name="point_of_sale"),
    path("lang-nghe/", trade.craft_villages, name="craft_villages"),
    re_path(r"^lang-nghe/(?:(?P<slug>[^/]+)-)?(?P<code>[2-9a-z]{12})/$", trade.craft_village, name="craft_village"),
    path("du-lich/", trade.tourism, name="tourism"),
    re_path(r"^du-lich/(?:(?P<slug>[^/]+)-)?(?P<code>[2-9a-z]{12})/$", trade.tourism_site, name="tourism_site"),
    path("goi-qua/", trade.gift_sets, name="gift_sets"),
    re_path(r"^goi-qua/(?:(?P<slug>[^/]+)-)?(?P<code>[2-9a-z]{12})/$", trade.gift_set, name="gift_set"),
    re_path(r"^san-pham/(?:(?P<slug>[^/]+)-)?(?P<code>[2-9a-z]{12})/hoi-mua/$", trade.enquire, name="enquire"),
    re_path(
        r"^san-pham/(?:(?P<slug>[^/]+)-)?(?P<code>[2-9a-z]{12})/hoi-mua/da-gui/$",
        trade.enquiry_sent,
        name="enquiry_sent",
    ),
]
