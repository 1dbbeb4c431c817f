"""How found text is written."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ocop.portal import search as searching

register = template.Library()


@register.filter
def marked(parts: Iterable[tuple[str, bool]]) -> SafeString:
    """`{{ hit.title_parts|marked }}`: the text with what was searched for in <mark>."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", text) if is_found else text,) for text, is_found in parts)
    )


@register.filter
def localised(path: str) -> str:
    """`{{ hit.path|localised }}`: the address in the language of the page."""
    return searching.localised(path)
