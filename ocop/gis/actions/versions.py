"""A file becomes a version of a layer, and the version becomes what everybody sees."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from ocop.accounts.models import User
from ocop.core.access import require
from ocop.core.codes import new_code
from ocop.core.errors import Refused
from ocop.core.later import later
from ocop.core.workflow import Transition
from ocop.files.actions import store_checked
from ocop.gis import cell, systems
from ocop.gis.actions.building import build
from ocop.gis.models import Layer, LayerVersion
from ocop.gis.reading.arrival import MAX_MB, MB
from ocop.gis.reading.texts import decode
from ocop.gis.storage import map_storage
from ocop.gis.workflow import DISCARD, PREPARE, PUBLISH, RETIRE, ROLL_BACK
from ocop.journal.actions import record

STUCK_AFTER = timedelta(minutes=15)
"""A preparation that says nothing for so long was killed more often than the worker tries again."""
BUSY = "Lớp đang được dựng. Hãy đợi vài phút."
MOVED_ON = "Bản này đã chuyển sang trạng thái khác. Hãy mở lại trang để xem."


@dataclass(frozen=True)
class Choice:
    """What an officer chose after looking at the preview; columns by their place in the file."""

    layer: str
    crs: str
    encoding: str
    is_swapped: bool = False
    title_column: int | None = None
    class_column: int | None = None


def upload(layer: Layer, uploaded: UploadedFile, *, by: User) -> LayerVersion:
    """Tải tệp lên: look into the file in a locked-down process and keep it as a version that waits for choices.

    Raises:
        Refused: the file is of no use, with the sentence that says why. Nothing is kept then.
    """
    require(by, "layer.manage", layer)
    if (uploaded.size or 0) > MAX_MB * MB:
        raise Refused(f"Tệp lớn hơn {MAX_MB} MB. Hãy chia thành nhiều lớp, hoặc bỏ bớt cột và đỉnh thừa.")
    with cell.workplace() as folder:
        inspection = cell.inspect(_on_disk(uploaded, folder), folder)
    first = inspection["layers"][0]
    with transaction.atomic():
        layer = Layer.objects.select_for_update(of=("self",)).get(pk=layer.pk)
        file = store_checked(uploaded, name=uploaded.name or "lop", media_type="application/octet-stream", by=by)
        last = layer.versions.aggregate(last=Max("number"))["last"] or 0
        version = LayerVersion.objects.create(
            layer=layer,
            number=last + 1,
            file=file,
            inspection=inspection,
            source_layer=first["key"],
            encoding=first["encoding"],
            crs=systems.propose(first["crs"]).key,
            uploaded_by=by,
        )
        record("layerversion.upload", layer, by=by, ban=version.number, tep=file.name, sha256=file.sha256)
    return version


def _on_disk(uploaded: UploadedFile, folder: Path) -> Path:
    path = folder / "upload"
    with path.open("wb") as out:
        for chunk in uploaded.chunks():
            out.write(chunk)
    uploaded.seek(0)
    return path


@contextmanager
def _moving(version: LayerVersion, step: Transition, *, by: User) -> Iterator[LayerVersion]:
    """Lock the layer, then the version; check who and from where; then set the state and say so in the journal."""
    with transaction.atomic():
        Layer.objects.select_for_update(of=("self",)).get(pk=version.layer_id)
        row = (
            LayerVersion.objects.select_for_update(of=("self",))
            .select_related("layer__unit", "file")
            .get(pk=version.pk)
        )
        if row.state not in step.sources:
            raise Refused(MOVED_ON)
        require(by, step.permission, row)
        yield row
        row.state = step.target
        row.save()
        record(step.permission, row.layer, by=by, ban=row.number)


def prepare(version: LayerVersion, choice: Choice, *, by: User) -> LayerVersion:
    """Dựng lớp: the choices are kept and the worker makes rows and tiles of the file.

    Raises:
        Refused: no such layer, system or encoding; being prepared already.
    """
    with transaction.atomic():
        with _moving(version, PREPARE, by=by) as row:
            if row.state == LayerVersion.State.PREPARING and not is_stuck(row):
                raise Refused(BUSY)
            looked = next((each for each in row.inspection["layers"] if each["key"] == choice.layer), None)
            if looked is None:
                raise Refused("Tệp không có lớp này. Hãy chọn lại.")
            if choice.crs != systems.AS_SAID:
                systems.system(choice.crs)
            row.source_layer, row.crs, row.encoding = choice.layer, choice.crs, choice.encoding
            row.is_swapped, row.failure = choice.is_swapped, ""
            row.title_field = _column(looked["fields"], choice.title_column, choice.encoding)
            row.class_field = _column(looked["fields"], choice.class_column, choice.encoding)
            row.run, row.prepared_at = new_code(), timezone.now()
        later(build, row.pk)
    version.refresh_from_db()
    return version


def is_stuck(version: LayerVersion) -> bool:
    """Whether a preparation has been silent for too long."""
    return version.prepared_at is None or timezone.now() - version.prepared_at > STUCK_AFTER


def _column(fields: list[str], at: int | None, encoding: str) -> str:
    return decode(fields[at], encoding)[:120] if at is not None and 0 <= at < len(fields) else ""


def publish(version: LayerVersion, *, by: User) -> LayerVersion:
    """Công bố: from now on the layer shows this version; the one before is kept."""
    with _moving(version, PUBLISH, by=by) as row:
        _show(row, by=by)
    return row


def roll_back(version: LayerVersion, *, by: User) -> LayerVersion:
    """Công bố lại bản cũ: the layer shows an earlier version again, exactly as it was."""
    with _moving(version, ROLL_BACK, by=by) as row:
        _show(row, by=by)
    return row


def retire(version: LayerVersion, *, by: User) -> LayerVersion:
    """Thôi công bố: the layer shows nothing until a version is published again."""
    with _moving(version, RETIRE, by=by) as row:
        row.layer.published = None
        row.layer.save(update_fields=["published"])
    return row


def _show(row: LayerVersion, *, by: User) -> None:
    for before in row.layer.versions.filter(state=LayerVersion.State.PUBLISHED):
        before.state = RETIRE.target
        before.save(update_fields=["state"])
        record(RETIRE.permission, row.layer, by=by, ban=before.number)
    row.published_at = timezone.now()
    row.layer.published = row
    row.layer.save(update_fields=["published"])


def discard(version: LayerVersion, *, by: User) -> LayerVersion:
    """Bỏ bản này: its rows and tiles go; the original file, the choices and the report stay for the record.

    Raises:
        Refused: it is being prepared, by a worker that was heard of lately.
    """
    with _moving(version, DISCARD, by=by) as row:
        if row.state == LayerVersion.State.PREPARING and not is_stuck(row):
            raise Refused(BUSY)
        row.features.all().delete()
        archive, row.archive, row.archive_hash = row.archive.name, "", ""
        if archive and not LayerVersion.objects.filter(archive=archive).exclude(pk=row.pk).exists():
            transaction.on_commit(lambda: map_storage.delete(archive))
    return row
