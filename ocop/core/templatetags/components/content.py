"""Blocks: page header, card, alert, empty state, key figure, facts, file, state banner, timeline, stepper, viewer."""

from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ocop.core.templatetags.components.markup import TONE_ICONS, component, read, register, tone_of


@register.simple_block_tag
def page_header(content: str, title: str, lead: str = "", kicker: str = "") -> SafeString:
    """`{% page_header title="Hồ sơ" lead="…" %}badges and buttons{% endpage_header %}`: the page's only h1."""
    return component("page_header", content=content, title=title, lead=lead, kicker=kicker)


@register.simple_block_tag
def card(
    content: str,
    title: str = "",
    href: str = "",
    *,
    level: int = 2,
    tone: str = "",
    actions: str = "",
    id: str = "",
    quiet: bool = False,
) -> SafeString:
    """`{% card title="Minh chứng" %}…{% endcard %}`. With `href` the whole card is one link named by its title.

    `actions` is markup kept with `as` (a badge, a button) and stands beside the title; `level` is the heading's.
    """
    return component(
        "card",
        content=content,
        title=title,
        href=href,
        level=level,
        tone=tone_of(tone) if tone else "",
        actions=actions,
        id=id,
        quiet=quiet,
    )


@register.simple_block_tag
def alert(content: str, tone: str = "info", title: str = "") -> SafeString:
    """`{% alert "warn" "Còn thiếu 2 minh chứng" %}…{% endalert %}`: stands in the page, is not read out by itself."""
    return component("alert", content=content, tone=tone_of(tone), title=title, icon=TONE_ICONS[tone_of(tone)])


@register.simple_tag
def empty_state(
    title: str, text: str = "", action_url: str = "", action_label: str = "", icon: str = "inbox", *, level: int = 2
) -> SafeString:
    """`{% empty_state "Chưa có sản phẩm" "Hãy thêm…" url "Thêm sản phẩm" %}`: what to do where there is nothing yet."""
    return component(
        "empty", title=title, text=text, action_url=action_url, action_label=action_label, icon=icon, level=level
    )


@register.simple_tag
def kpi(value: Any, label: str, href: str = "", note: str = "", tone: str = "") -> SafeString:
    """`{% kpi 12 "Hồ sơ chờ tiếp nhận" href %}`: one figure; with `href` the tile is a link."""
    return component("kpi", value=value, label=label, href=href, note=note, tone=tone_of(tone) if tone else "")


@register.simple_block_tag
def facts(content: str) -> SafeString:
    """`{% facts %}{% fact "Mã số thuế" producer.tax_code %}…{% endfacts %}`: labels and values."""
    return format_html('<dl class="facts">{}</dl>', content)


@register.simple_tag
def fact(label: str, value: Any = None, missing: str = "") -> SafeString:
    """One label and value inside `facts`; an empty value is said in words."""
    shown = format_html('<span class="muted">{}</span>', missing or _("Chưa có")) if value in (None, "") else value
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, shown)


@register.simple_tag
def file_tile(
    name: str,
    href: str = "",
    size: int | None = None,
    pages: int | None = None,
    download: str = "",
    *,
    thumbnail: str = "",
    note: str = "",
    actions: str = "",
) -> SafeString:
    """`{% file_tile file.name url file.size file.pages %}`: a file to open (`href`) and to keep (`download`).

    `size` in bytes; `thumbnail` an address of a picture; `actions` markup kept with `as`.
    """
    return component(
        "file",
        name=name,
        href=href,
        size=size,
        pages=pages,
        download=download,
        thumbnail=thumbnail,
        note=note,
        actions=actions,
    )


@register.simple_block_tag
def status_state(content: str, title: str, text: str = "", tone: str = "neutral", icon: str = "") -> SafeString:
    """`{% status_state title="Còn hiệu lực" text="…" tone="success" %}more{% endstatus_state %}`: one large answer."""
    tone = tone_of(tone)
    return component("state", content=content, title=title, text=text, tone=tone, icon=icon or TONE_ICONS[tone])


@register.simple_tag
def timeline(steps: Iterable[Any]) -> SafeString:
    """`{% timeline history %}`: steps as dicts or objects with title and, if any, when, who, note, tone, icon."""
    shown = []
    for step in steps:
        tone = tone_of(read(step, "tone"))
        keys = {key: read(step, key) for key in ("title", "when", "who", "note", "href")}
        shown.append({**keys, "tone": tone, "icon": read(step, "icon") or TONE_ICONS[tone]})
    return component("timeline", steps=shown)


@register.simple_tag
def stepper(steps: Iterable[Any], current: int = 0, label: str = "") -> SafeString:
    """`{% stepper steps current=1 %}`: where we are. `steps`: words or (words, note); `current` counts from 0."""
    shown = []
    for number, step in enumerate(steps):
        words, note = (step, "") if isinstance(step, str) else (step[0], step[1])
        state = "done" if number < current else "now" if number == current else "todo"
        shown.append({"words": words, "note": note, "state": state, "number": number + 1})
    return component("stepper", steps=shown, label=label or _("Các bước"))


@register.simple_tag
def viewer(pages: int, url: str, name: str, download: str = "") -> SafeString:
    """`{% url "files:page" file.code 0 as pattern %}{% viewer file.pages pattern file.name %}`: a document to read.

    In `url` the last 0 stands for the page's number, from 1. Without a script the pages simply follow each other.
    """
    before, _, after = url.rpartition("0")
    shown = [{"number": n, "src": f"{before}{n}{after}"} for n in range(1, pages + 1)]
    return component("viewer", pages=shown, count=pages, name=name, download=download)
