"""A file as it arrives: what an archive holds is named the same way in every run."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from ocop.gis.reading import arrival
from ocop.gis.tests.factories import geojson, layer_of, prepared, square, uploaded, zipped

LIST = """
import sys
from pathlib import Path
from ocop.gis.reading.arrival import receive
for each in receive(Path(sys.argv[1]), Path(sys.argv[2])):
    print(each.place, each.path.relative_to(sys.argv[2]), len(each.path.read_bytes()))
"""


def _folders(tmp_path, number):
    """The same stem in several folders, each with its own number of squares."""
    return zipped(
        {f"Xã {n}/Nền/lop.geojson": geojson(tmp_path, [square(10 + n / 50)] * n) for n in range(number, 0, -1)}
    )


def test_layers_of_an_archive_stand_in_one_order_in_every_process(tmp_path):
    (tmp_path / "a.zip").write_bytes(_folders(tmp_path, 5))
    said = []

    for seed in ("0", "1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        done = subprocess.run(
            [sys.executable, "-c", LIST, str(tmp_path / "a.zip"), str(folder)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=settings.BASE_DIR, capture_output=True, text=True, check=True,
        )  # fmt: skip
        said.append(done.stdout.splitlines())

    assert said[0] == said[1] == said[2]
    assert [line.split("/")[0] for line in said[0]] == ["Xã 5", "Xã 4", "Xã 3", "Xã 2", "Xã 1"]


def test_the_chosen_layer_of_an_archive_is_the_one_that_is_made(cast, tmp_path):
    version = uploaded(layer_of(cast), _folders(tmp_path, 3), "a.zip", by=cast.son)
    looked = version.inspection["layers"]

    ready = prepared(version, by=cast.son, layer=looked[1]["key"])

    assert [each["title"] for each in looked] == ["Xã 3/Nền/lop", "Xã 2/Nền/lop", "Xã 1/Nền/lop"]
    assert (looked[1]["count"], ready.count, round(ready.min_lat, 4)) == (2, 2, 10.04)


def test_two_files_never_share_a_name(tmp_path):
    one, two = geojson(tmp_path), geojson(tmp_path, [square()] * 2)
    (tmp_path / "a.zip").write_bytes(zipped({"xa(1).geojson": one, "xa[1].geojson": two, "x/xa_1_.geojson": one}))
    folder = tmp_path / "out"
    folder.mkdir()

    found = arrival.receive(tmp_path / "a.zip", folder)

    assert sorted(each.path.read_bytes() for each in found) == sorted([one, one, two])


def test_the_parts_of_a_shapefile_belong_together_whatever_the_case_of_their_names(tmp_path):
    head = b"\0\0\x27\x0a" + b"\0" * 20 + b"\0\0\0\x32" + b"\0" * 72
    table = b"\3" + b"\0" * 31
    (tmp_path / "a.zip").write_bytes(
        zipped({"LOP.SHP": head, "lop.dbf": table, "Lop.Prj": b"GEOGCS[]", "lop.shx": head})
    )
    folder = tmp_path / "out"
    folder.mkdir()

    (found,) = arrival.receive(tmp_path / "a.zip", folder)

    assert (found.path.name, found.notes) == ("LOP.shp", ())


@pytest.mark.parametrize("name", ["__MACOSX/a.geojson", ".a.geojson", "ban do.txt"])
def test_what_is_no_part_of_a_map_stays_packed(tmp_path, name):
    (tmp_path / "a.zip").write_bytes(zipped({name: geojson(tmp_path), "lop.geojson": geojson(tmp_path)}))
    folder = tmp_path / "out"
    folder.mkdir()

    found = arrival.receive(tmp_path / "a.zip", folder)

    assert [each.path.name for each in found] == ["lop.geojson"]
