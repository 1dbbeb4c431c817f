from typing import Any

from django import template
from django.db.models import Model

from ocop.core.access import allows

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: dict[str, Any], permission: str, thing: Model) -> bool:
    """`{% may "dossier.submit" dossier as ok %}`: the grant rule for one thing on its page; one query."""
    return allows(context["request"].user, permission, thing)
