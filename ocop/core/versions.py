"""The version of what the public pages show, and values kept for one version.

Every committed change of a row that public pages show gives the site a new stamp; what was kept under the old one is
never asked for again. So a page may be kept without a time limit, and a change is visible on the next request. The day
and the language are part of every key: at midnight what is in force is worked out anew.
See docs/decisions/0010-kept-by-version.md.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from enum import IntEnum
from functools import partial
from threading import Lock
from typing import Any, TypeVar

import structlog
from asgiref.local import Local
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import DatabaseError, connection, transaction
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils.translation import get_language

from ocop.core.dates import today

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


class Reach(IntEnum):
    """How far a change goes. Each has a stamp, and a change writes those up to its own: the dearer to make what hangs
    on a stamp, the fewer changes reach it."""

    PAGES = 1
    REGISTER = 2
    GROUND = 3


_NAMES = {Reach.PAGES: "public", Reach.REGISTER: "register", Reach.GROUND: "ground"}
TABLE = "core_version"
NO_CACHE, PARTS, PAGES = "none", "parts", "page"
ROOM = 64 * 1024 * 1024
"""Bytes of kept values a process may hold, about; a province's busy pages take a tenth of it."""

log = structlog.get_logger("ocop.versions")
_shown: set[type[Model]] = set()
_reach: dict[Any, Reach] = {}
_request = Local()


# Writing: what changes the version


def shown(*models: type[Model], reach: Reach = Reach.REGISTER) -> None:
    """Say that public pages show rows of these models: from now on their changes change the version.

    PAGES: no list, filter or figure is made of them (news, pictures, positions on the map). GROUND: the law and the
    units, under which everything is filed.
    """
    for model in models:
        if model in _shown:
            continue
        _shown.add(model)
        _reach[model] = reach
        post_save.connect(_on_change, sender=model)
        post_delete.connect(_on_change, sender=model)
        for field in model._meta.local_many_to_many:
            through = field.remote_field.through
            _reach[through] = reach
            m2m_changed.connect(_on_change, sender=through)


def _on_change(sender: Any, **_: Any) -> None:
    bump(_reach[sender])


def changed(model: type[Model]) -> None:
    """Rows of this model were written without signals (by update or in bulk)."""
    if model in _shown:
        bump(_reach[model])


def bump(reach: Reach = Reach.GROUND) -> None:
    """A new version once this transaction is committed; at once where there is none.

    Never inside the transaction: every writer would wait for the one row, and two could wait for each other.
    """
    _forget()
    if not connection.in_atomic_block:
        _WRITES[reach]()
    elif not _is_waiting(reach):
        transaction.on_commit(_WRITES[reach])


def is_unsettled(reach: Reach = Reach.PAGES) -> bool:
    """Whether this connection has written rows of that reach that are not committed: nobody else may see what it
    reads of them."""
    return _is_waiting(reach)


def _is_waiting(reach: Reach) -> bool:
    waiting = [write for each, write in _WRITES.items() if each >= reach]
    return any(entry[1] in waiting for entry in connection.run_on_commit)


def _write(reach: Reach) -> None:
    with connection.cursor() as cursor:
        for each in sorted((each for each in Reach if each <= reach), reverse=True):  # in one order, for two at once
            cursor.execute(
                f"INSERT INTO {TABLE} (name, stamp) VALUES (%s, %s)"
                " ON CONFLICT (name) DO UPDATE SET stamp = excluded.stamp",
                [_NAMES[each], secrets.token_urlsafe(9)],
            )
    _forget()


_WRITES: dict[Reach, Callable[[], None]] = {reach: partial(_write, reach) for reach in Reach}


def begin() -> None:
    """A new version as a server process starts: one that died between a commit and its stamp leaves nothing behind."""
    try:
        bump()
    except DatabaseError:  # without tables yet, the pages will say so
        log.warning("no version at start")
    finally:
        connection.close()


# Reading


def version(reach: Reach = Reach.PAGES) -> str:
    """The stamp of now, asked once a request. Empty while uncommitted changes are held: keep nothing then."""
    return "" if is_unsettled(reach) else _stamps().get(_NAMES[reach], "0")


def _stamps() -> dict[str, str]:
    known: dict[str, str] | None = getattr(_request, "stamps", None)
    if known is None:
        known = _read()
        if getattr(_request, "is_open", False):
            _request.stamps = known
    return known


def _read() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT name, stamp FROM {TABLE}")
        return dict(cursor.fetchall())


def _forget(**_: Any) -> None:
    _request.stamps = None


def _open(**_: Any) -> None:
    _request.stamps, _request.is_open = None, True


def _close(**_: Any) -> None:
    _request.stamps, _request.is_open = None, False


request_started.connect(_open)
request_finished.connect(_close)


# Keeping


class Shelf:
    """Values of one version in this process: the least used go first when there is no room, all go with the version."""

    def __init__(self, room: int) -> None:
        self.room = room
        self._lock = Lock()
        self._clear("")

    def _clear(self, stamp: str) -> None:
        self._stamp, self._used = stamp, 0
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, stamp: str, key: Hashable) -> Any:
        """The value kept under the key for this version; None when there is none."""
        with self._lock:
            if stamp != self._stamp or key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def put(self, stamp: str, key: Hashable, value: Any) -> None:
        """Keep a value for this version. What is larger than an eighth of the room is not kept."""
        size = _size_of(value)
        if size > self.room // 8:
            return
        with self._lock:
            if stamp != self._stamp:
                self._clear(stamp)
            _, old = self._kept.pop(key, (None, 0))
            self._kept[key] = (value, size)
            self._used += size - old
            while self._used > self.room:
                self._used -= self._kept.popitem(last=False)[1][1]

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._clear("")


def _size_of(value: Any) -> int:
    """About how many bytes a value takes: text by its length, a list by its members, other things as a kilobyte."""
    if isinstance(value, str | bytes) or hasattr(value, "packed"):
        return 500 + len(value)
    if isinstance(value, list | tuple):
        return 120 + sum(_size_of(each) for each in value)
    if isinstance(value, dict):
        return 240 + sum(_size_of(key) + _size_of(each) for key, each in value.items())
    return 40 if value is None or isinstance(value, int | float) else 1000


shelf = Shelf(ROOM)


def full_key(key: Hashable) -> tuple[Hashable, Hashable, Hashable]:
    """The key with what a value always depends on beside the version: the legal day and the language."""
    return today(), get_language(), key


def cached(key: Hashable, make: Callable[[], T]) -> T:
    """The value made for this key since the last published change, today and in this language; or made now.

    `make` returns something nobody changes afterwards, and never a lazy QuerySet; None is not kept.
    """
    if settings.PORTAL_CACHE == NO_CACHE or not (stamp := version()):
        return make()
    whole = full_key(key)
    found: T | None = shelf.get(stamp, whole)
    if found is None:
        found = make()
        shelf.put(stamp, whole, found)
    return found


def cached_each(name: str, keys: Iterable[K], make: Callable[[list[K]], dict[K, T]]) -> dict[K, T]:
    """The same for many things of a name at once: `make` gets the keys of those that are not kept."""
    keys = list(keys)
    if settings.PORTAL_CACHE == NO_CACHE or not (stamp := version()):
        return make(keys)
    day, language, _ = full_key(name)
    whole = {key: (day, language, (name, key)) for key in keys}
    found: dict[K, T] = {key: kept for key in keys if (kept := shelf.get(stamp, whole[key])) is not None}
    if missing := [key for key in keys if key not in found]:
        made = make(missing)
        for key, value in made.items():
            shelf.put(stamp, whole[key], value)
        found |= made
    return found
