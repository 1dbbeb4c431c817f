"""Ways through many things: table, tabs, pages, chips, breadcrumb."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.template import TemplateSyntaxError
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ocop.core.templatetags.components.markup import component, register


@register.simple_block_tag
def table(content: str, caption: str = "", mode: str = "cards", label: str = "") -> SafeString:
    """`{% table caption="Hồ sơ" %}<thead>…<tbody>…<td data-label="Xã">…{% endtable %}`.

    On a phone mode «cards» makes a card of each row, its cells named by `data-label`; «scroll» scrolls sideways.
    """
    if mode not in ("cards", "scroll"):
        raise TemplateSyntaxError(f"no table mode {mode!r}: cards, scroll")
    return component("table", content=content, caption=caption, mode=mode, label=label or caption or _("Bảng"))


@register.simple_tag
def tabs(items: Iterable[Sequence[Any]], label: str = "") -> SafeString:
    """`{% tabs items %}`: links as tabs; items are (words, address, active) or (words, address, active, count)."""
    shown = [
        {"words": item[0], "href": item[1], "active": item[2], "count": item[3] if len(item) > 3 else None}
        for item in items
    ]
    return component("tabs", items=shown, label=label or _("Xem theo"))


@register.simple_tag(takes_context=True)
def pagination(context: dict[str, Any], page_obj: Page, name: str = "page", label: str = "") -> SafeString:
    """`{% pagination page_obj %}`: the pages near this one, keeping the rest of the query; nothing for one page."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else QueryDict(mutable=True)
    query.pop(name, None)
    rest = f"{query.urlencode()}&" if query else ""

    def address(number: int) -> str:
        return f"?{rest}{name}={number}"

    paginator = page_obj.paginator
    if paginator.num_pages < 2:
        return SafeString("")
    numbers = paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1)
    return component(
        "pagination",
        label=label or _("Các trang"),
        page=page_obj,
        items=[_page_item(number, address, page_obj.number) for number in numbers],
        previous=address(page_obj.previous_page_number()) if page_obj.has_previous() else "",
        next=address(page_obj.next_page_number()) if page_obj.has_next() else "",
    )


def _page_item(number: Any, address: Any, here: int) -> dict[str, Any]:
    if not isinstance(number, int):  # the gap is a lazy «…»
        return {"gap": True, "far": True}
    return {"number": number, "href": address(number), "here": number == here, "far": abs(number - here) > 1}


@register.simple_tag
def chips(items: Iterable[tuple[str, str]], clear_url: str = "", label: str = "") -> SafeString:
    """`{% chips filters clear_url %}`: what the list is filtered by, pairs (words, address without this filter)."""
    return component("chips", items=list(items), clear_url=clear_url, label=label or _("Đang lọc theo"))


@register.simple_tag
def breadcrumb(*trail: Any) -> SafeString:
    """`{% breadcrumb "Hồ sơ" list_url "Chả lụa" %}`: words and addresses in turn, the last without address.

    Or one list of pairs (words, address).
    """
    if len(trail) == 1 and not isinstance(trail[0], str):
        items = [(item[0], item[1] if len(item) > 1 else "") for item in trail[0]]
    else:
        items = [(words, trail[n + 1] if n + 1 < len(trail) else "") for n, words in enumerate(trail) if n % 2 == 0]
    return component("breadcrumb", items=[(conditional_escape(words), href) for words, href in items])
