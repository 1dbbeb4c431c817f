"""How found text is written."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from ocop.portal import search as searching

register = template.Library()


@register.filter
def marked(parts: Iterable[tuple[str, bool]]) -> SafeString:
    """`{{ hit.title_parts|marked }}`: the text with what was searched for in <mark>."""
    pieces = [f"<mark>{escape(text)}</mark>" if is_found else escape(text) for text, is_found in parts]
    return mark_safe("".join(pieces))


@register.filter
def localised(path: str) -> str:
    """`{{ hit.path|localised }}`: the address in the language of the page."""
    return searching.localised(path)
