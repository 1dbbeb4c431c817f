"""Counts what visitors read: in memory, written down now and then, in numbers that lead to nobody.

No cookie, no stored address: a day's visitors are told apart by a digest of their address under a key of that day
(`VisitorMark`), and only their number is kept. Robots, and people who are signed in, are not counted.
"""

from __future__ import annotations

import atexit
import re
import time
from collections import Counter
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from threading import Lock

import structlog
from django.conf import settings
from django.core.signals import request_finished
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.decorators import sync_only_middleware

from ocop.content.actions import visits
from ocop.core.dates import today
from ocop.core.guard import address_of
from ocop.core.middleware import Answer

MOST, SECONDS = 500, 60
"""Written down when so many pages were counted, or when the first of them is so old."""
READ = {"portal", "content", "atlas"}
NOT_READ = {"picture", "rendition", "panel", "sent", "asked", "enquiry_sent"}
ROBOT = re.compile(
    r"bot|crawl|spider|slurp|preview|facebookexternal|archive|monitor|check|scan|fetch|feed|headless|http|python|java/"
    r"|curl|wget|go-|okhttp|lighthouse",
    re.IGNORECASE,
)

log = structlog.get_logger("ocop.visits")


class Tally:
    """What this process has counted and not written down yet."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._clear()

    def _clear(self) -> None:
        self._views: Counter[tuple[date, str]] = Counter()
        self._marks: set[tuple[date, str]] = set()
        self._count, self._since = 0, 0.0

    def add(self, day: date, section: str, mark: str) -> None:
        """One more page looked at."""
        with self._lock:
            self._since = self._since or time.monotonic()
            self._count += 1
            self._views[day, section] += 1
            self._marks.add((day, mark))

    @property
    def is_due(self) -> bool:
        """Whether it is time to write down."""
        return self._count >= MOST or (self._count > 0 and time.monotonic() - self._since >= SECONDS)

    def write(self) -> None:
        """Write down what was counted. What cannot be written now is kept for the next time."""
        with self._lock:
            views, marks = self._views, self._marks
            self._clear()
        if not views:
            return
        try:
            visits.add(views, marks, day=today())
        except DatabaseError as error:
            log.warning("visits not written", error=str(error))
            with self._lock:
                self._views.update(views)
                self._marks |= marks
                self._count, self._since = self._count + 1, time.monotonic()


tally = Tally()


@sync_only_middleware
def count_visits(get_response: Answer) -> Answer:
    """Count each public page a visitor looks at, those answered from memory too; never a query for it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if settings.COUNT_VISITS and is_a_visit(request, response):
            day = today()
            tally.add(day, section_of(request.path), mark_of(address_of(request), day))
        return response

    return middleware


def is_a_visit(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether a person without an account looked at a whole public page."""
    match = request.resolver_match
    return (
        match is not None
        and (match.namespace in READ or match.url_name == "wagtail_serve")
        and match.url_name not in NOT_READ
        and request.method == "GET"
        and (response.status_code == 304 or (response.status_code == 200 and _is_page(response)))
        and request.path.endswith("/")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "HX-Request" not in request.headers
        and "prefetch" not in request.headers.get("Sec-Purpose", "")
        and not is_robot(request.headers.get("User-Agent", ""))
    )


def _is_page(response: HttpResponse) -> bool:
    return response.get("Content-Type", "").startswith("text/html")


@lru_cache(maxsize=1000)
def is_robot(agent: str) -> bool:
    """Whether a program calls itself one, or does not say what it is."""
    return not agent or ROBOT.search(agent) is not None


def section_of(path: str) -> str:
    """The first part of the address without its language: «san-pham»; empty for the home page."""
    parts = path.split("/", 3)
    codes = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    return (parts[2] if parts[1] in codes and len(parts) > 2 else parts[1])[:60]


def mark_of(address: str, day: date) -> str:
    """The mark of an address on a day."""
    return blake2b(address.encode(), key=_key(day), digest_size=12).hexdigest()


@lru_cache(maxsize=2)
def _key(day: date) -> bytes:
    return salted_hmac("ocop.content.counting", day.isoformat(), algorithm="sha256").digest()


def write_when_due(**_: object) -> None:
    """After an answer has been sent."""
    if tally.is_due:
        tally.write()


def listen() -> None:
    """Write down after requests, and what is left when the process ends."""
    request_finished.connect(write_when_due)
    atexit.register(tally.write)
