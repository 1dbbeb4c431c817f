from django.urls import path

from ocop.atlas.views import data, downloads, page, panel, search

app_name = "atlas"
urlpatterns = [
    path("ban-do/", page.map_page, name="map"),
    path("ban-do/in/", page.print_page, name="print"),
    path("ban-do/du-lieu/san-pham.json", data.products, name="products"),
    path("ban-do/du-lieu/chu-the.json", data.producers, name="producers"),
    path("ban-do/du-lieu/diem-ban.json", data.points_of_sale, name="points_of_sale"),
    path("ban-do/du-lieu/lang-nghe.json", data.craft_villages, name="craft_villages"),
    path("ban-do/du-lieu/du-lich.json", data.tourism, name="tourism"),
    path("ban-do/du-lieu/vung-trong.json", data.growing_areas, name="growing_areas"),
    path("ban-do/du-lieu/don-vi.json", data.units, name="units"),
    path("ban-do/tim.json", search.search, name="search"),
    path("ban-do/the/<slug:kind>/<slug:code>/", panel.panel, name="panel"),
    path("ban-do/vi-tri/<slug:kind>/<slug:code>.json", panel.place, name="place"),
    path("ban-do/tai/san-pham.<slug:kind>", downloads.products, name="download"),
]
