"""Addresses of our own static files, worked out once a process: a page names thirty, and only the code changes them."""

from typing import Any

from django.core.signals import setting_changed
from django.templatetags.static import static
from django.utils.html import escape

_addresses: dict[str, str] = {}


def static_address(path: str) -> str:
    """The address of a static file, ready for an attribute."""
    if (address := _addresses.get(path)) is None:
        address = _addresses[path] = str(escape(static(path)))
    return address


def _forget(*, setting: str, **_: Any) -> None:
    if setting in ("STORAGES", "STATIC_URL", "STATIC_ROOT"):
        _addresses.clear()


setting_changed.connect(_forget)
