"""Two languages on public pages: what people wrote is shown in the one asked for, or in Vietnamese, and says so.

A text has a twin field `<name>_en`. Where an editor or a producer has not filled it, an English page shows the
Vietnamese, marked `lang="vi"`. Pages without a prefix are Vietnamese; those under /en/ are English.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import LocalePrefixPattern, Resolver404, URLResolver, get_resolver, get_script_prefix, resolve
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext, override, pgettext
from django.utils.translation import gettext as _

SOURCE = settings.LANGUAGE_CODE


def language() -> str:
    """The language of this page: «vi» or «en»."""
    return (get_language() or SOURCE).split("-")[0]


def is_source() -> bool:
    """Whether the page is in the language people write in."""
    return language() == SOURCE


def term(words: str) -> str:
    """A word of the law in the language of this page: the name of a class of products, a kind of producer, of unit.

    They are rows, not sentences of the code; the catalogue takes them from the law's files (config/messages.py).
    """
    return words if not words or is_source() else pgettext("law", words)


def stars_in_words(count: int) -> str:
    """«4 sao», in English «4 stars»."""
    return ngettext("%(n)s sao", "%(n)s sao", count) % {"n": count}


def place_name(kind: str, name: str) -> str:
    """«xã Mỏ Cày», in English «Mỏ Cày commune»; only the name where the unit has no kind."""
    if not kind or is_source():
        return f"{kind} {name}".strip()
    return pgettext("place", "%(kind)s %(name)s") % {"kind": term(kind), "name": name}


@dataclass(frozen=True)
class Said:
    """A text of somebody's, the language it is in, and whether that is the language asked for."""

    text: Any
    lang: str
    is_translated: bool

    def __str__(self) -> str:
        return str(self.text)

    def __html__(self) -> str:
        return self.marked

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def marked(self) -> SafeString:
        """The text as a piece of a sentence, marked with its language where that is not the page's."""
        if self.is_translated or not self.text:
            return format_html("{}", self.text)
        return format_html('<span lang="{}">{}</span>', self.lang, self.text)

    @property
    def block(self) -> SafeString:
        """The text as paragraphs; where it is not in the page's language it says so first."""
        if not self.text:
            return SafeString("")
        body = _paragraphs(self.text)
        if self.is_translated:
            return format_html('<div class="prose">{}</div>', body)
        return format_html('{}<div class="prose" lang="{}">{}</div>', self.note, self.lang, body)

    @property
    def note(self) -> SafeString:
        """The line that says a text is in Vietnamese only; nothing where it is translated."""
        if self.is_translated or not self.text:
            return SafeString("")
        return format_html('<p class="only-vi small muted">{}</p>', _("Phần này chưa có bản tiếng Anh."))


def said(thing: Any, field: str) -> Said:
    """What somebody wrote in a field, in the language of this page if there is such a text, else in Vietnamese."""
    asked = language()
    source = _read(thing, field)
    if asked == SOURCE:
        return Said(source, SOURCE, is_translated=True)
    twin = _read(thing, f"{field}_{asked}")
    if not _is_empty(twin):
        return Said(twin, asked, is_translated=True)
    return Said(source, SOURCE, is_translated=False)


def _read(thing: Any, field: str) -> Any:
    value = thing.get(field) if isinstance(thing, dict) else getattr(thing, field, None)
    return "" if value is None else value


def _paragraphs(text: Any) -> SafeString:
    return format_html("{}", text) if hasattr(text, "__html__") else SafeString(linebreaks(text, autoescape=True))


def _is_empty(value: Any) -> bool:
    return not value.strip() if isinstance(value, str) else not value


@dataclass(frozen=True)
class PageIn:
    """This page in one of the languages."""

    code: str
    name: str
    url: str
    is_current: bool

    @property
    def is_source(self) -> bool:
        return self.code == SOURCE

    @property
    def absolute(self) -> str:
        return f"{settings.SITE_URL}{self.url}"


def page_in_languages(request: HttpRequest | None) -> list[PageIn]:
    """This page in every language, the query kept; nothing for a page that exists in one language only."""
    match = getattr(request, "resolver_match", None)
    if request is None or match is None or match.func not in _views_in_languages():
        return []
    here = request.get_full_path()
    script, address = here[: len(get_script_prefix()) - 1], here[len(get_script_prefix()) - 1 :]
    if not is_source():
        address = address.removeprefix(f"/{language()}")
    return [
        PageIn(code, str(name), f"{script}{'' if code == SOURCE else f'/{code}'}{address}", code == language())
        for code, name in settings.LANGUAGES
    ]


def in_this_language(url: str) -> str:
    """An address of this site as somebody wrote it, in the language of this page where that page has languages."""
    if is_source() or not url.startswith("/"):
        return url
    with override(SOURCE):
        try:
            view = resolve(urlsplit(url).path).func
        except Resolver404:
            return url
    return f"/{language()}{url}" if view in _views_in_languages() else url


@cache
def _views_in_languages() -> frozenset[Callable[..., Any]]:
    """The views below `i18n_patterns`."""
    both = [each for each in get_resolver().url_patterns if isinstance(each.pattern, LocalePrefixPattern)]
    return frozenset(view for resolver in both for view in _views_of(resolver))


def _views_of(resolver: Any) -> Iterator[Callable[..., Any]]:
    for each in resolver.url_patterns:
        yield from _views_of(each) if isinstance(each, URLResolver) else (each.callback,)
