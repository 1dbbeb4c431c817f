"""A worker killed while it cuts a layer's tiles: the next one makes the layer, and what was published stays."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django_q.conf import Conf

from ocop.gis import actions, queries
from ocop.gis.models import LayerVersion
from ocop.gis.tests.factories import geojson, prepared, published, square, uploaded
from tests.test_worker import database_url, until

BUILD = """
import sys, django
django.setup()
from ocop.gis.actions import build
build(int(sys.argv[1]))
"""


def _tiles(worker):
    """Whether the worker has come to the tiles: its reader then has the drivers that write them."""
    for task in Path(f"/proc/{worker.pid}/task").iterdir():
        for pid in (task / "children").read_text().split():
            try:
                environ = Path(f"/proc/{pid}/environ").read_bytes()
                if b"GDAL_SKIP=" in environ and b"VRT" in environ and b"PMTiles" not in environ:
                    return pid
            except (FileNotFoundError, ProcessLookupError):
                continue
    return None


def _is_gone(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


@pytest.mark.django_db(transaction=True)
def test_a_layer_whose_worker_was_killed_while_tiling_is_made_by_the_next(cast, tmp_path, monkeypatch):
    first = published(cast, tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(Conf, "SYNC", False)
        version = uploaded(first.layer, geojson(tmp_path, [square(10.2)] * 3), by=cast.son)
        prepared(version, by=cast.son)
    env = {**os.environ, "DATABASE_URL": database_url(), "OCOP_VAR": str(settings.VAR_DIR)}
    env["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
    worker = subprocess.Popen([sys.executable, "-c", BUILD, str(version.pk)], cwd=settings.BASE_DIR, env=env)
    found = []

    try:
        until(lambda: found.append(_tiles(worker)) or found[-1])
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()

    until(lambda: _is_gone(found[-1]))  # its reader goes with it
    version = LayerVersion.objects.get(pk=version.pk)
    assert (version.state, version.failure) == ("preparing", "")
    actions.build(version.pk)
    version.refresh_from_db()
    first.layer.refresh_from_db()
    assert (version.state, version.count, version.features.count()) == ("ready", 3, 3)
    assert (first.layer.published, queries.features_of(first.layer).count()) == (first, 1)
