"""Pictures of other agencies' map servers, fetched by us: only from hosts an administrator allowed.

A server of somebody else's may be slow, gone or hostile, and a process has two threads for all its pages. So pictures
are fetched beside them, a few at once; a page's thread waits `SHORTLY`, then says «come again», and the map does. A
fetch ends after `SECONDS` whatever the other side does; what failed is not tried again for a minute.
"""

from __future__ import annotations

import http.client
import ipaddress
import math
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Thread, Timer
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import structlog

from ocop.core.errors import Refused
from ocop.gis.coming import Busy, Coming
from ocop.gis.models import ExternalLayer, MapHost
from ocop.gis.pictures import shelf

log = structlog.get_logger("ocop.gis")

SECONDS, TO_CONNECT = 8.0, 3.0
MOST, KEPT_MOST, BLOCK = 5 * 1024 * 1024, 400 * 1024, 64 * 1024
WAIT_FOR_A_TURN = 0.5
AT_ONCE, SHORTLY = 4, 0.7
IMAGES = ("image/png", "image/jpeg", "image/webp", "image/gif")
HALF = math.pi * 6_378_137
TILE = 256
WMS_OWN = {
    "service", "request", "version", "layers", "styles", "format", "transparent", "width", "height", "crs", "srs",
    "bbox",
}  # fmt: skip
_turns = BoundedSemaphore(1)
"""For what an officer waits for: it holds a page's thread, so one at a time."""

NOT_ALLOWED = "not allowed"
NOT_PUBLIC = "not a public address"
UNREACHABLE = "not reachable"
TOO_SLOW = "too slow"
TOO_LARGE = "too large"
NOT_A_PICTURE = "not a picture"
BUSY = "busy"
_SENTENCES = {
    NOT_ALLOWED: "Máy chủ «{host}» chưa được phép. Quản trị viên cấp tỉnh cần thêm máy chủ này vào danh sách trước.",
    NOT_PUBLIC: "Tên «{host}» dẫn vào mạng nội bộ nên hệ thống không mở. Hãy dùng địa chỉ công khai của máy chủ.",
    UNREACHABLE: "Không kết nối được «{host}» qua https. Hãy kiểm tra địa chỉ, chứng thư số, và máy chủ có đang chạy.",
    TOO_SLOW: "Máy chủ «{host}» trả lời quá chậm. Hãy thử lại sau, hoặc báo đơn vị quản lý máy chủ đó.",
    TOO_LARGE: "Máy chủ «{host}» trả về tệp quá lớn. Hãy kiểm tra lại địa chỉ.",
    NOT_A_PICTURE: "Máy chủ «{host}» không trả về ảnh bản đồ ({said}). Hãy kiểm tra địa chỉ, tên lớp và phiên bản.",
    BUSY: "Hệ thống đang tải ảnh khác. Hãy bấm «Lưu» lần nữa.",
}


@dataclass(frozen=True)
class Picture:
    """One tile as the other server gave it."""

    content: bytes
    media_type: str


_coming = Coming[Picture](AT_ONCE)


class NotThere(Exception):
    """The other server did not give a picture. `why` is one of the reasons above; `said` what it gave instead."""

    def __init__(self, why: str, said: str = "") -> None:
        super().__init__(why, said)
        self.why, self.said = why, said

    def sentence(self, url: str) -> str:
        """For whoever keeps the layer: what is wrong, and what to do."""
        return _SENTENCES[self.why].format(host=urlsplit(url).hostname or "", said=self.said)


def picture(layer: ExternalLayer, z: int, x: int, y: int) -> Picture:
    """One tile of another server's layer, kept for a day; of a host that is no longer allowed not even a kept one.

    Raises:
        NotThere: not allowed, not reachable, not a picture, too large, too slow; `BUSY` while it is on its way.
    """
    url = address(layer, z, x, y)
    host = host_of(url)
    kept = shelf()
    if (known := kept.get(url)) is not None:
        return Picture(*known)
    if why := kept.failure(url) or kept.failure(f"host:{host}"):
        raise NotThere(why)
    try:
        return _coming.get(url, lambda: _brought(host, url), seconds=SHORTLY)
    except Busy as busy:
        raise NotThere(BUSY) from busy


def _brought(host: str, url: str) -> Picture:
    kept = shelf()
    try:
        found = _fetched(host, url, IMAGES)
    except NotThere as error:
        kept.fail(f"host:{host}" if error.why in (UNREACHABLE, TOO_SLOW, NOT_PUBLIC) else url, error.why)
        raise
    if len(found.content) <= KEPT_MOST:
        kept.put(url, found.content, found.media_type)
    return found


def address(layer: ExternalLayer, z: int, x: int, y: int) -> str:
    """Where the other server keeps this tile."""
    if layer.kind != ExternalLayer.Kind.WMS:
        return layer.url.replace("{z}", str(z)).replace("{x}", str(x)).replace("{y}", str(y))
    side = 2 * HALF / (1 << z)
    west, north = -HALF + x * side, HALF - y * side
    query = {
        "service": "WMS", "request": "GetMap", "version": layer.version, "layers": layer.layers, "styles": "",
        "format": "image/png", "transparent": "true", "width": TILE, "height": TILE,
        "crs" if layer.version >= "1.3" else "srs": "EPSG:3857",
        "bbox": f"{west:.3f},{north - side:.3f},{west + side:.3f},{north:.3f}",
    }  # fmt: skip
    parts = urlsplit(layer.url)
    # an address copied from a capabilities document keeps only what is the server's own
    own = [each for each in parse_qsl(parts.query, keep_blank_values=True) if each[0].lower() not in WMS_OWN]
    return urlunsplit(parts._replace(query=urlencode([*own, *query.items()]), fragment=""))


def host_of(url: str) -> str:
    """The host of an address we may ask.

    Raises:
        NotThere: not https, or nobody vouched for the host.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    if parts.scheme != "https" or parts.username or not MapHost.objects.filter(host=host).exists():
        raise NotThere(NOT_ALLOWED)
    return host


def fetch(url: str, kinds: tuple[str, ...] = IMAGES) -> Picture:
    """A picture or a document from an allowed host, now, for somebody who waits for it.

    Raises:
        NotThere: see `picture`.
    """
    host = host_of(url)
    if not _turns.acquire(timeout=WAIT_FOR_A_TURN):
        raise NotThere(BUSY)
    try:
        return _fetched(host, url, kinds)
    finally:
        _turns.release()


def _fetched(host: str, url: str, kinds: tuple[str, ...]) -> Picture:
    until = time.monotonic() + SECONDS
    try:
        return _from_any(host, url, kinds, until)
    except (OSError, http.client.HTTPException) as error:
        log.info("map server", host=host, error=type(error).__name__)
        is_slow = isinstance(error, TimeoutError) or time.monotonic() >= until
        raise NotThere(TOO_SLOW if is_slow else UNREACHABLE, type(error).__name__) from error


def _from_any(host: str, url: str, kinds: tuple[str, ...], until: float) -> Picture:
    """From the first of the host's addresses that lets us in."""
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    failed: OSError = TimeoutError()
    for at in public_addresses(host, until):
        connection = _Pinned(host, at, parts.port or 443, until)
        try:
            connection.connect()
        except OSError as error:
            failed = error
            connection.close()
            continue
        with _cut_off(connection, until):
            connection.request("GET", path, headers={"Host": parts.netloc, "User-Agent": "OCOP"})
            with connection.getresponse() as response:  # it holds the line until it is closed itself
                return _read(response, kinds, until)
    raise failed


def public_addresses(host: str, until: float) -> list[str]:
    """The addresses of a host in the open network, looked up once and used as they are: none changes in between.

    Raises:
        NotThere: any of its addresses is inside somebody's own network.
        OSError: the name is not known, or the name service says nothing.
    """
    found = list(dict.fromkeys(str(each[4][0]) for each in _looked_up(host, until)))
    if not found or not all(_is_public(each) for each in found):
        raise NotThere(NOT_PUBLIC)
    return found


def _is_public(text: str) -> bool:
    at = ipaddress.ip_address(text.partition("%")[0])
    at = getattr(at, "ipv4_mapped", None) or at
    return at.is_global and not at.is_multicast


def _looked_up(host: str, until: float) -> list[tuple[object, object, object, object, tuple[object, ...]]]:
    """What the name service says. It knows no time limit, so it is asked beside us."""
    said: SimpleQueue[list[tuple[object, object, object, object, tuple[object, ...]]] | OSError] = SimpleQueue()

    def ask() -> None:
        try:
            said.put(list(socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)))
        except (OSError, UnicodeError) as error:
            said.put(error if isinstance(error, OSError) else OSError(str(error)))

    Thread(target=ask, daemon=True).start()
    try:
        found = said.get(timeout=_left(until))
    except Empty as error:
        raise TimeoutError from error
    if isinstance(found, OSError):
        raise found
    return found


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


class _Pinned(http.client.HTTPSConnection):
    """To this address, under the host's own certificate."""

    def __init__(self, host: str, at: str, port: int, until: float) -> None:
        super().__init__(host, port)
        self._at, self._until = at, until

    def connect(self) -> None:
        until = min(self._until, time.monotonic() + TO_CONNECT)
        plain = socket.create_connection((self._at, self.port), timeout=_left(until))
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False)
        with _cut_off(self, until, closes=False):
            self.sock.do_handshake()
        self.sock.settimeout(_left(self._until))


@contextmanager
def _cut_off(connection: http.client.HTTPConnection, until: float, *, closes: bool = True) -> Iterator[None]:
    """End the connection at that time, also of a server that sends a byte now and then."""

    def end() -> None:
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)
        except (OSError, AttributeError):
            return  # it has ended by itself

    timer = Timer(_left(until), end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        if closes:
            connection.close()


def _read(response: http.client.HTTPResponse, kinds: tuple[str, ...], until: float) -> Picture:
    media_type = (response.headers.get_content_type() or "").lower()
    if response.status != 200 or media_type not in kinds:  # a redirect is not followed: it could lead inside
        raise NotThere(NOT_A_PICTURE, f"{response.status} {media_type}")
    content = bytearray()
    while block := response.read1(BLOCK):
        content += block
        if len(content) > MOST:
            raise NotThere(TOO_LARGE)
        _left(until)
    _left(until)  # what was cut off looks like an end
    if response.length:
        raise http.client.IncompleteRead(bytes(content), response.length)
    return Picture(bytes(content), media_type)


def check(layer: ExternalLayer, latitude: float, longitude: float) -> None:
    """Whether the other server gives a picture of this place, asked when the layer is saved.

    Raises:
        Refused: it does not; the sentence says why.
    """
    z = max(layer.min_zoom, min(layer.max_zoom, 10))
    x = int((longitude + 180) / 360 * (1 << z))
    y = int((1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2 * (1 << z))
    url = address(layer, z, x, y)
    try:
        fetch(url)
    except NotThere as error:
        raise Refused(error.sentence(url)) from error
    kept = shelf()
    kept.forget(url)
    kept.forget(f"host:{urlsplit(url).hostname}")
