"""What is fetched beside the requests that want it: a few threads, and nobody waits for one of them long."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Lock, Thread
from typing import Generic, TypeVar

T = TypeVar("T")


class Busy(Exception):
    """Not here yet, or no thread was free. Whoever asks again a little later finds it, or a free thread."""


class Coming(Generic[T]):
    """Things on their way, by key; the same thing is fetched once however many want it."""

    def __init__(self, at_once: int) -> None:
        self.at_once = at_once
        self._lock = Lock()
        self._on_the_way: dict[str, Future[T]] = {}

    def get(self, key: str, bring: Callable[[], T], *, seconds: float) -> T:
        """What `bring` gives, or raises, in a thread of its own, which goes on when we have stopped waiting.

        `bring` must leave what it found where the next one looks first, and must not touch the database.

        Raises:
            Busy: not within so many seconds, or as many as may be are on their way already.
        """
        with self._lock:
            thing = self._on_the_way.get(key)
            if thing is None:
                if len(self._on_the_way) >= self.at_once:
                    raise Busy
                thing = self._on_the_way[key] = Future()
                Thread(target=self._bring, args=(key, thing, bring), daemon=True).start()
        wait([thing], timeout=seconds)
        if not thing.done():
            raise Busy
        return thing.result()

    def _bring(self, key: str, thing: Future[T], bring: Callable[[], T]) -> None:
        try:
            found = bring()
        except BaseException as error:
            self._arrived(key)
            thing.set_exception(error)
        else:
            self._arrived(key)
            thing.set_result(found)

    def _arrived(self, key: str) -> None:
        with self._lock:
            del self._on_the_way[key]
