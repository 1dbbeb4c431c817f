"""`{% kept "footer" %}…{% endkept %}`: a part of a page kept until something published changes (core.versions)."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from ocop.core.versions import cached

register = template.Library()


class KeptNode(template.Node):
    """Its contents are rendered where they are not kept; what only they need should be a callable in the context."""

    def __init__(self, contents: NodeList, keys: list[FilterExpression]) -> None:
        self.contents, self.keys = contents, keys

    def render(self, context: Context) -> SafeString:
        user: Any = context.get("user")
        if user is None or user.is_authenticated:
            return self.contents.render(context)
        keys = tuple(str(key.resolve(context)) for key in self.keys)
        return cached(("part", *keys), lambda: mark_safe(self.contents.render(context)))


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """`{% kept "name" what_it_depends_on … %}`: for visitors without an account; others get it made for them."""
    name, *keys = token.split_contents()
    if not keys:
        raise template.TemplateSyntaxError(f"{name} needs a name")
    contents = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(contents, [parser.compile_filter(key) for key in keys])
