"""What the frame of every page needs: menu links that know where we are, addresses that may not exist yet."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from ocop.core.frame import Link
from ocop.core.templatetags.components.marks import icon_svg
from ocop.core.templatetags.components.markup import register


@register.simple_tag
def url_or_empty(name: str, *args: Any) -> str:
    """`{% url_or_empty "portal:home" as home %}`: the address, or "" where no app offers that page."""
    return _address(name, args, get_language(), get_script_prefix(), settings.ROOT_URLCONF)


@register.simple_tag
def typed_key(person: int) -> str:
    """Under what a browser keeps what a person typed and has not sent (js/keep-typed.js): it says nothing of her."""
    return salted_hmac("ocop.core.typed", str(person)).hexdigest()[:20]


@lru_cache(maxsize=500)
def _address(name: str, args: tuple[Any, ...], *_frame: Any) -> str:
    """Addresses depend on the language and on where the site stands; pages ask for the same dozen each time."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def nav_link(context: dict[str, Any], label: str, name: str, count: int | None = None, icon: str = "") -> SafeString:
    """A menu entry as `<li>`, marked when it is this page or a page below it; nothing where no app offers it."""
    href = url_or_empty(name)
    if not href:
        return SafeString("")
    return _entry(label, href, _current(context, href), count, icon)


@register.simple_tag(takes_context=True)
def site_link(context: dict[str, Any], link: Link) -> SafeString:
    """An entry of the editors' menu as `<li>`, marked when it is this page."""
    here = getattr(context.get("request"), "path", "")
    current = "page" if here == link.url else ""
    return _entry(link.label.marked, link.url, current)


def _entry(label: Any, href: str, current: str, count: int | None = None, icon: str = "") -> SafeString:
    """Written without a template: every page has its menus twice, at the top and in the drawer of phones."""
    mark = f' aria-current="{escape(current)}"' if current else ""
    face = f"{icon_svg(icon)} " if icon else ""
    badge = f'<span class="count">{count}<span class="sr-only"> việc</span></span>' if count else ""
    words = conditional_escape(str(label) if isinstance(label, Promise) else label)
    return mark_safe(f'<li><a class="nav-link" href="{escape(href)}"{mark}><span>{face}{words}</span>{badge}</a></li>')


def _current(context: dict[str, Any], href: str) -> str:
    request = context.get("request")
    if request is None:
        return ""
    if request.path == href:
        return "page"
    best = context.get("nav_best", "")
    is_home = href.strip("/") in ("", get_language())
    below = not is_home and request.path.startswith(href) and (not best or best == href)
    return "true" if below else ""


@register.simple_tag(takes_context=True)
def nearest_entry(context: dict[str, Any]) -> str:
    """The address of the menu entry that this page lies under, the longest one, so that only one is marked."""
    request = context.get("request")
    hrefs = [url_or_empty(entry.url_name) for entry, _ in context.get("menu") or ()]
    below = [href for href in hrefs if href and request is not None and request.path.startswith(href)]
    return max(below, key=len, default="")


@register.simple_tag
def message_tone(tags: str) -> str:
    """Django's message levels as our tones."""
    tones = {"success": "success", "error": "danger", "warning": "warn"}
    return next((tones[tag] for tag in tags.split() if tag in tones), "info")
