"""Every bad file an officer may bring: refused with a sentence she understands, and nothing kept."""

import json
import struct
import zipfile

import pytest
import shapely

from ocop.core.errors import Refused
from ocop.gis import cell
from ocop.gis.actions import versions
from ocop.gis.models import LayerVersion
from ocop.gis.reading import arrival, opening, unpacking
from ocop.gis.tests.factories import (
    file_of,
    geojson,
    in_vn2000,
    layer_of,
    prepared,
    published,
    shapefile,
    square,
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


def _link(tmp):
    import io

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("lop.geojson")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return out.getvalue()


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


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_refused_with_its_sentence_and_nothing_is_kept(cast, tmp_path, case):
    name, content, sentence = BAD[case]
    layer = layer_of(cast)

    with pytest.raises(Refused) as refused:
        uploaded(layer, content(tmp_path), name, by=cast.son)

    assert sentence in str(refused.value)
    assert LayerVersion.objects.count() == 0


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
    ("without", "note"),
    [(".shx", "Thiếu tệp .shx"), (".dbf", "Thiếu tệp .dbf"), (".prj", "Thiếu tệp .prj")],
)
def test_a_shapefile_without_a_part_is_read_and_the_officer_told(cast, tmp_path, without, note):
    content = shapefile(tmp_path, [in_vn2000(square())], without=(without,))

    version = uploaded(layer_of(cast), content, "a.zip", by=cast.son)

    assert [each[: len(note)] for each in version.inspection["layers"][0]["notes"]] == [note]


def test_a_place_outside_vietnam_is_not_made_into_a_layer(cast, tmp_path):
    version = uploaded(layer_of(cast), geojson(tmp_path, [square(48.8, 2.3)]), by=cast.son)

    failed = prepared(version, by=cast.son)

    assert (failed.state, failed.failure[:50]) == ("failed", "Với hệ tọa độ đã chọn, mọi đối tượng nằm ngoài Việ")


def test_a_bad_file_leaves_the_published_version(cast, tmp_path):
    first = published(cast, tmp_path)

    with pytest.raises(Refused):
        uploaded(first.layer, VRT, by=cast.son)

    first.layer.refresh_from_db()
    assert (first.layer.published, first.layer.versions.count()) == (first, 1)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(cast, monkeypatch):
    monkeypatch.setattr(versions, "MAX_MB", 0)

    with pytest.raises(Refused, match="Tệp lớn hơn"):
        versions.upload(layer_of(cast), file_of(b"{}"), by=cast.son)


def test_self_crossing_shapes_are_repaired_not_refused(cast, tmp_path):
    bow_tie = shapely.Polygon([(106.3, 10.1), (106.31, 10.11), (106.31, 10.1), (106.3, 10.11)])

    ready = prepared(uploaded(layer_of(cast), geojson(tmp_path, [bow_tie]), by=cast.son), by=cast.son)

    assert (ready.state, ready.report["counts"]["repaired"]) == ("ready", 1)
