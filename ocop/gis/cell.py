"""Asking the locked-down process to read a file: our side of `python -m ocop.gis.reading`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings

from ocop.core.errors import Refused

log = structlog.get_logger("ocop.gis")

READERS = (
    "ESRI Shapefile", "GPKG", "GeoJSON", "GeoJSONSeq", "KML", "LIBKML", "MapInfo File", "DXF", "GPX", "FlatGeobuf",
    "OpenFileGDB",
)  # fmt: skip
"""The only drivers the process has for somebody's file. VRT and GDALG would open any other file on the server."""
WRITERS = ("PMTiles", "MBTiles", "MVT", "SQLite", "GPKG", "GeoJSON", "MEM")
LOOK = {"seconds": 60, "memory_mb": 4096, "file_mb": 1600}
WORK = {"seconds": 540, "memory_mb": 6144, "file_mb": 4096}
MB_A_SECOND = 4
"""A look has another second for so much of a file: KML and GeoJSON have no index and are read whole, about 9 MB of KML
in a second of a processor, so that the largest file takes a quarter of its time."""

GRACE = 10
"""Seconds a process gets to start and to answer, beyond its time for the work."""
LEFT_BEHIND_AFTER = 86_400

TOO_LONG = (
    "Đọc tệp mất quá lâu hoặc cần quá nhiều bộ nhớ nên đã dừng. Hãy chia thành nhiều tệp nhỏ hơn hoặc bỏ bớt đỉnh thừa."
)
BROKEN = "Không đọc được tệp: dữ liệu hỏng hoặc có cấu trúc lạ. Hãy mở bằng QGIS, lưu thành GeoPackage rồi tải lên."


@contextmanager
def workplace() -> Iterator[Path]:
    """A fresh folder for one task, on the same disk as the uploads; gone afterwards."""
    root = Path(settings.PRIVATE_ROOT).parent / "maps" / "work"
    root.mkdir(parents=True, exist_ok=True)
    _forget_left_behind(root)
    folder = Path(tempfile.mkdtemp(dir=root))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _forget_left_behind(root: Path) -> None:
    """Folders of processes that were killed."""
    for each in root.iterdir():
        if time.time() - each.stat().st_mtime > LEFT_BEHIND_AFTER:
            shutil.rmtree(each, ignore_errors=True)


def inspect(path: Path, folder: Path) -> dict[str, Any]:
    """A first look at a file, in a time that grows with its size.

    Raises:
        Refused: the sentence for the officer.
    """
    more = path.stat().st_size // (MB_A_SECOND * 1024 * 1024)
    return _ask("inspect", folder, {**LOOK, "seconds": LOOK["seconds"] + more}, READERS, path=str(path))


def convert(path: Path, folder: Path, chosen: dict[str, Any], *, seconds: int = WORK["seconds"]) -> dict[str, Any]:
    """The whole file into `rows.jsonl` in the folder.

    Raises:
        Refused: the sentence for the officer.
    """
    return _ask("convert", folder, {**WORK, "seconds": seconds}, READERS, path=str(path), chosen=chosen)


def tile(folder: Path, chosen: dict[str, Any], *, seconds: int = WORK["seconds"]) -> dict[str, Any]:
    """`rows.jsonl` of the folder into `tiles.pmtiles`.

    Raises:
        Refused: out of time or memory.
    """
    return _ask("tile", folder, {**WORK, "seconds": seconds}, WRITERS, chosen=chosen)


@lru_cache(maxsize=1)
def _drivers() -> tuple[str, ...]:
    """Every driver of this build, asked once of a process that opens nothing."""
    answer = _run({"do": "drivers", "limits": LOOK}, _environment(()), cwd=Path(tempfile.gettempdir()), seconds=60)
    return tuple(answer["ok"])


def _ask(do: str, folder: Path, limits: dict[str, int], drivers: tuple[str, ...], **task: Any) -> dict[str, Any]:
    skipped = tuple(each for each in _drivers() if each not in drivers)
    message = {"do": do, "folder": str(folder), "limits": limits, **task}
    answer = _run(message, _environment(skipped), cwd=folder, seconds=limits["seconds"])
    if not answer.get("locked"):
        log.warning("reading process not locked: this system has no such lock", do=do)
    if "refused" in answer:
        raise Refused(answer["refused"])
    return dict(answer["ok"])


def run_code(code: str, path: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of Python on a file in the reader's own surroundings; for tests of what those hold off."""
    skipped = tuple(each for each in _drivers() if each not in READERS)
    command = [sys.executable, "-c", code, str(path)]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, env=_environment(skipped), cwd=path.parent, check=False
    )


def _environment(skipped: tuple[str, ...]) -> dict[str, str]:
    """Nothing of ours goes along: no password, no key."""
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": tempfile.gettempdir(),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(settings.BASE_DIR),
        "PYTHONDONTWRITEBYTECODE": "1",
        "GDAL_SKIP": ",".join(skipped),
        "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
        "GDAL_HTTP_TIMEOUT": "1",
        "PROJ_NETWORK": "OFF",
        "SHAPE_RESTORE_SHX": "YES",
        "OGR_GEOJSON_MAX_OBJ_SIZE": "200",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "GDAL_NUM_THREADS": str(min(2, os.cpu_count() or 1)),
    }


def _run(message: dict[str, Any], environment: dict[str, str], *, cwd: Path, seconds: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "ocop.gis.reading"]
    try:
        done = subprocess.run(
            command,
            input=json.dumps(message) + "\n",
            capture_output=True,
            text=True,
            timeout=seconds + GRACE,
            env=environment,
            cwd=cwd,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(TOO_LONG) from error
    if done.returncode != 0:
        log.warning("reading failed", code=done.returncode, error=done.stderr[-500:])
        raise Refused(TOO_LONG if done.returncode in (-24, -9) else BROKEN)
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        log.warning("reading answered oddly", output=done.stdout[-200:], error=done.stderr[-500:])
        raise Refused(BROKEN) from error
    return answer
