"""However a preparation ends, its version says how; what is published stays as it is."""

import errno
import os
import signal
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from django_q.conf import Conf
from django_q.timeout import TimeoutException

from ocop.core.errors import Refused
from ocop.gis import actions, cell, queries
from ocop.gis.actions import building
from ocop.gis.models import Feature, LayerVersion
from ocop.gis.reading import opening
from ocop.gis.storage import ARCHIVES, map_storage
from ocop.gis.tests.factories import geojson, prepared, published, square, uploaded
from ocop.notices.models import Notice


@pytest.fixture
def first(cast, tmp_path):
    """What everybody sees while another version is prepared."""
    return published(cast, tmp_path)


@pytest.fixture
def waiting(cast, tmp_path, first, monkeypatch):
    """A second version of the layer, in the queue of a worker that has not come to it."""
    second = uploaded(first.layer, geojson(tmp_path, [square(10.2)] * 3), by=cast.son)
    with monkeypatch.context() as patch:
        patch.setattr(Conf, "SYNC", False)
        return prepared(second, by=cast.son)


def is_untouched(first):
    first.refresh_from_db()
    first.layer.refresh_from_db()
    return (
        first.state == "published"
        and first.layer.published == first
        and queries.features_of(first.layer).count() == 1
        and first.archive.size > 0
    )


def _children():
    """Our reading processes: id, and whether each one tiles."""
    for task in Path("/proc/self/task").iterdir():
        for pid in (task / "children").read_text().split():
            try:
                if b"ocop.gis.reading" in Path(f"/proc/{pid}/cmdline").read_bytes():
                    skipped = Path(f"/proc/{pid}/environ").read_bytes()
                    yield int(pid), b"VRT" in skipped and b"PMTiles" not in skipped
            except (FileNotFoundError, ProcessLookupError):
                continue


def kill_the_one_that_tiles():
    """From now on, the first process that tiles is killed as it begins."""

    def watch():
        end = time.monotonic() + 60
        while time.monotonic() < end:
            for pid, is_tiling in list(_children()):
                if is_tiling:
                    os.kill(pid, signal.SIGKILL)
                    return
            time.sleep(0.01)

    watcher = threading.Thread(target=watch)
    watcher.start()
    return watcher


def test_a_process_killed_while_tiling_is_said_and_the_layer_can_be_built_again(cast, first, waiting):
    watcher = kill_the_one_that_tiles()

    actions.build(waiting.pk)
    watcher.join()

    waiting.refresh_from_db()
    assert (waiting.state, waiting.failure, waiting.features.count()) == ("failed", cell.TOO_LONG, 0)
    assert is_untouched(first)
    ready = prepared(waiting, by=cast.son)
    assert (ready.state, ready.count, is_untouched(first)) == ("ready", 3, True)


def test_a_job_that_is_out_of_time_says_so_before_it_ends(first, waiting):
    def out_of_time(*_):
        raise TimeoutException

    before = signal.signal(signal.SIGALRM, out_of_time)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    try:
        with pytest.raises(TimeoutException):
            actions.build(waiting.pk)
    finally:
        signal.signal(signal.SIGALRM, before)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.failure) == ("failed", building.OUR_FAULT)
    assert (Notice.objects.filter(text__contains=building.OUR_FAULT).count(), is_untouched(first)) == (1, True)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(errno.ENOSPC, "no space"), building.NO_SPACE),
        (OSError(errno.EIO, "broken disk"), building.OUR_FAULT),
        (SystemExit(1), building.OUR_FAULT),
    ],
)
def test_an_archive_that_cannot_be_written_is_said(first, waiting, monkeypatch, error, sentence):
    def broken(*_, **__):
        raise error

    monkeypatch.setattr(map_storage, "save", broken)
    with pytest.raises(type(error)):
        actions.build(waiting.pk)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.failure, waiting.features.count()) == ("failed", sentence, 0)
    assert is_untouched(first)


def test_reading_tiling_and_writing_share_one_allowance(first, waiting, settings):
    settings.Q_CLUSTER = {**settings.Q_CLUSTER, "timeout": 0}

    actions.build(waiting.pk)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.failure) == ("failed", cell.TOO_LONG)


def test_the_allowance_is_below_the_time_of_a_job_and_both_below_its_repetition(settings):
    cluster = settings.Q_CLUSTER

    assert cluster["timeout"] * building.SHARE_OF_TIME + cell.GRACE < cluster["timeout"] < cluster["retry"]


def test_a_run_that_was_overtaken_does_not_empty_what_was_published(cast, waiting, tmp_path):
    old = building._taken(waiting.pk)
    actions.build(waiting.pk)
    waiting.refresh_from_db()
    actions.publish(waiting, by=cast.son)
    (tmp_path / "rows.jsonl").write_text("")

    with pytest.raises(building.Superseded):
        building._fill(old, tmp_path / "rows.jsonl", building._Clock(60))
    building._fail(old, "muộn rồi")

    waiting.refresh_from_db()
    assert (waiting.state, waiting.failure, queries.features_of(waiting.layer).count()) == ("published", "", 3)


def test_a_layer_that_is_no_longer_the_one_looked_at_is_not_made(cast, waiting):
    looked = waiting.inspection
    looked["layers"][0]["count"] = 2
    LayerVersion.objects.filter(pk=waiting.pk).update(inspection=looked)

    actions.build(waiting.pk)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.failure[:48]) == ("failed", "Lớp trong tệp không còn là lớp đã xem trước. Hãy")


def test_only_a_silent_preparation_may_be_built_again_or_discarded(cast, first, waiting):
    for act in (actions.discard, prepared):
        with pytest.raises(Refused, match="Lớp đang được dựng"):
            act(waiting, by=cast.son)
    LayerVersion.objects.filter(pk=waiting.pk).update(prepared_at=timezone.now() - timedelta(minutes=16))

    assert prepared(waiting, by=cast.son).state == "ready"
    LayerVersion.objects.filter(pk=waiting.pk).update(
        state="preparing", prepared_at=timezone.now() - timedelta(hours=1)
    )
    assert actions.discard(waiting, by=cast.son).state == "discarded"
    assert (Feature.objects.count(), is_untouched(first)) == (1, True)


def test_archives_that_no_version_names_are_swept_when_they_are_old(first):
    names = [map_storage.save(f"{ARCHIVES}/{name}.pmtiles", ContentFile(b"x")) for name in ("cu", "moi")]
    yesterday = time.time() - 100_000
    for name in (names[0], first.archive.name):
        os.utime(map_storage.path(name), (yesterday, yesterday))

    gone = actions.sweep()

    assert (gone, [map_storage.exists(name) for name in names]) == (1, [False, True])
    assert is_untouched(first)


def test_rows_of_a_version_that_shows_none_are_swept(cast, first, waiting):
    actions.build(waiting.pk)
    LayerVersion.objects.filter(pk=waiting.pk).update(state="failed")  # killed between the sentence and the rows

    actions.sweep()

    assert (Feature.objects.count(), is_untouched(first)) == (1, True)


FEW = """
import sys
from pathlib import Path
from ocop.core.errors import Refused
from ocop.gis.reading import converting, inspecting, opening
opening.MAX_FEATURES = int(sys.argv[1].rpartition(".")[2])
path = Path(sys.argv[1])
chosen = {"layer": "0:lop", "crs": "wgs84", "encoding": "unicode", "swapped": False}
for act in (lambda: inspecting.inspect(path, path.parent), lambda: converting.convert(path, path.parent, chosen)):
    try:
        print(len(act()))
    except Refused as refused:
        print(refused)
"""


@pytest.mark.parametrize(("most", "said"), [(2, [opening.TOO_MANY] * 2), (3, ["2", "7"])])
def test_a_layer_with_too_many_shapes_is_refused_when_looked_at_and_when_made(tmp_path, most, said):
    """In the process itself, with a lower limit: `most`, told by the file's ending."""
    path = tmp_path / f"nhieu.{most}"
    path.write_bytes(geojson(tmp_path, [square()] * 3))
    (tmp_path / "lop.geojson").unlink()

    done = cell.run_code(FEW, path)

    assert (done.stdout.splitlines(), done.stderr) == (said, "")
