"""What the frame of every page needs: menu links that know where we are, addresses that may not exist yet."""

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ocop.core.frame import Link
from ocop.core.templatetags.components.markup import component, register


@register.simple_tag
def url_or_empty(name: str, *args: Any) -> str:
    """`{% url_or_empty "portal:home" as home %}`: the address, or "" where no app offers that page."""
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
    return component("nav_link", label=label, href=href, count=count, icon=icon, current=_current(context, href))


@register.simple_tag(takes_context=True)
def site_link(context: dict[str, Any], link: Link) -> SafeString:
    """An entry of the editors' menu as `<li>`, marked when it is this page."""
    here = getattr(context.get("request"), "path", "")
    current = "page" if here == link.url else ""
    return component("nav_link", label=link.label.marked, href=link.url, count=None, icon="", current=current)


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
