from django.urls import path

from ocop.gis.views import ogc, public, tiles

app_name = "gis"
urlpatterns = [
    path("du-lieu-ban-do/don-vi.geojson", public.units, name="units"),
    path("du-lieu-ban-do/tai-diem.json", public.here, name="here"),
    path("du-lieu-ban-do/tim.json", public.find, name="find"),
    path("du-lieu-ban-do/tai/<slug:slug>.<slug:suffix>", public.download, name="download"),
    path("tiles/<slug:slug>/<slug:digest>.pmtiles", tiles.archive, name="archive"),
    path("tiles/<slug:slug>/<int:z>/<int:x>/<int:y>.pbf", tiles.tile, name="tile"),
    path("ogc/", ogc.landing, name="landing"),
    path("ogc/conformance", ogc.conformance, name="conformance"),
    path("ogc/api", ogc.api, name="api"),
    path("ogc/collections", ogc.collections, name="collections"),
    path("ogc/collections/<slug:name>", ogc.collection, name="collection"),
    path("ogc/collections/<slug:name>/items", ogc.features, name="features"),
    path("ogc/collections/<slug:name>/items/<slug:key>", ogc.feature, name="feature"),
]
