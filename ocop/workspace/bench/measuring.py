"""Taking times: one run that counts queries, then runs that are timed, each taken back afterwards."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True)
class Figures:
    """What one case took, in seconds; `cpu` is the median of this process alone, `queries` those of one run."""

    n: int
    min: float
    median: float
    max: float
    cpu: float
    queries: int

    def as_json(self) -> dict[str, float]:
        """For the report."""
        return asdict(self)


@dataclass(frozen=True)
class _Time:
    wall: float
    cpu: float


def measured(act: Callable[[], object], *, n: int) -> Figures:
    """Run `act` once to count its queries (and to warm up), then `n` times on the clock.

    Every run is rolled back, so that each finds the same rows; what a commit costs on the disk is not in the figures.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as the server does by itself a minute after many rows were written
    with transaction.atomic():
        with CaptureQueriesContext(connection) as queries:
            act()
        count = len(queries)
        transaction.set_rollback(True)
    return _figures([_rolled_back(act) for _ in range(n)], count)


def measured_once(act: Callable[[], object]) -> Figures:
    """Run `act` once and keep what it did; its queries are counted on the same run."""
    with CaptureQueriesContext(connection) as queries:
        taken = _timed(act)
    return _figures([taken], len(queries))


def _rolled_back(act: Callable[[], object]) -> _Time:
    with transaction.atomic():
        taken = _timed(act)
        transaction.set_rollback(True)
    return taken


def _timed(act: Callable[[], object]) -> _Time:
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    return _Time(time.perf_counter() - wall, time.process_time() - cpu)


def _figures(times: list[_Time], queries: int) -> Figures:
    wall = [each.wall for each in times]
    return Figures(
        n=len(times),
        min=round(min(wall), 5),
        median=round(median(wall), 5),
        max=round(max(wall), 5),
        cpu=round(median(each.cpu for each in times), 5),
        queries=queries,
    )
