"""Every bad file an officer may bring: refused with a sentence she understands, and nothing kept."""

import io
import json
import struct
import zipfile

import pytest
import shapely
from django.core.files.base import ContentFile

from ocop.core.errors import Refused
from ocop.files.actions import store_bytes
from ocop.files.models import StoredFile
from ocop.gis import actions, cell
from ocop.gis.actions import versions
from ocop.gis.models import Feature, LayerVersion
from ocop.gis.reading import arrival, opening, unpacking
from ocop.gis.tests.factories import (
    file_of,
    geojson,
    in_vn2000,
    layer_of,
    prepared,
    shapefile,
    square,
    unread,
    uploaded,
    written,
    zipped,
)

VRT = (
    b'<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer>'
    b"</OGRVRTDataSource>"
)
PIPELINE = json.dumps({"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline ! read /etc/passwd"}).encode()
ENTITY = b'<?xml version="1.0"?><!DOCTYPE k [<!ENTITY a SYSTEM "file:///etc/passwd">]><kml>&a;</kml>'


def _outside(name):
    return lambda tmp: zipped({name: geojson(tmp)})


def _bomb(tmp):
    return zipped({"lop.geojson": b" " * (80 * 1024 * 1024)})


def _lying_bomb(tmp):
    """An archive whose own list says a small size."""
    content = bytearray(zipped({"lop.geojson": b" " * (3 * 1024 * 1024)}))
    at = content.rfind(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 1000)
    return bytes(content)


def _locked(tmp):
    content = bytearray(zipped({"lop.geojson": geojson(tmp)}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(mark) + at] |= 1
    return bytes(content)


def _table_only(tmp):
    return json.dumps({"type": "FeatureCollection", "features": []}).encode()


def _cut_gpkg(tmp):
    content = written(tmp, [square()] * 300, "lop.gpkg", driver="GPKG").read_bytes()
    return content[: len(content) // 3]


def _cut_part(suffix, share):
    """A zipped shapefile of which one part did not come whole."""

    def made(tmp):
        with zipfile.ZipFile(io.BytesIO(shapefile(tmp, [in_vn2000(square())] * 50))) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        return zipped(
            {name: part[: int(len(part) * share)] if name.endswith(suffix) else part for name, part in parts.items()}
        )

    return made


def _cut(name, driver, share, **options):
    """Part of a file of fifty squares or lines, ending wherever the line went dead."""

    def made(tmp):
        shapes = options.get("shapes") or [square()] * 50
        more = {"columns": {"Layer": ["0"] * 50}} if driver == "DXF" else {}
        content = written(tmp, shapes, name, driver=driver, **more).read_bytes()
        return content[: int(len(content) * share)]

    return made


def _kml_cut_after_an_element(tmp):
    content = written(tmp, [square()] * 50, "lop.kml", driver="KML").read_bytes()
    return content[: content.rfind(b"</Placemark>", 0, len(content) // 2) + len(b"</Placemark>")]


def _crowd(tmp):
    return zipped({f"{n}.txt": b"" for n in range(unpacking.MAX_FILES + 1)})


def _link(tmp):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("lop.geojson")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return out.getvalue()


LINES = [shapely.LineString([(106.3, 10.1), (106.4, 10.2)])] * 50
BAD = {
    "a VRT under another name": ("x.geojson", lambda tmp: VRT, arrival.POINTS_ELSEWHERE),
    "a GDALG pipeline": ("x.geojson", lambda tmp: PIPELINE, arrival.POINTS_ELSEWHERE),
    "a VRT in an archive": ("x.zip", lambda tmp: zipped({"x.geojson": VRT}), arrival.POINTS_ELSEWHERE),
    "an XML entity": ("x.kml", lambda tmp: ENTITY, arrival.POINTS_ELSEWHERE),
    "a zip bomb": ("x.zip", _bomb, unpacking.BOMB),
    "a zip bomb that lies": ("x.zip", _lying_bomb, unpacking.CUT),
    "a path upwards": ("x.zip", _outside("../../etc/cron.d/x.geojson"), unpacking.PATHS),
    "an absolute path": ("x.zip", _outside("/etc/x.geojson"), unpacking.PATHS),
    "a drive letter": ("x.zip", _outside("C:\\x.geojson"), unpacking.PATHS),
    "a symbolic link": ("x.zip", _link, unpacking.PATHS),
    "a password": ("x.zip", _locked, unpacking.LOCKED),
    "too many entries": ("x.zip", _crowd, unpacking.TOO_MANY),
    "a cut table": ("x.zip", _cut_part(".dbf", 0.5), arrival.CUT_TABLE),
    "an empty table": ("x.zip", _cut_part(".dbf", 0), arrival.CUT_TABLE),
    "cut KML": ("x.kml", _cut("lop.kml", "KML", 0.5), arrival.CUT),
    "KML cut after an element": ("x.kml", _kml_cut_after_an_element, opening.DAMAGED),
    "cut DXF": ("x.dxf", _cut("lop.dxf", "DXF", 0.5, shapes=LINES), arrival.CUT),
    "cut FlatGeobuf": ("x.fgb", _cut("lop.fgb", "FlatGeobuf", 0.5), opening.DAMAGED),
    "nothing": ("x.geojson", lambda tmp: b"", arrival.EMPTY),
    "an empty archive": ("x.zip", lambda tmp: zipped({}), arrival.NO_LAYER),
    "papers in an archive": ("x.zip", lambda tmp: zipped({"doc.pdf": b"%PDF-1.7"}), arrival.NO_LAYER),
    "a cut archive": ("x.zip", lambda tmp: zipped({"a.geojson": geojson(tmp)})[:-40], unpacking.CUT),
    "cut GeoJSON": ("x.geojson", lambda tmp: geojson(tmp)[:-25], arrival.CUT),
    "a cut GeoPackage": ("x.gpkg", _cut_gpkg, opening.DAMAGED),
    "a DWG": ("x.dwg", lambda tmp: b"AC1032" + b"\0" * 200, arrival.DWG),
    "a RAR": ("x.rar", lambda tmp: b"Rar!\x1a\x07\x01\0", arrival.RAR),
    "a 7z": ("x.7z", lambda tmp: b"7z\xbc\xaf\x27\x1c", arrival.RAR),
    "a PDF": ("x.pdf", lambda tmp: b"%PDF-1.7 ...", arrival.NOT_A_MAP),
    "a lone .shp": ("x.shp", lambda tmp: b"\0\0\x27\x0a" + b"\0" * 96, arrival.LONE),
    "a lone .tab": ("x.tab", lambda tmp: b"!table\n!version 300", arrival.LONE),
    "no layer inside": ("x.geojson", _table_only, opening.NO_FEATURES),
    "something else": ("x.bin", lambda tmp: b"hello", arrival.UNKNOWN),
    "other JSON": ("x.json", lambda tmp: b'{"type": "Topology"}', arrival.UNKNOWN),
    ".dbf without .shp": ("x.zip", lambda tmp: zipped({"a.dbf": b"\x03"}), "Trong tệp nén thiếu tệp .shp."),
    "MapInfo without .dat": ("x.zip", lambda tmp: zipped({"a.tab": b"!table"}), "thiếu .dat, .map"),
    "a cut shapefile": (
        "x.zip",
        lambda tmp: zipped({"a.shp": b"\0\0\x27\x0a" + b"\0" * 20 + b"\0\xff\0\0" + b"\0" * 90}),
        arrival.CUT,
    ),
}


@pytest.fixture
def shown(cast):
    """A layer that everybody sees, with one row and an archive."""
    file = store_bytes(b"{}", name="lop.geojson", media_type="application/geo+json", by=cast.son)
    version = unread(cast, file)
    version.archive.save("archives/hien.pmtiles", ContentFile(b"PMTiles"))
    Feature.objects.create(version=version, fid=1, geometry='{"type": "Point", "coordinates": [106.3, 10.1]}')
    version.state = "ready"
    version.save()
    return actions.publish(version, by=cast.son).layer


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_refused_with_its_sentence_and_the_published_version_stays(cast, shown, tmp_path, case):
    name, content, sentence = BAD[case]

    with pytest.raises(Refused) as refused:
        uploaded(shown, content(tmp_path), name, by=cast.son)

    assert sentence in str(refused.value)
    shown.refresh_from_db()
    kept = [(each.state, each.features.count(), each.archive.size) for each in LayerVersion.objects.all()]
    assert (kept, shown.published.number, StoredFile.objects.count()) == ([("published", 1, 7)], 1, 1)


def test_the_attacks_fail_in_the_process_itself_too(tmp_path):
    """Were the first look to miss them, the process has no driver that would follow them."""
    for name, content in (("a", VRT), ("b", PIPELINE)):
        place = tmp_path / name
        place.mkdir()
        (place / "lop.geojson").write_bytes(content)
        code = "import sys, pyogrio; pyogrio.list_layers(sys.argv[1])"
        done = cell.run_code(code, place / "lop.geojson")
        assert (done.returncode, "not recognized" in done.stderr) == (1, True)


@pytest.mark.parametrize(
    ("without", "note", "properties"),
    [
        (".shx", "Thiếu tệp .shx", {"ten": "Lo 1"}),
        (".dbf", "Thiếu tệp .dbf", {}),
        (".prj", "Thiếu tệp .prj", {"ten": "Lo 1"}),
    ],
)
def test_a_shapefile_without_a_part_is_made_and_the_officer_told(cast, tmp_path, without, note, properties):
    content = shapefile(tmp_path, [in_vn2000(square())], without=(without,))

    version = uploaded(layer_of(cast), content, "a.zip", by=cast.son)
    ready = prepared(version, by=cast.son, crs="vn2000:105-45")

    assert [each[: len(note)] for each in version.inspection["layers"][0]["notes"]] == [note]
    assert (ready.state, [each.properties for each in ready.features.all()]) == ("ready", [properties])
    made = shapely.from_geojson(ready.features.get().geometry)
    assert made.symmetric_difference(square()).area < 1e-10


@pytest.mark.parametrize(
    ("suffix", "crs", "note"),
    [(".prj", "", "Tệp .prj bị hỏng"), (".shx", "vn2000:105-45", "Tệp .shx (chỉ mục) bị cắt")],
)
def test_a_shapefile_with_a_broken_part_that_can_be_spared_is_read_whole(cast, tmp_path, suffix, crs, note):
    version = uploaded(layer_of(cast), _cut_part(suffix, 0.3)(tmp_path), "a.zip", by=cast.son)

    looked = version.inspection["layers"][0]
    assert (version.crs, looked["count"], looked["notes"][0][: len(note)]) == (crs, 50, note)


def test_a_place_outside_vietnam_is_not_made_into_a_layer(cast, tmp_path):
    version = uploaded(layer_of(cast), geojson(tmp_path, [square(48.8, 2.3)]), by=cast.son)

    failed = prepared(version, by=cast.son)

    assert (failed.state, failed.failure[:50]) == ("failed", "Với hệ tọa độ đã chọn, mọi đối tượng nằm ngoài Việ")


def test_a_file_that_is_too_large_is_refused_before_it_is_read(cast, monkeypatch):
    monkeypatch.setattr(versions, "MAX_MB", 0)

    with pytest.raises(Refused, match="Tệp lớn hơn"):
        versions.upload(layer_of(cast), file_of(b"{}"), by=cast.son)


def test_self_crossing_shapes_are_repaired_not_refused(cast, tmp_path):
    bow_tie = shapely.Polygon([(106.3, 10.1), (106.31, 10.11), (106.31, 10.1), (106.3, 10.11)])

    ready = prepared(uploaded(layer_of(cast), geojson(tmp_path, [bow_tie]), by=cast.son), by=cast.son)

    assert (ready.state, ready.report["counts"]["repaired"]) == ("ready", 1)
