"""Figures of the public lists. Every figure is the size of the set that its link opens, so the two cannot differ."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.portal.catalogue import POTENTIAL, STATES, STOPPED, Catalogue, catalogue
from ocop.portal.facets import STATE_WORDS, in_menu_order, words_of
from ocop.portal.index import Index
from ocop.portal.territory import Place

KINDS = {
    "sao": gettext_lazy("Sản phẩm theo hạng sao"),
    "nhom": gettext_lazy("Sản phẩm theo nhóm"),
    "nam": gettext_lazy("Sản phẩm theo năm công nhận"),
    "don-vi": gettext_lazy("Sản phẩm theo địa bàn hiện nay"),
    "don-vi-cu": gettext_lazy("Sản phẩm theo địa bàn trước sắp xếp"),
    "loai-hinh": gettext_lazy("Sản phẩm theo loại hình chủ thể"),
    "chu-the": gettext_lazy("Chủ thể theo loại hình"),
}
FIRST_COLUMN = {
    "sao": gettext_lazy("Hạng sao"),
    "nhom": gettext_lazy("Nhóm sản phẩm"),
    "nam": gettext_lazy("Năm công nhận"),
    "don-vi": gettext_lazy("Địa bàn"),
    "don-vi-cu": gettext_lazy("Địa bàn"),
    "loai-hinh": gettext_lazy("Loại hình chủ thể"),
    "chu-the": gettext_lazy("Loại hình chủ thể"),
}
PLACED = ("don-vi", "don-vi-cu")
_FILTERS = {"sao": "sao", "nhom": "nhom", "nam": "nam", "loai-hinh": "loai_hinh"}


@dataclass(frozen=True)
class Cell:
    """One figure and the address of the list that it counts."""

    count: int
    href: str


@dataclass(frozen=True)
class Line:
    """One value: how many in all, then by what they are worth today, then how many of them are of a producer that
    stopped. `deeper`: figures of the places within.
    """

    words: str
    total: Cell
    parts: list[Cell]
    deeper: str = ""


@dataclass(frozen=True)
class Figures:
    """A table of figures: its title, the words of its columns, its lines, and the whole.

    The first `adding_up` columns share out the total; one after them counts some of it again. `twice`: of the lines by
    stars, what is in two of them, and the line a chart draws instead so that nothing is drawn twice.
    """

    kind: str
    title: str
    first: str
    columns: list[str]
    lines: list[Line]
    whole: Line
    place: str = ""
    up: str = ""
    adding_up: int = 0
    twice: tuple[int, Line] | None = None

    @property
    def shown(self) -> list[Line]:
        """The lines a chart draws: of potential products only those without stars, the others are drawn by theirs."""
        lines = [*self.lines[:-1], self.twice[1]] if self.twice else self.lines
        return [line for line in lines if line.total.count]

    @property
    def counted_twice(self) -> int:
        return self.twice[0] if self.twice else 0


def figures(kind: str = "sao", place: Place | None = None, now: Catalogue | None = None) -> Figures:
    """The figures of one kind, of the whole country or (by place) of what lies within one unit.

    Raises KeyError for a kind that KINDS does not name.
    """
    now = now or catalogue()
    title, up = str(KINDS[kind]), _up(now, kind, place)
    if kind == "chu-the":
        return _producers(now, title)
    states = _states(now)
    split = Split(now, now, reverse("portal:products"), {key: now.having("hieu_luc", key) for key in states})
    if kind in PLACED:
        place = place or _only(now, kind == "don-vi-cu")
        lines = _placed(split, kind, place)
        whole = split.line(_("Cả địa bàn"), now.made_in(place.pk), f"don_vi={place.key}") if place else split.whole
    else:
        name = _FILTERS[kind]
        values = [value for value in in_menu_order(now, name) if value in now.values(name) or name == "sao"]
        lines = [split.line(words_of(now, name, v), now.having(name, v), f"{name}={v}") for v in values]
        whole = split.whole
    named = now.territory.path(place.pk) if place and kind in PLACED else ""
    return Figures(
        kind,
        title,
        str(FIRST_COLUMN[kind]),
        split.columns,
        lines,
        whole,
        named[:1].upper() + named[1:],
        up,
        adding_up=sum(key in STATES for key in states),
        twice=_twice(split) if kind == "sao" else None,
    )


def _twice(split: Split) -> tuple[int, Line] | None:
    """How many have stars and wait for more, and the line of those that have none yet."""
    now = split.now
    both = now.having("sao", POTENTIAL) & ~now.having("hang", POTENTIAL)
    line = split.line(_("Tiềm năng, chưa có sao"), now.having("hang", POTENTIAL), "")
    return (both.bit_count(), line) if both else None


def _up(now: Catalogue, kind: str, place: Place | None) -> str:
    """The address of the figures one step above those of a place; "" where nothing lies above."""
    if place is None or kind not in PLACED:
        return ""
    above = now.territory.places.get(place.parent or 0)
    return f"?theo={kind}&don_vi={above.key}" if above is not None and above.level != "nation" else f"?theo={kind}"


def _states(now: Catalogue) -> list[str]:
    """What products may be worth today, and whether their producer stopped; what none is yet is left out."""
    return [key for key in (*STATES, STOPPED) if key not in ("chua-den", STOPPED) or now.having("hieu_luc", key)]


@dataclass(frozen=True)
class Split:
    """How lines are made: over which rows, to which list they lead, by which parts they are split."""

    now: Catalogue
    index: Index
    url: str
    states: dict[str, int]

    @property
    def columns(self) -> list[str]:
        return [str(STATE_WORDS[key]) for key in self.states]

    def line(self, words: str, rows: int, query: str, deeper: str = "") -> Line:
        """A line whose figures are parts of these rows, each with the address that asks for just them."""
        parts = [
            Cell((rows & state).bit_count(), self._href(f"{query}&hieu_luc={key}" if query else f"hieu_luc={key}"))
            for key, state in self.states.items()
        ]
        return Line(words, Cell(rows.bit_count(), self._href(query)), parts, deeper)

    @property
    def whole(self) -> Line:
        return self.line(_("Tất cả"), self.index.all, "")

    def _href(self, query: str) -> str:
        return f"{self.url}?{query}" if query else self.url


def _producers(now: Catalogue, title: str) -> Figures:
    makers = now.makers
    split = Split(now, makers, reverse("portal:producers"), {})
    values = [value for value in in_menu_order(makers, "loai_hinh") if value in makers.values("loai_hinh")]
    lines = [
        split.line(words_of(makers, "loai_hinh", v), makers.having("loai_hinh", v), f"loai_hinh={v}") for v in values
    ]
    return Figures("chu-the", title, str(FIRST_COLUMN["chu-the"]), [], lines, split.whole)


def _placed(split: Split, kind: str, place: Place | None) -> list[Line]:
    """The places one step below; of the whole country its provinces, of today or of before."""
    now, is_old = split.now, kind == "don-vi-cu"
    found = [each for each in now.places_within[place.pk if place else None] if each.is_old == is_old]

    def deeper(place: Place) -> str:
        return f"?theo={kind}&don_vi={place.key}" if now.places_within.get(place.pk) else ""

    return [split.line(each.title, now.made_in(each.pk), f"don_vi={each.key}", deeper(each)) for each in found]


def _only(now: Catalogue, is_old: bool) -> Place | None:
    """The one province where all is, so that its communes are told at once."""
    found = [place for place in now.places_within[None] if place.is_old == is_old]
    return found[0] if len(found) == 1 else None
