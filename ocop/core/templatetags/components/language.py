"""Texts that people wrote in one or two languages, and the way to this page in the other."""

from typing import Any

from django.utils.safestring import SafeString

from ocop.core import language
from ocop.core.templatetags.components.markup import register


@register.simple_tag(name="said")
def said_block(thing: Any, field: str) -> SafeString:
    """`{% said product "story" %}`: paragraphs in this page's language, else in Vietnamese with a line that says so."""
    return language.said(thing, field).block


@register.simple_tag
def said_text(thing: Any, field: str) -> SafeString:
    """`{% said_text product "name" %}`: words in a sentence, marked where they are not in the page's language."""
    return language.said(thing, field).marked


@register.simple_tag
def said_plain(thing: Any, field: str) -> str:
    """`{% said_plain product "name" as name %}`: words alone, for titles, attributes and other tags."""
    return str(language.said(thing, field))


@register.simple_tag
def said_of(thing: Any, field: str) -> language.Said:
    """`{% said_of page "body" as body %}`: the text with its `lang`, `is_translated` and `note`."""
    return language.said(thing, field)


@register.filter
def term(words: str) -> str:
    """`{{ producer.organisation_type.label|term }}`: a word of the law in this page's language."""
    return language.term(str(words))


@register.simple_tag(takes_context=True)
def page_in_languages(context: dict[str, Any]) -> list[language.PageIn]:
    """`{% page_in_languages as pages %}`: this page in every language; empty where there is only one."""
    return language.page_in_languages(context.get("request"))
