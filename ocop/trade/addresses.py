"""Where a shop link may lead: pure rules about addresses, no database."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from ocop.core.text import normalise

Channels = Mapping[str, list[str]]


def problem_of(url: str, channel: str, known: Channels) -> str:
    """What is wrong with an address given for a channel, in a sentence; empty when nothing is.

    Args:
        known: the name of every channel with its domains; a channel without one takes any site of nobody else's.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = _host_of(parts), parts.port
    except (ValueError, UnicodeError):
        return "Không đọc được địa chỉ này. Hãy chép nguyên địa chỉ từ trình duyệt."
    if parts.scheme != "https":
        return "Địa chỉ phải bắt đầu bằng https:// để người mua được an toàn."
    if parts.username or parts.password or port not in (None, 443):
        return "Địa chỉ không được kèm tên đăng nhập hay số cổng. Hãy chép lại từ trình duyệt."
    if not _is_name(host):
        return "Địa chỉ phải có tên miền, ví dụ https://shopee.vn/…"
    if domains := known.get(channel, []):
        return "" if _is_of(host, domains) else _not_of(channel, domains, host)
    return _foreign(host, known)


def _host_of(parts: SplitResult) -> str:
    """The host in lower case, an encoded name in its letters."""
    host = (parts.hostname or "").rstrip(".")
    return host.encode("ascii").decode("idna") if host.isascii() else host


def _is_name(host: str) -> bool:
    """A domain of the public net: not a number, not a name of this machine or of an office's own net."""
    try:
        ip_address(host)
    except ValueError:
        labels = host.split(".")
        return len(labels) > 1 and all(labels) and labels[-1].isalpha() and labels[-1] not in ("local", "localhost")
    return False


def _is_of(host: str, domains: list[str]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def _not_of(channel: str, domains: list[str], host: str) -> str:
    return f"Liên kết {channel} phải dẫn tới {' hoặc '.join(domains)}; địa chỉ này dẫn tới {host}."


def _foreign(host: str, known: Channels) -> str:
    """Refuse, of a site of one's own, what belongs to a known channel or only looks so."""
    if not all(char.isascii() or normalise(char).isascii() for char in host):
        return "Tên miền này có chữ không thuộc bảng chữ Việt, dễ nhầm với trang khác. Hãy dùng tên miền khác."
    plain = normalise(host)
    for name, domains in known.items():
        if domains and _is_of(host, domains):
            return f"Đây là trang trên {name}: hãy chọn kênh {name}."
        if any(_looks_like(plain, domain) for domain in domains):
            return f"Tên miền {host} dễ nhầm với {name} nhưng không phải của {name}. Hãy xem lại địa chỉ."
    return ""


def _looks_like(plain: str, domain: str) -> bool:
    """Whether a word of the host is a channel's name, holds it, or is but a letter away from it: «shoppee»."""
    brand = domain.split(".", maxsplit=1)[0]
    words = plain.split()
    if brand in words:
        return True
    return len(brand) > 5 and any(brand in word or _nearly(brand, word) for word in words)


def _nearly(brand: str, word: str) -> bool:
    return SequenceMatcher(None, brand, word).ratio() > 0.82
