"""Videos kept on other sites: whose players a page may hold, and the address of the player for the address of a video.

Nothing is asked of the other site before the visitor presses play. See docs/decisions/0016-a-video-elsewhere.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

YOUTUBE = {"youtube.com", "www.youtube.com", "m.youtube.com", "youtube-nocookie.com", "www.youtube-nocookie.com"}
VIMEO = {"vimeo.com", "www.vimeo.com", "player.vimeo.com"}


@dataclass(frozen=True)
class Embed:
    """The player of a video: the only host its frame may ask, and its address there."""

    host: str
    path: str

    @property
    def origin(self) -> str:
        """What the page's policy allows."""
        return f"https://{self.host}"

    @property
    def src(self) -> str:
        """The address of the frame."""
        return f"{self.origin}{self.path}"


def embed_of(url: str) -> Embed | None:
    """The player for the address of a video; None for a site whose players we do not show.

    >>> embed_of("https://youtu.be/aqz-KE-bpKQ?t=3").src
    'https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1&rel=0'
    >>> embed_of("https://vimeo.com/76979871").src
    'https://player.vimeo.com/video/76979871?autoplay=1&dnt=1'
    >>> embed_of("https://video.vidu.vn/xem/1") is None
    True
    """
    parts = urlsplit(url)
    host, path = (parts.hostname or "").lower(), parts.path
    if host == "youtu.be":
        return _youtube(path.strip("/"))
    if host in YOUTUBE:
        found = re.fullmatch(r"/(?:embed|shorts|live)/([^/]+)/?", path)
        return _youtube(found.group(1) if found else parse_qs(parts.query).get("v", [""])[0])
    if host in VIMEO and (found := re.fullmatch(r"/(?:video/)?(\d{3,12})/?", path)):
        return Embed("player.vimeo.com", f"/video/{found.group(1)}?autoplay=1&dnt=1")
    return None


def _youtube(video: str) -> Embed | None:
    if not re.fullmatch(r"[\w-]{6,20}", video, re.ASCII):
        return None
    return Embed("www.youtube-nocookie.com", f"/embed/{video}?autoplay=1&rel=0")
