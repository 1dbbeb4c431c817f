"""Pictures of other agencies' map servers, fetched by us: only from hosts an administrator allowed."""

from __future__ import annotations

import http.client
import ipaddress
import math
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

import structlog
from django.core.cache import cache

from ocop.core.errors import Refused
from ocop.gis.models import ExternalLayer, MapHost

log = structlog.get_logger("ocop.gis")

SECONDS, MOST, KEPT_MOST, KEPT_FOR = 10, 5 * 1024 * 1024, 400 * 1024, 86_400
IMAGES = ("image/png", "image/jpeg", "image/webp", "image/gif")
HALF = math.pi * 6_378_137
TILE = 256


@dataclass(frozen=True)
class Picture:
    """One tile as the other server gave it."""

    content: bytes
    media_type: str


class NotThere(Exception):
    """The other server did not give a picture; what it gave instead is nobody's business."""


def picture(layer: ExternalLayer, z: int, x: int, y: int) -> Picture:
    """One tile of another server's layer, kept for a day.

    Raises:
        NotThere: not allowed, not reachable, not a picture, too large, too slow.
    """
    url = address(layer, z, x, y)
    key = f"gis.picture:{layer.pk}:{hash(layer.url + layer.layers) & 0xFFFFFFFF:x}:{z}:{x}:{y}"
    kept = cache.get(key)
    if kept is not None:
        return Picture(*kept)
    found = fetch(url)
    if len(found.content) <= KEPT_MOST:
        cache.set(key, (found.content, found.media_type), KEPT_FOR)
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
    return f"{layer.url}{'&' if '?' in layer.url else '?'}{urlencode(query)}"


def fetch(url: str) -> Picture:
    """A picture from an allowed host.

    Raises:
        NotThere: see `picture`.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    if parts.scheme != "https" or parts.username or not MapHost.objects.filter(host=host).exists():
        raise NotThere("not allowed")
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    try:
        connection = connect(host, public_address(host), parts.port or 443)
        try:
            connection.request("GET", path or "/", headers={"Host": parts.netloc, "User-Agent": "OCOP"})
            return _read(connection.getresponse())
        finally:
            connection.close()
    except (OSError, http.client.HTTPException) as error:
        log.info("map server", host=host, error=type(error).__name__)
        raise NotThere(type(error).__name__) from error


def public_address(host: str) -> str:
    """The address of a host in the open network, looked up once and used as it is, so that it cannot change between.

    Raises:
        NotThere: any of its addresses is inside somebody's own network.
    """
    found = {str(each[4][0]) for each in addresses(host)}
    if not found or not all(ipaddress.ip_address(each.partition("%")[0]).is_global for each in found):
        raise NotThere("not a public address")
    return sorted(found)[0]


def addresses(host: str) -> list[tuple[object, object, object, object, tuple[object, ...]]]:
    """What the name service says of a host."""
    return list(socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM))


class _Pinned(http.client.HTTPSConnection):
    """To this address, under the host's own certificate."""

    def __init__(self, host: str, at: str, port: int) -> None:
        super().__init__(host, port, timeout=SECONDS, context=ssl.create_default_context())
        self._at = at

    def connect(self) -> None:
        plain = socket.create_connection((self._at, self.port), timeout=SECONDS)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)


def connect(host: str, at: str, port: int) -> http.client.HTTPConnection:
    """A connection that goes to this address and no other."""
    return _Pinned(host, at, port)


def _read(response: http.client.HTTPResponse) -> Picture:
    media_type = (response.headers.get_content_type() or "").lower()
    if response.status != 200 or media_type not in IMAGES:  # a redirect is not followed: it could lead inside
        raise NotThere(f"{response.status} {media_type}")
    content = response.read(MOST + 1)
    if len(content) > MOST:
        raise NotThere("too large")
    return Picture(content, media_type)


def check(layer: ExternalLayer) -> None:
    """Whether the other server gives a picture of the country, asked when the layer is saved.

    Raises:
        Refused: it does not.
    """
    try:
        fetch(address(layer, 6, 50, 29))
    except NotThere as error:
        raise Refused(f"Máy chủ không trả về ảnh bản đồ ({error}). Hãy kiểm tra địa chỉ và tên lớp.") from error
