"""`manage.py bench` as it is typed: JSON on stdout, the live database untouched, nothing left behind."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings


def bench(tmp_path, *words):
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "OCOP_VAR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/live.sqlite3",
        "TMPDIR": str(tmp_path),
    }
    command = [sys.executable, "manage.py", "bench", *words]
    return subprocess.run(
        command, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, timeout=120, check=False
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
