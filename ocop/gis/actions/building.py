"""The worker's part: a checked file becomes rows and one archive of tiles. Safe to run twice and to be killed."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import structlog
from django.core.files.base import File
from django.db import transaction

from ocop.core.errors import Refused
from ocop.core.text import normalise
from ocop.gis import cell
from ocop.gis.models import Feature, LayerVersion
from ocop.gis.shapes import Places
from ocop.gis.storage import map_storage
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


class Superseded(Exception):
    """Another run of the same preparation took over; this one stops without a word."""


def build(pk: int) -> None:
    """Make the rows and tiles of a version being prepared; what is published is not touched."""
    version = LayerVersion.objects.select_related("file", "layer").filter(pk=pk).first()
    if version is None or version.state not in FINISH.sources:
        return
    try:
        with cell.workplace() as folder:
            _build(version, folder)
    except Refused as refused:
        _fail(version, str(refused))
    except Superseded:
        log.info("superseded", version=pk)


def _build(version: LayerVersion, folder: Path) -> None:
    chosen = {
        "layer": version.source_layer,
        "crs": version.crs,
        "encoding": version.encoding,
        "swapped": version.is_swapped,
        "title_field": version.title_field,
        "class_field": version.class_field,
    }
    report = cell.convert(Path(version.file.content.path), folder, chosen)
    tiles = cell.tile(folder, chosen)
    classes = _fill(version, folder / "rows.jsonl")
    digest = _digest(folder / "tiles.pmtiles")
    name = f"{version.layer.slug}-{digest[:16]}-{version.number}.pmtiles"
    with (folder / "tiles.pmtiles").open("rb") as content:
        written = map_storage.save(f"archives/{name}", File(content))
    try:
        _finish(version, report, tiles, classes, archive=written, digest=digest)
    except BaseException:
        map_storage.delete(written)
        raise


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


def _fill(version: LayerVersion, path: Path) -> list[dict[str, Any]]:
    """The rows of the version, in pieces so that nobody waits long; the legend by the column of classes."""
    Feature.objects.filter(version=version).delete()  # of a run that was killed
    places, classes = Places(), Counter[str]()
    with path.open(encoding="utf-8") as file:
        rows = (json.loads(line) for line in file)
        for chunk in _chunks(rows):
            features = [_feature(version, row) for row in chunk]
            for feature, unit in zip(features, places.units_at([_middle(row["b"]) for row in chunk]), strict=True):
                feature.unit_id = unit
            classes.update(str(row["p"].get(version.class_field) or "") for row in chunk if version.class_field)
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
    return Feature(
        version=version,
        fid=row["f"],
        geometry=row["g"],
        min_lon=box[0],
        min_lat=box[1],
        max_lon=box[2],
        max_lat=box[3],
        properties=said,
        title=str(said.get(version.title_field) or "")[:200],
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
    with transaction.atomic():
        try:
            row = _mine(version)
        except Superseded:
            return
        row.features.all().delete()
        row.state, row.failure = FAIL.target, sentence
        row.save()
        record(FAIL.permission, row.layer, by=None, ban=row.number, ly_do=sentence)
        notify([row.uploaded_by], f"Chưa dựng được lớp «{row.layer}»: {sentence}", url=row.get_absolute_url())
