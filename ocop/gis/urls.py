from django.urls import path

from ocop.gis.views import built, external, ogc, public, staff, tiles

app_name = "gis"
urlpatterns = [
    path("du-lieu-ban-do/", staff.layers, name="list"),
    path("du-lieu-ban-do/lop-moi/", staff.layer_new, name="layer_new"),
    path("du-lieu-ban-do/lop/<slug:slug>/", staff.layer, name="layer"),
    path("du-lieu-ban-do/lop/<slug:slug>/sua/", staff.layer_edit, name="layer_edit"),
    path("du-lieu-ban-do/lop/<slug:slug>/tai-len/", staff.upload, name="upload"),
    path("du-lieu-ban-do/lop/<slug:slug>/ban/<int:number>/", staff.version, name="version"),
    path("du-lieu-ban-do/lop/<slug:slug>/ban/<int:number>/dung/", staff.prepare, name="prepare"),
    path("du-lieu-ban-do/lop/<slug:slug>/ban/<int:number>/cong-bo/", staff.publish, name="publish"),
    path("du-lieu-ban-do/lop/<slug:slug>/ban/<int:number>/cong-bo-lai/", staff.roll_back, name="roll_back"),
    path("du-lieu-ban-do/lop/<slug:slug>/ban/<int:number>/thoi-cong-bo/", staff.retire, name="retire"),
    path("du-lieu-ban-do/lop/<slug:slug>/ban/<int:number>/bo/", staff.discard, name="discard"),
    path("du-lieu-ban-do/lop/<slug:slug>/ban/<int:number>/<slug:digest>.pmtiles", built.archive, name="built"),
    path("du-lieu-ban-do/may-chu-khac/", external.listed, name="external_list"),
    path("du-lieu-ban-do/may-chu-khac/them/", external.new, name="external_new"),
    path("du-lieu-ban-do/may-chu-khac/cho-phep/", external.host_allow, name="host_allow"),
    path("du-lieu-ban-do/may-chu-khac/thoi-cho-phep/", external.host_drop, name="host_drop"),
    path("du-lieu-ban-do/may-chu-khac/<slug:slug>/", external.edit, name="external_edit"),
    path("du-lieu-ban-do/ngoai/<slug:slug>/<int:z>/<int:x>/<int:y>", external.picture, name="external"),
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
