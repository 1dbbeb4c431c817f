"""`manage.py bench` as it is typed: JSON on stdout, the live database untouched, nothing left behind."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings


def bench(tmp_path, *words, command="bench"):
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "OCOP_VAR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/live.sqlite3",
        "TMPDIR": str(tmp_path),
    }
    return subprocess.run(
        [sys.executable, "manage.py", command, *words],
        cwd=settings.BASE_DIR,
        env=env,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_bench_says_how_long_each_case_took_and_leaves_nothing(tmp_path):
    url = f"sqlite:///{tmp_path}/other.sqlite3"

    done = bench(tmp_path, "--only", "score_council", "--only=render_certificate", "--times", "1", "--database", url)

    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["database"] == "sqlite"
    assert set(report["cases"]) == {"score_council", "render_certificate"}
    scored = report["cases"]["score_council"]
    assert (scored["members"], scored["n"], scored["queries"]) == (11, 5, 0)
    assert 0 < scored["min"] <= scored["median"] <= scored["max"] < 1
    assert report["cases"]["render_certificate"]["n"] == 1
    assert [path.name for path in tmp_path.iterdir() if path.name != "secret_key"] == []


@pytest.mark.parametrize("words", [("--only", "nothing"), ("--times", "many")])
def test_bench_refuses_what_it_does_not_know(tmp_path, words):
    done = bench(tmp_path, *words)

    assert (done.returncode, done.stdout) == (2, "")


def test_the_portal_is_measured_beside_an_empty_page(tmp_path):
    url = f"sqlite:///{tmp_path}/other.sqlite3"
    words = [
        "--database",
        url,
        "--products",
        "40",
        "--mode",
        "page",
        "--only",
        "list",
        "--seconds",
        "1",
        "--rounds",
        "1",
    ]

    done = bench(tmp_path, *words, command="bench_portal")

    assert done.returncode == 0, done.stderr
    (run,) = json.loads(done.stdout)["runs"]
    assert (run["database"], run["products"], set(run["modes"])) == ("sqlite", 40, {"page"})
    empty, listed = run["modes"]["page"]["empty"], run["modes"]["page"]["list"]
    assert (empty["share"], empty["queries"], listed["queries"]) == (1, 0, 1)
    assert (empty["errors"], listed["errors"]) == (0, 0)
    assert listed["queries_first"] > listed["queries"]
    assert listed["rps"] > 0 and listed["bytes"] > 10_000


def test_the_map_s_large_layers_are_measured_from_upload_to_what_is_sent(tmp_path):
    words = ["--only", "polygons", "--only", "features", "--polygons", "50", "--features", "60", "--times", "1"]
    words += ["--format", "shp"]

    done = bench(tmp_path, *words, command="bench_map")

    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)["map"]
    assert set(report) == {"polygons", "features"}
    for name, count, corners in (("polygons", 50, 34), ("features", 60, 4)):
        layer = report[name]
        assert (layer["polygons"], layer["corners"], layer["format"]) == (count, corners, "shp")
        assert layer["seconds"] > 0
        assert {layer[asked]["n"] for asked in ("box", "point", "ogc_page", "search")} == {1}
        sent = layer["sent"]
        assert sent["tile_encoding"] == "gzip" and sent["tile_bytes"] > 0
        assert sent["first_view"]["ranges"] >= 2 and sent["first_view"]["bytes"] > sent["tile_bytes"]
        assert sent["geojson_bytes"] > sent["geojson_gzip_bytes"] > 0
    assert [path.name for path in tmp_path.iterdir() if path.name != "secret_key"] == []


@pytest.mark.browser
def test_the_first_picture_is_measured_with_webgl_and_without(tmp_path):
    done = bench(tmp_path, "--only", "picture", "--points", "40", "--times", "1", command="bench_map")

    assert done.returncode == 0, done.stderr
    picture = json.loads(done.stdout)["map"]["picture"]
    assert (picture["points"], picture["webgl"]["has_webgl"], picture["fallback"]["has_webgl"]) == (40, True, False)
    assert all(
        picture[engine][window]["median"] > 0 for engine in ("webgl", "fallback") for window in ("phone", "desk")
    )
    assert picture["sent"]["geojson_bytes"] > picture["sent"]["geojson_gzip_bytes"] > 0
