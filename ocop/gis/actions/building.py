"""The worker's part: a checked file becomes rows and one archive of tiles. Safe to run twice and to be killed."""

from __future__ import annotations

import errno
import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from ocop.core.codes import new_code
from ocop.core.errors import Refused
from ocop.core.text import normalise
from ocop.gis import cell
from ocop.gis.models import Feature, LayerVersion
from ocop.gis.shapes import Places
from ocop.gis.storage import ARCHIVES, map_storage
from ocop.gis.workflow import FAIL, FINISH
from ocop.journal.actions import record
from ocop.notices.actions import notify

log = structlog.get_logger("ocop.gis")

CHUNK = 1_000
SEARCHED = 1_500
COLOURS = (
    "#3f7d4e", "#c98a2b", "#4b7fa8", "#b5523b", "#8a6fae", "#7a8f3c", "#c47a9b", "#5f9ea0", "#9c7a4f", "#6b7a8f",
)  # fmt: skip
REST = "#b8b3a7"
SHARE_OF_TIME = 0.9
"""Of the job's time, for reading, tiling and writing rows together; what is left is for saying how it ended."""
NO_SPACE = "Máy chủ hết chỗ trên đĩa nên chưa dựng được lớp. Hãy báo quản trị viên rồi dựng lại."
OUR_FAULT = (
    "Việc dựng lớp bị dừng giữa chừng vì lỗi của hệ thống, không phải của tệp. Hãy dựng lại; nếu vẫn vậy thì báo "
    "quản trị viên."
)


class Superseded(Exception):
    """Another run of the same preparation took over; this one stops without a word."""


def build(pk: int) -> None:
    """Make the rows and tiles of a version being prepared; what is published is not touched."""
    version = _taken(pk)
    if version is None:
        return
    try:
        with cell.workplace() as folder:
            _build(version, folder, _Clock(settings.Q_CLUSTER["timeout"] * SHARE_OF_TIME))
    except Refused as refused:
        _fail(version, str(refused))
    except Superseded:
        log.info("superseded", version=pk)
    except BaseException as error:  # out of time is no Exception in the worker, and a version must not wait for ever
        log.warning("building failed", version=pk, error=repr(error))
        _fail(version, NO_SPACE if isinstance(error, OSError) and error.errno == errno.ENOSPC else OUR_FAULT)
        raise


def _taken(pk: int) -> LayerVersion | None:
    """The version, with this run as the only one that counts; None when there is nothing to prepare."""
    with transaction.atomic():
        rows = LayerVersion.objects.select_for_update(of=("self",)).select_related("file", "layer")
        version = rows.filter(pk=pk, state__in=FINISH.sources).first()
        if version is not None:
            version.run, version.prepared_at = new_code(), timezone.now()
            version.save(update_fields=["run", "prepared_at"])
    return version


class _Clock:
    """One allowance of time for the parts of a preparation."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds

    def left(self) -> int:
        """Whole seconds that are left.

        Raises:
            Refused: none.
        """
        left = int(self.end - time.monotonic())
        if left < 1:
            raise Refused(cell.TOO_LONG)
        return left


def _build(version: LayerVersion, folder: Path, clock: _Clock) -> None:
    chosen = {
        "layer": version.source_layer,
        "looked": _looked(version),
        "crs": version.crs,
        "encoding": version.encoding,
        "swapped": version.is_swapped,
        "title_field": version.title_field,
        "class_field": version.class_field,
    }
    report = cell.convert(Path(version.file.content.path), folder, chosen, seconds=clock.left())
    tiles = cell.tile(folder, chosen, seconds=clock.left())
    classes = _fill(version, folder / "rows.jsonl", clock)
    digest = _digest(folder / "tiles.pmtiles")
    name = f"{version.layer.slug}-{digest[:16]}-{version.number}.pmtiles"
    with (folder / "tiles.pmtiles").open("rb") as content:
        written = map_storage.save(f"{ARCHIVES}/{name}", File(content))
    try:
        _finish(version, report, tiles, classes, archive=written, digest=digest)
    except BaseException:
        map_storage.delete(written)
        raise


def _looked(version: LayerVersion) -> dict[str, Any]:
    """What the officer saw of the layer: it must still be that one."""
    looked: dict[str, Any] = next(
        (each for each in version.inspection["layers"] if each["key"] == version.source_layer), {}
    )
    return {key: looked[key] for key in ("count", "bounds") if key in looked}


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1024 * 1024):
            digest.update(block)
    return digest.hexdigest()


def _mine(version: LayerVersion) -> LayerVersion:
    """The locked row, while this run is still the one that counts."""
    row = LayerVersion.objects.select_for_update(of=("self",)).select_related("layer").get(pk=version.pk)
    if row.state not in FINISH.sources or row.run != version.run:
        raise Superseded
    return row


def _fill(version: LayerVersion, path: Path, clock: _Clock) -> list[dict[str, Any]]:
    """The rows of the version, in pieces so that nobody waits long; the legend by the column of classes."""
    with transaction.atomic():
        _mine(version)  # an overtaken run must not empty what another one published
        Feature.objects.filter(version=version).delete()  # of a run that was killed
    places, classes = Places(), Counter[str]()
    with path.open(encoding="utf-8") as file:
        rows = (json.loads(line) for line in file)
        for chunk in _chunks(rows):
            features = [_feature(version, row) for row in chunk]
            for feature, unit in zip(features, places.units_at([_middle(row["b"]) for row in chunk]), strict=True):
                feature.unit_id = unit
            classes.update(str(row["p"].get(version.class_field) or "") for row in chunk if version.class_field)
            clock.left()
            with transaction.atomic():
                _mine(version)
                Feature.objects.bulk_create(features, batch_size=200)
    return _legend(classes)


def _chunks(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _middle(box: list[float]) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _feature(version: LayerVersion, row: dict[str, Any]) -> Feature:
    box, said = row["b"], row["p"]
    words = " ".join(str(value) for value in said.values() if isinstance(value, str | int))
    title = str(said.get(version.title_field) or "")[:200]
    return Feature(
        version=version,
        fid=row["f"],
        geometry=row["g"],
        min_lon=box[0],
        min_lat=box[1],
        max_lon=box[2],
        max_lat=box[3],
        properties=said,
        title=title,
        name_key=normalise(title)[:200],
        search=normalise(words)[:SEARCHED],
    )


def _legend(classes: Counter[str]) -> list[dict[str, Any]]:
    named = [(value, count) for value, count in classes.most_common() if value]
    legend = [
        {"value": value[:120], "count": count, "colour": colour}
        for (value, count), colour in zip(named, COLOURS, strict=False)
    ]
    rest = sum(count for _, count in named[len(COLOURS) :])
    return [*legend, {"value": None, "count": rest, "colour": REST}] if rest else legend


def _finish(
    version: LayerVersion,
    report: dict[str, Any],
    tiles: dict[str, Any],
    classes: list[dict[str, Any]],
    *,
    archive: str,
    digest: str,
) -> None:
    with transaction.atomic():
        row = _mine(version)
        before = row.archive.name
        row.min_lon, row.min_lat, row.max_lon, row.max_lat = report["bbox"]
        row.report = {"counts": report["counts"], "kinds": report["kinds"]}
        row.count, row.fields, row.pipeline = report["count"], report["fields"], report["pipeline"]
        row.geometry_type, row.classes = report["geometry_type"], classes
        row.min_zoom, row.max_zoom = tiles["min_zoom"], tiles["max_zoom"]
        row.archive, row.archive_hash = archive, digest[:32]
        row.state = FINISH.target
        row.save()
        record(FINISH.permission, row.layer, by=None, ban=row.number, so_doi_tuong=row.count)
        notify([row.uploaded_by], f"Lớp «{row.layer}», bản {row.number}, đã dựng xong.", url=row.get_absolute_url())
        if before and before != archive:
            transaction.on_commit(lambda: map_storage.delete(before))


def _fail(version: LayerVersion, sentence: str) -> None:
    """The sentence first: a job that is out of time has seconds left. The rows go after it."""
    try:
        with transaction.atomic():
            row = _mine(version)
            row.state, row.failure = FAIL.target, sentence
            row.save(update_fields=["state", "failure"])
            record(FAIL.permission, row.layer, by=None, ban=row.number, ly_do=sentence)
            notify([row.uploaded_by], f"Chưa dựng được lớp «{row.layer}»: {sentence}", url=row.get_absolute_url())
        clear(version.pk)
    except Superseded:
        log.info("superseded", version=version.pk)


def clear(pk: int) -> None:
    """The rows of a version that shows none."""
    with transaction.atomic():
        row = LayerVersion.objects.select_for_update(of=("self",)).get(pk=pk)
        if row.state in (LayerVersion.State.FAILED, LayerVersion.State.DISCARDED):
            row.features.all().delete()
