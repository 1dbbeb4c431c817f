"""The home page: the blocks an editor arranged, each filled with what is published today."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.content import queries as content
from ocop.content.models import GalleryIndexPage, HomePage, LegalIndexPage, NewsIndexPage, VideoIndexPage
from ocop.core.language import said
from ocop.core.versions import cached
from ocop.gis.overview import overview
from ocop.portal.cards import Card, cards_of
from ocop.portal.catalogue import STATES, Catalogue, catalogue
from ocop.portal.facets import Choice, Facet, facets, kinds_of_producer, star_words
from ocop.portal.listing import Found, read

IN_FORCE, UNSURE = "con", "chua-ro"
SLIDES, PHOTOS, PLACES, BARS = 12, 6, 12, 6
TITLES = {
    "products": gettext_lazy("Sản phẩm mới được công nhận"),
    "news": gettext_lazy("Tin tức"),
    "documents": gettext_lazy("Văn bản mới"),
    "map": gettext_lazy("Sản phẩm theo địa bàn"),
    "statistics": gettext_lazy("Còn hiệu lực hôm nay"),
    "gallery": gettext_lazy("Hình ảnh hoạt động"),
    "videos": gettext_lazy("Video"),
    "partners": gettext_lazy("Liên kết"),
    "text": "",
}
USUAL = ("statistics", "products", "news", "documents", "map", "gallery", "videos", "partners")
"""What the home page shows, and in which order, until an editor arranges it."""


@dataclass(frozen=True)
class Block:
    """One block with what its template needs. `title` is the editor's; on English pages it is ours, translated."""

    kind: str
    title: str
    number: int
    holds: dict[str, Any] = field(default_factory=dict)

    @property
    def template(self) -> str:
        return f"portal/home/{self.kind}.html"

    @property
    def id(self) -> str:
        return f"khoi-{self.number}"


class Today:
    """What the blocks of one page share: the catalogue of now, read when the first of them asks."""

    @cached_property
    def catalogue(self) -> Catalogue:
        return catalogue()

    @cached_property
    def in_force(self) -> Found:
        return Found(self.catalogue, read(QueryDict(f"hieu_luc={IN_FORCE}"), self.catalogue))


Value = dict[str, Any]
Maker = Callable[[Value, Today], dict[str, Any] | None]
_MAKERS: dict[str, Maker] = {}


def _fills(kind: str) -> Callable[[Maker], Maker]:
    def register(make: Maker) -> Maker:
        _MAKERS[kind] = make
        return make

    return register


def compose(page: HomePage | None) -> list[Block]:
    """The blocks in the editor's order, or the usual ones; a block with nothing to show is left out."""
    asked: Iterable[tuple[str, Any]]
    if page is not None and len(page.body):
        asked = [(each.block_type, each.value) for each in page.body]
    else:
        asked = [(kind, {}) for kind in USUAL]
    blocks, today = [], Today()
    for number, (kind, value) in enumerate(asked, start=1):
        holds = _MAKERS[kind](value, today)
        if holds is not None:
            blocks.append(Block(kind, _title(kind, value), number, holds))
    return blocks


def _title(kind: str, value: Any) -> str:
    own = said(value, "title")
    return str(own if own and own.is_translated else TITLES[kind])


def index_url(model: type[Any]) -> str:
    """The address of the one index page of a kind; empty where it is not published."""

    def find() -> str:
        page = model.objects.live().first()
        return page.get_url() or "" if page else ""

    return cached(("index page", model.__name__), find)


# Sản phẩm


@_fills("products")
def _products(value: Value, today: Today) -> dict[str, Any] | None:
    now = today.catalogue
    cards = _picked(now, value.get("codes") or []) if value.get("choice") == "picked" else _chosen(now, value)
    return {"cards": cards, "url": reverse("portal:products")} if cards else None


def _chosen(now: Catalogue, value: Value) -> list[Card]:
    """Products in force, the newest or those of most stars first; where they are few, those of old lists after them."""
    sort = "sao" if value.get("choice") == "stars" else "moi"
    keys = now.in_order(now.having("hieu_luc", IN_FORCE), sort, 0, SLIDES)
    keys += now.in_order(now.having("hieu_luc", UNSURE), sort, 0, SLIDES - len(keys))
    return cards_of(now, keys)


def _picked(now: Catalogue, codes: list[str]) -> list[Card]:
    """Those an editor named by code, as long as they are in force, in the order of names."""
    rows = now.coded(code.strip().lower() for code in codes) & now.having("hieu_luc", IN_FORCE)
    return cards_of(now, now.in_order(rows, "", 0, SLIDES))


@dataclass(frozen=True)
class Bars:
    """A few figures side by side, each leading to what it counts."""

    title: str
    choices: list[Choice]

    @property
    def highest(self) -> int:
        return max(choice.count for choice in self.choices)


@_fills("statistics")
def _statistics(value: Value, today: Today) -> dict[str, Any] | None:
    return cached("home statistics", lambda: figures(today))


def figures(today: Today) -> dict[str, Any]:
    """How many products are in force today, of each star, group and year; and the producers by type. Each as its list
    counts it.
    """
    now, found = today.catalogue, today.in_force
    here = reverse("portal:products")
    counts = found.counts("sao")
    menus = {menu.name: menu for menu in facets(found)}
    makers = kinds_of_producer(Found(now.makers, read(QueryDict(), now.makers)))
    barred = [(menus[name], here) for name in ("nhom", "nam") if name in menus]
    barred.insert(1, (replace(makers, title=_("Chủ thể theo loại hình")), reverse("portal:producers")))
    return {
        "total": found.count,
        "ranks": [
            {"count": counts.get(str(n), 0), "words": star_words(str(n)), "url": here + found.asked.address(sao=str(n))}
            for n in sorted(now.ranks, reverse=True)
        ],
        "unsure": sum(now.having("hieu_luc", key).bit_count() for key in STATES if key == UNSURE),
        "bars": [_bars(menu, url) for menu, url in barred if menu.choices],
        "products_url": here,
        "url": reverse("portal:statistics"),
    }


def _bars(menu: Facet, url: str) -> Bars:
    """The largest of a menu, each leading to the list at this address."""
    most = sorted(menu.choices, key=lambda choice: -choice.count)[:BARS]
    return Bars(menu.title, [Choice(each.words, each.count, url + each.href) for each in most])


@_fills("map")
def _map(value: Value, today: Today) -> dict[str, Any] | None:
    places = cached("home places", lambda: busiest_places(today.catalogue))
    picture = cached("home picture", lambda: overview(today.catalogue.in_each_unit()))
    return {"places": places, "picture": picture, "url": reverse("portal:products")} if places else None


def busiest_places(now: Catalogue) -> list[tuple[str, int, str]]:
    """The communes of today with most recognised products: words, how many, and the list that counts them."""
    here = reverse("portal:products")
    counted = [(now.territory.places[pk], count) for pk, count in now.in_each_unit().items()]
    communes = [(place, count) for place, count in counted if place.level == "commune" and not place.is_old]
    most = sorted(communes, key=lambda each: (-each[1], each[0].title))[:PLACES]
    return [(place.title, count, f"{here}?don_vi={place.key}") for place, count in most]


# Nội dung


@_fills("news")
def _news(value: Value, today: Today) -> dict[str, Any] | None:
    news = list(content.newest_news(value.get("count") or 4))
    prefetch_related_objects(news, "lead_image__renditions")
    return {"news": news, "url": index_url(NewsIndexPage)} if news else None


@_fills("documents")
def _documents(value: Value, today: Today) -> dict[str, Any] | None:
    documents = list(content.newest_documents(value.get("count") or 5))
    return {"documents": documents, "url": index_url(LegalIndexPage)} if documents else None


@_fills("gallery")
def _gallery(value: Value, today: Today) -> dict[str, Any] | None:
    chosen = value.get("gallery")
    album = chosen.specific if chosen is not None and chosen.live else next(iter(content.galleries(1)), None)
    if album is None:
        return None
    photos = list(album.images.all()[:PHOTOS])
    prefetch_related_objects(photos, "image__renditions")
    return {"album": album, "photos": photos, "url": index_url(GalleryIndexPage)} if photos else None


@_fills("videos")
def _videos(value: Value, today: Today) -> dict[str, Any] | None:
    videos = list(content.videos(value.get("count") or 3))
    prefetch_related_objects(videos, "poster__renditions")
    return {"videos": videos, "url": index_url(VideoIndexPage)} if videos else None


@_fills("partners")
def _partners(value: Value, today: Today) -> dict[str, Any] | None:
    partners = content.partners()
    prefetch_related_objects(partners, "logo__renditions")
    return {"partners": partners} if partners else None


@_fills("text")
def _text(value: Value, today: Today) -> dict[str, Any] | None:
    return {"words": said(value, "text")} if value.get("text") else None
