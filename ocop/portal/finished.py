"""Finished files of the lists: made once for a version of what is public and a question, kept under var/, then sent.

So that a second download costs nothing, and so that many at once do not take every worker: a process makes a few at a
time and asks the others to come back in a moment.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Hashable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO

from django.conf import settings

from ocop.core.versions import full_key, version

AT_ONCE = 2
"""Files that one process makes at the same time."""
MOST = 60
ROOM = 300 * 1024 * 1024
"""Files kept, and their bytes together: the ones asked for longest ago go first."""

Make = Callable[[Path], None]
_making = BoundedSemaphore(AT_ONCE)


class BusyError(Exception):
    """As many files as a process makes at once are being made."""


def finished(question: Hashable, suffix: str, make: Make) -> IO[bytes]:
    """The file that answers a question, open: the one kept, or made now by `make` at the path it is given.

    Raises:
        BusyError: it would have to be made, and no more can be made now.
    """
    stamp = version()
    if not stamp:  # uncommitted changes: nobody else may see what this reads
        return _made(make, suffix)
    kept = _folder() / f"{blake2b(repr((stamp, full_key(question))).encode(), digest_size=16).hexdigest()}{suffix}"
    with suppress(FileNotFoundError):
        os.utime(kept)
        return kept.open("rb")
    file = _made(make, suffix, kept)
    _tidy()
    return file


def _folder() -> Path:
    return Path(settings.VAR_DIR) / "lists"


def _made(make: Make, suffix: str, keep: Path | None = None) -> IO[bytes]:
    if not _making.acquire(blocking=False):
        raise BusyError
    try:
        _folder().mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(suffix=f"{suffix}.part", dir=_folder())
        os.close(handle)
        half = Path(name)
        try:
            make(half)
            file = half.open("rb")
            if keep is not None:
                half.replace(keep)
            return file
        finally:
            half.unlink(missing_ok=True)
    finally:
        _making.release()


def _tidy() -> None:
    """Keep what was asked for last, as much as there is room for; what a process that died left half goes too."""
    found = []
    for path in _folder().iterdir():
        with suppress(FileNotFoundError):  # another process tidies as well
            found.append((path.stat().st_mtime, path.stat().st_size, path))
    used = 0
    for number, (_, size, path) in enumerate(sorted(found, reverse=True)):
        used += size
        if number >= MOST or used > ROOM:
            path.unlink(missing_ok=True)
