"""The choices beside a list, each with how many products it would leave, and the filters that are on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from ocop.core.language import term
from ocop.portal.catalogue import POTENTIAL, STATES, STOPPED, UNKNOWN, YES
from ocop.portal.categories import UNCLASSED, Category
from ocop.portal.index import Index
from ocop.portal.listing import CHOICES, Found
from ocop.portal.territory import Place, title_in

TITLES = {
    "nhom": gettext_lazy("Danh mục"),
    "sao": gettext_lazy("Hạng sao"),
    "hieu_luc": gettext_lazy("Hiệu lực hôm nay"),
    "loai_hinh": gettext_lazy("Loại hình chủ thể"),
    "nam": gettext_lazy("Năm công nhận"),
    "marks": gettext_lazy("Nổi bật"),
}
STATE_WORDS = {
    "con": gettext_lazy("Còn hiệu lực"),
    "het": gettext_lazy("Đã hết hiệu lực"),
    "thu-hoi": gettext_lazy("Đã bị thu hồi"),
    "chua-ro": gettext_lazy("Chưa đủ căn cứ"),
    "chua-den": gettext_lazy("Chưa có hiệu lực"),
    STOPPED: gettext_lazy("Chủ thể đã ngừng sản xuất"),
}
MARK_WORDS = {"ton_vinh": gettext_lazy("Được tôn vinh"), "du_lich": gettext_lazy("Dịch vụ du lịch")}
SORT_WORDS = {
    "": gettext_lazy("Tên A–Z"),
    "sao": gettext_lazy("Nhiều sao trước"),
    "moi": gettext_lazy("Mới công nhận trước"),
}


@dataclass(frozen=True)
class Choice:
    """One value of a filter: its address puts it on, or takes it off when it is on."""

    words: str
    count: int
    href: str
    is_on: bool = False
    children: list[Choice] = field(default_factory=list)


@dataclass(frozen=True)
class Facet:
    """The choices of one filter."""

    name: str
    title: str
    choices: list[Choice]

    @property
    def is_used(self) -> bool:
        return any(choice.is_on for choice in self.choices)


def star_words(value: str) -> str:
    """«4 sao»; «Tiềm năng» of those called potential by a source, or waiting for the higher level's answer."""
    if value == POTENTIAL:
        return _("Tiềm năng")
    return ngettext("%(n)s sao", "%(n)s sao", int(value)) % {"n": value}


def words_of(index: Index, name: str, value: str) -> str:
    """A value of a filter in words."""
    if name == "nhom":
        return index.categories.by_key[value].name if value != UNCLASSED else _("Chưa ghi phân nhóm")
    if name == "sao":
        return star_words(value)
    if name == "loai_hinh":
        labels = {kind.code: kind.label for kind in index.organisations.values()}
        return term(labels[value]) if value in labels else _("Chưa ghi loại hình")
    if name == "nam":
        return value if value != UNKNOWN else _("Chưa ghi năm")
    return str(STATE_WORDS[value] if name == "hieu_luc" else MARK_WORDS[name])


def in_menu_order(index: Index, name: str) -> list[str]:
    """The values a menu lists, in its order, whether or not any row has them."""
    if name == "hieu_luc":
        return [*STATES, STOPPED]
    if name == "loai_hinh":
        return [*(kind.code for kind in index.organisations.values()), UNKNOWN]
    if name == "nam":
        return sorted(index.values("nam"), key=lambda year: (year != UNKNOWN, year), reverse=True)
    if name == "sao":
        return [*sorted((v for v in index.known["sao"] if v != POTENTIAL), reverse=True), POTENTIAL]
    return [*(group.key for group in index.categories.groups), UNCLASSED]


def facets(found: Found) -> list[Facet]:
    """The menus of a list, without choices that would leave nothing."""
    menus = [Facet("nhom", str(TITLES["nhom"]), _branches(found))]
    menus += [_facet(found, name) for name in ("sao", "hieu_luc")]
    menus.append(Facet("marks", str(TITLES["marks"]), [*_mark(found, "ton_vinh"), *_mark(found, "du_lich")]))
    menus += [_facet(found, name) for name in ("loai_hinh", "nam")]
    return [menu for menu in menus if menu.choices]


def kinds_of_producer(found: Found) -> Facet:
    """The one menu of the list of producers."""
    return _facet(found, "loai_hinh")


def _facet(found: Found, name: str) -> Facet:
    counts, on = found.counts(name), found.asked.values.get(name)
    values = [value for value in in_menu_order(found.index, name) if counts.get(value) or value == on]
    return Facet(name, str(TITLES[name]), [_choice(found, name, value, counts.get(value, 0)) for value in values])


def _choice(found: Found, name: str, value: str, count: int, children: list[Choice] | None = None) -> Choice:
    is_on = found.asked.values.get(name) == value
    href = found.asked.address(**{name: "" if is_on else value})
    return Choice(words_of(found.index, name, value), count, href, is_on, children or [])


def _mark(found: Found, name: str) -> list[Choice]:
    count = found.counts(name).get(YES, 0)
    return [_choice(found, name, YES, count)] if count or name in found.asked.values else []


def _branches(found: Found) -> list[Choice]:
    """The menu of goods: all groups; below the one that is chosen its subgroups, and so on."""
    counts, categories = found.counts("nhom"), found.index.categories
    on = categories.by_key.get(found.asked.values.get("nhom", ""))
    open_keys = {each.key for each in on.trail} if on else set()

    def level(nodes: Iterable[Category]) -> list[Choice]:
        shown = [node for node in nodes if counts.get(node.key) or node.key in open_keys]
        return [_choice(found, "nhom", n.key, counts.get(n.key, 0), below(n)) for n in shown]

    def below(node: Category) -> list[Choice]:
        return level(node.children) if node.key in open_keys else []

    choices = level(categories.groups)
    if counts.get(UNCLASSED) or found.asked.values.get("nhom") == UNCLASSED:
        choices.append(_choice(found, "nhom", UNCLASSED, counts.get(UNCLASSED, 0)))
    return choices


# Places


class PlaceOption(NamedTuple):
    key: str
    words: str
    is_on: bool


@dataclass(frozen=True)
class PlaceGroup:
    title: str
    options: list[PlaceOption]


def provinces(found: Found) -> list[PlaceGroup]:
    """The provinces to choose from, those of today first, each with its count."""
    chosen = _province(found.index, found.asked.place)
    places = found.index.places_within[None]
    count, language = _counter(found), get_language()

    def option(place: Place) -> PlaceOption:
        words = title_in(place.kind, place.name, language)
        return PlaceOption(place.key, f"{words} ({count(place)})", place is chosen)

    groups = ((_("Hiện nay"), False), (_("Trước khi sắp xếp"), True))
    menus = [PlaceGroup(title, [option(p) for p in places if p.is_old == is_old]) for title, is_old in groups]
    return [menu for menu in menus if menu.options]


def within_province(found: Found) -> list[PlaceGroup]:
    """The places below the chosen province: its communes; of an old one its districts with theirs."""
    index, chosen = found.index, found.asked.place
    province = _province(index, chosen)
    if province is None:
        return []
    places, count, language = index.places_within[province.pk], _counter(found), get_language()

    def option(place: Place, words: str = "") -> PlaceOption:
        words = words or title_in(place.kind, place.name, language)
        return PlaceOption(place.key, f"{words} ({count(place)})", place is chosen)

    groups = []
    for district in [place for place in places if place.level == "district"]:
        whole = option(district, _("Toàn %(place)s") % {"place": district.title})
        communes = [option(place) for place in index.places_within[district.pk]]
        groups.append(PlaceGroup(district.title, [whole, *communes]))
    direct = [option(place) for place in places if place.level != "district"]
    return [*([PlaceGroup("", direct)] if direct else []), *groups]


def _province(index: Index, place: Place | None) -> Place | None:
    return index.territory.at_level(place.pk, "province") if place is not None else None


def _counter(found: Found) -> Callable[[Place], int]:
    base = found.without("don_vi")
    return lambda place: (base & found.index.made_in(place.pk)).bit_count()


def place_words(found: Found) -> str:
    """The chosen place with those above it, so that two of one name are told apart."""
    place = found.asked.place
    if place is None:
        return ""
    path = found.index.territory.path(place.pk)
    words = path[:1].upper() + path[1:]
    return _("%(place)s (trước sắp xếp)") % {"place": words} if place.is_old else words


# What is on


def chips(found: Found) -> list[tuple[str, str]]:
    """What the list is filtered by: words, and the address without that filter."""
    asked, shown = found.asked, []
    for name in asked.filters:
        if name == "q":
            words = f"«{asked.text}»"
        elif name == "don_vi":
            words = place_words(found)
        elif name == "chu_the":
            words = str(asked.producer or _("Chủ thể: «%(words)s»") % {"words": asked.values[name]})
        else:
            words = words_of(found.index, name, asked.values[name])
        shown.append((words, asked.address(**{name: ""})))
    return shown


def kept(found: Found, *but: str) -> list[tuple[str, str]]:
    """What a form that changes only some filters must send along."""
    asked = found.asked
    pairs = {**{name: asked.values.get(name, "") for name in (*CHOICES, "q", "don_vi", "chu_the")}, "xem": asked.view}
    return [(name, value) for name, value in pairs.items() if value and name not in but]
