"""Django's `{% static %}`, asking for the address of a file once a process: pages name thirty files each.

It stands in for Django's library of the name `static` (settings.TEMPLATES). Addresses change with a deployment only.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.templatetags import static as django_static

from ocop.core.static_files import static_address

register = template.Library()


class StaticNode(django_static.StaticNode):
    """The address is escaped already."""

    def render(self, context: Context) -> str:
        path = self.path.resolve(context)
        address = static_address(path)
        if self.varname is None:
            return address
        context[self.varname] = address
        return ""


@register.tag("static")
def do_static(parser: Parser, token: Token) -> Any:
    """`{% static "core/css/base.css" %}`."""
    return StaticNode.handle_token(parser, token)


for _name in ("get_static_prefix", "get_media_prefix"):
    register.tag(_name, django_static.register.tags[_name])
