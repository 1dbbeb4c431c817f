"""What search engines and shared links read of a page: its address, its picture, its facts."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.paginator import Page
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest
from django.template import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ocop.core.templatetags.components.markup import component, register

PAGES = ("trang", "page")
"""The only parts of a query that make another page; every other filter shows the same things again."""
ICON = "core/img/icon-512.png"
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def absolute(path: str) -> str:
    """An address of this site in full; one that is in full already stays."""
    return path if path.startswith(("http://", "https://")) else f"{settings.SITE_URL}{path}"


@register.simple_tag(takes_context=True)
def meta_tags(
    context: Context,
    *,
    title: str = "",
    description: str = "",
    image: str = "",
    kind: str = "website",
    day: Any = None,
    number: int | None = None,
) -> SafeString:
    """`{% meta_tags title=page.title image=url kind="article" %}` in the block «meta»: canonical and Open Graph.

    `number` is the page of the list that is shown; a list in the context as `page` says it itself.
    """
    request = context.get("request")
    if request is None or request.resolver_match is None:
        return SafeString("")
    page = context.get("page")
    around = context.get("around")
    picture = image or (around.picture if around else "")
    return component(
        "meta_tags",
        url=absolute(request.path) + _page_shown(request, page.number if isinstance(page, Page) else number),
        title=title or _block(context, "title"),
        description=description or _block(context, "description"),
        image=absolute(picture or static(ICON)),
        is_large=bool(picture),
        kind=kind,
        day=day,
    )


def _block(context: Context, name: str) -> str:
    """What this page says in one of its blocks, once more: it is escaped already."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks is not None else None
    return mark_safe(" ".join(block.render(context).split())) if block is not None else ""


def _page_shown(request: HttpRequest, number: int | None) -> str:
    """The part of the query that names the page shown, whatever number was asked for; nothing for the first."""
    name = next((each for each in PAGES if each in request.GET), "")
    return f"?{name}={number}" if name and number is not None and number > 1 else ""


@register.simple_tag
def jsonld(facts: dict[str, Any]) -> SafeString:
    """`{% jsonld facts %}`: schema.org facts as a data block, which browsers do not run; empty values are left out."""
    said = {"@context": "https://schema.org", **facts}
    text = json.dumps(_without_empty(said), cls=DjangoJSONEncoder, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_empty(each) for key, each in value.items() if each not in (None, "", [], {})}
    if isinstance(value, list):
        return [_without_empty(each) for each in value]
    return value
