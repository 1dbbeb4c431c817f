"""Pictures of other agencies' servers kept on disk: a folder of their own, so that visitors who move a map never write
to the database and push out nothing else. What could not be fetched is remembered too, for a minute."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

DRAWERS = 256
"""Every entry lies in the drawer its key begins with. A drawer is small enough to be looked through at each writing."""
MOST_ENTRIES = 25_600
MOST_BYTES = 256 * 1024 * 1024
KEPT_FOR = 86_400.0
FAILED_FOR = 60.0
_FAILED = "failed"


class Shelf:
    """Pictures by address, each a file: its kind on the first line, then its bytes."""

    def __init__(self, folder: Path, entries: int = MOST_ENTRIES, size: int = MOST_BYTES) -> None:
        self.folder = folder
        self.entries, self.size = max(1, entries // DRAWERS), max(1, size // DRAWERS)

    def get(self, address: str) -> tuple[bytes, str] | None:
        """The picture of this address and its kind, when it was kept within a day."""
        found = self._read(address, KEPT_FOR)
        return (found[1], found[0]) if found and found[0] != _FAILED else None

    def failure(self, address: str) -> str:
        """Why this address gave nothing within the last minute; empty when it was not tried."""
        found = self._read(address, FAILED_FOR)
        return found[1].decode() if found and found[0] == _FAILED else ""

    def put(self, address: str, content: bytes, kind: str) -> None:
        """Keep a picture. What is larger than its drawer is not kept; what is oldest makes room."""
        path = self._path(address)
        entry = kind.encode() + b"\n" + content
        if len(entry) > self.size:
            return
        with suppress(OSError):  # a full disk costs the copy, never the picture
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
            with os.fdopen(handle, "wb") as file:
                file.write(entry)
            Path(name).replace(path)
            self._make_room(path.parent)

    def fail(self, address: str, why: str) -> None:
        """Remember that this address gave nothing."""
        self.put(address, why.encode(), _FAILED)

    def forget(self, address: str) -> None:
        """Ask for this address again."""
        self._path(address).unlink(missing_ok=True)

    def _path(self, address: str) -> Path:
        key = hashlib.blake2b(address.encode(), digest_size=20).hexdigest()
        return self.folder / key[:2] / key

    def _read(self, address: str, seconds: float) -> tuple[str, bytes] | None:
        path = self._path(address)
        try:
            if time.time() - path.stat().st_mtime > seconds:
                return None
            kind, _, content = path.read_bytes().partition(b"\n")
        except OSError:
            return None
        return kind.decode(), content

    def _make_room(self, drawer: Path) -> None:
        found = []
        for path in drawer.iterdir():
            with suppress(OSError):  # another process made room at the same time
                known = path.stat()
                found.append((known.st_mtime_ns, known.st_size, path))
        found.sort(key=lambda each: each[0])
        count, size = len(found), sum(each[1] for each in found)
        for _, length, path in found:
            if count <= self.entries and size <= self.size:
                break
            path.unlink(missing_ok=True)
            count, size = count - 1, size - length


def shelf() -> Shelf:
    """Where this installation keeps them."""
    return Shelf(Path(settings.PRIVATE_ROOT).parent / "pictures")
