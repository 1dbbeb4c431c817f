"""What all components share: the library, rendering a component's template, writing attributes."""

from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from django import template
from django.template import Context, Engine, Template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

TONES = ("neutral", "info", "success", "warn", "danger", "star")
TONE_ICONS = {
    "neutral": "info",
    "info": "info",
    "success": "check-circle",
    "warn": "alert",
    "danger": "cross-circle",
    "star": "star",
}
_SPRITE = Path(__file__).resolve().parents[2] / "static" / "core" / "icons.svg"


def component(name: str, /, **context: Any) -> SafeString:
    """The component's own template, without any request and so without context processors."""
    return _template(f"core/components/{name}.html").render(Context(context))


@cache
def _template(name: str) -> Template:
    """Found once a process: a page has dozens of components."""
    found: Template = Engine.get_default().get_template(name)
    return found


def tone_of(tone: str | None) -> str:
    """The tone if there is such a one; a misspelt tone is a mistake of the page and says so."""
    if (tone or "neutral") not in TONES:
        raise template.TemplateSyntaxError(f"no tone {tone!r}: {', '.join(TONES)}")
    return tone or "neutral"


@cache
def icon_names() -> frozenset[str]:
    """The names of the symbols in core/icons.svg."""
    symbols = ElementTree.parse(_SPRITE).getroot()
    return frozenset(symbol.attrib["id"] for symbol in symbols)


def attributes(given: dict[str, Any]) -> SafeString:
    """Attributes as text: `hx_post` becomes `hx-post`, True is bare, None, False and "" are left out."""
    parts = []
    for key, value in given.items():
        if value is None or value is False or value == "":
            continue
        name = conditional_escape(key.strip("_").replace("_", "-"))
        parts.append(f" {name}" if value is True else format_html(' {}="{}"', name, value))
    return mark_safe("".join(parts))


def read(thing: Any, key: str, default: Any = "") -> Any:
    """A key of a dict or an attribute of an object, so that pages may hand over either."""
    if isinstance(thing, dict):
        return thing.get(key, default)
    return getattr(thing, key, default)
