"""The public lists of trade records: what each is called, how it is filtered, which products belong to it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.certificates.models import RecognitionQuerySet
from ocop.core.language import is_source
from ocop.core.text import normalise
from ocop.core.versions import cached
from ocop.places.models import Succession, Unit
from ocop.places.queries import with_predecessors
from ocop.portal import queries
from ocop.portal.catalogue import YES, Catalogue, catalogue
from ocop.portal.listing import Found, read
from ocop.search import index
from ocop.trade.models import CraftVillage, GiftSet, Market, PointOfSale, Record, TourismSite


@dataclass(frozen=True)
class Section:
    """One of the lists. `choice` is the field that tells its records apart, `asked` that field's name in addresses."""

    model: type[Record]
    url_name: str
    title: str | Promise
    lead: str | Promise
    unit_of_count: str | Promise
    choice: str
    asked: str
    choice_label: str | Promise
    icon: str = "pin"
    is_placed: bool = True
    joins: tuple[str, ...] = field(default=("picture", "unit__parent__parent"))

    @property
    def kind(self) -> str:
        """Its name in grants and in the search."""
        return str(self.model._meta.model_name)

    def public(self) -> QuerySet[Any]:
        """The records everybody may see."""
        return cast("QuerySet[Any]", cast(Any, self.model).objects.allowed(None, f"{self.kind}.view"))

    def shown(self) -> QuerySet[Any]:
        """The same, ready for a list."""
        return self.public().select_related(*self.joins).prefetch_related("picture__renditions")


MARKETS = Section(
    Market, "portal:markets", gettext_lazy("Thị trường tiêu thụ"),
    gettext_lazy("Nơi sản phẩm OCOP của tỉnh đang được bán, trong nước và ngoài nước."), gettext_lazy("thị trường"),
    "country", "nuoc", gettext_lazy("Nước"), icon="building", is_placed=False, joins=("picture", "province"),
)  # fmt: skip
POINTS_OF_SALE = Section(
    PointOfSale, "portal:points_of_sale", gettext_lazy("Điểm bán"),
    gettext_lazy("Cửa hàng, gian trưng bày, trạm dừng chân có bán sản phẩm OCOP."), gettext_lazy("điểm bán"),
    "kind", "loai", gettext_lazy("Loại"),
)  # fmt: skip
CRAFT_VILLAGES = Section(
    CraftVillage, "portal:craft_villages", gettext_lazy("Làng nghề"),
    gettext_lazy("Nghề truyền thống, làng nghề và những người giữ nghề."), gettext_lazy("làng nghề"),
    "kind", "loai", gettext_lazy("Loại"), icon="people",
)  # fmt: skip
TOURISM = Section(
    TourismSite, "portal:tourism", gettext_lazy("Du lịch"),
    gettext_lazy("Điểm đến và dịch vụ du lịch cộng đồng, du lịch sinh thái."), gettext_lazy("điểm du lịch"),
    "kind", "loai", gettext_lazy("Loại"), icon="image",
)  # fmt: skip
GIFT_SETS = Section(
    GiftSet, "portal:gift_sets", gettext_lazy("Gói quà"),
    gettext_lazy("Sản phẩm OCOP chọn sẵn thành bộ, làm quà dịp Tết, hội nghị và quanh năm."), gettext_lazy("gói quà"),
    "occasion", "dip", gettext_lazy("Dịp"), icon="star", is_placed=False, joins=("picture", "seller"),
)  # fmt: skip

SECTIONS = (MARKETS, POINTS_OF_SALE, CRAFT_VILLAGES, TOURISM, GIFT_SETS)


class TradeFilter(forms.Form):
    """The filters of a list, read from its address. What is not understood is ignored, never an error."""

    q = forms.CharField(label=gettext_lazy("Tên"), required=False, max_length=200)
    chon = forms.ChoiceField(required=False)
    don_vi = forms.ChoiceField(label=gettext_lazy("Địa bàn, cũ hoặc mới"), required=False)

    def __init__(self, query: QueryDict, section: Section) -> None:
        super().__init__(query)
        self.section = section
        self.fields[section.asked] = self.fields.pop("chon")
        self.fields[section.asked].label = str(section.choice_label)
        self._offer(section.asked, choices_of(section))
        if section.is_placed:
            self._offer("don_vi", unit_choices(section))
        else:
            del self.fields["don_vi"]
        self.order_fields(["q", "don_vi", section.asked])
        self.is_valid()
        self.unit = queries.unit_by_key(self.cleaned("don_vi"))

    def _offer(self, name: str, choices: list[Any]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = [("", _("Tất cả")), *choices]

    @property
    def choice(self) -> forms.BoundField:
        """The field that differs from list to list."""
        return self[self.section.asked]

    def cleaned(self, name: str) -> str:
        """A field's value, or "" when it was empty or not understood."""
        return str(self.cleaned_data.get(name) or "")

    def rows(self) -> QuerySet[Any]:
        """The records asked for."""
        rows = self.section.shown()
        if normalise(self.cleaned("q")):
            rows = rows.filter(code__in=index.matching(self.section.kind, self.cleaned("q")))
        if value := self.cleaned(self.section.asked):
            rows = rows.filter(**{self.section.choice: value})
        if self.unit is not None:
            rows = rows.filter(unit__in=with_predecessors(self.unit))
        return rows.order_by("order", "pk")

    def chips(self) -> list[tuple[str, str]]:
        """What the list is filtered by: words, and the address without that filter."""
        return [(self._words(name), self._without(name)) for name in self.fields if self.cleaned(name)]

    def _words(self, name: str) -> str:
        value = self.cleaned(name)
        if name == "q":
            return f"«{value}»"
        if name == "don_vi" and self.unit is not None:
            return self.unit.title
        return str(dict(choices_of(self.section)).get(value, value))

    def _without(self, name: str) -> str:
        query = cast(QueryDict, self.data).copy()
        for key in (name, "trang"):
            query.pop(key, None)
        return f"?{query.urlencode()}"


def choices_of(section: Section) -> list[tuple[str, str]]:
    """What the records of a list differ by: the countries there are, or the kinds the model names."""
    if section.model is Market:
        return cached(("trade.countries",), _countries)
    return [(str(value), str(label)) for value, label in section.model._meta.get_field(section.choice).flatchoices]  # type: ignore[union-attr]


def _countries() -> list[tuple[str, str]]:
    rows = Market.objects.allowed(None, "market.view").order_by("country").values_list("country", "country_en")
    named = {country: country if is_source() else english or country for country, english in rows}
    return sorted(named.items(), key=lambda pair: (pair[0] != Market.HOME, normalise(pair[1])))


# Places


def unit_choices(section: Section) -> list[tuple[str, list[tuple[str, str]]]]:
    """Where the records of a list are: today's units by province, then the old ones that went into them."""
    return cached(("trade.units", section.kind), lambda: _unit_choices(section))


def _unit_choices(section: Section) -> list[tuple[str, list[tuple[str, str]]]]:
    used = section.shown().order_by().values("unit")
    went_in = Succession.objects.filter(new__in=used).order_by().values("old")
    units = Unit.objects.filter(Q(pk__in=used) | Q(pk__in=went_in)).select_related("parent__parent")
    today, old = [each for each in units if not each.valid_to], [each for each in units if each.valid_to]
    return [*_by_province(today, ""), *_by_province(old, f" ({_('trước sắp xếp')})")]


def _by_province(units: list[Unit], mark: str) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[Unit, list[Unit]] = defaultdict(list)
    for unit in units:
        groups[unit.at_level(Unit.Level.PROVINCE) or unit].append(unit)
    return [
        (
            f"{province.title}{mark}",
            [
                (queries.key_of(province), _("Toàn %(province)s") % {"province": province.full_name}),
                *((queries.key_of(unit), _named(unit)) for unit in sorted(inside, key=lambda each: each.order)),
            ],
        )
        for province, inside in sorted(groups.items(), key=lambda pair: pair[0].order)
    ]


def _named(unit: Unit) -> str:
    above = unit.at_level(Unit.Level.DISTRICT)
    return f"{unit.title}, {above.full_name}" if above is not None and above != unit else unit.title


# Products


def products_where(rows: Q) -> RecognitionQuerySet:
    """The public products of a record, as the list of products shows them."""
    return queries.showcase().filter(rows).order_by("product__order", "pk")


def tourism_products(query: QueryDict) -> tuple[Catalogue, Found]:
    """The recognised services of tourism, of the name and the place asked for: what the list of products calls so."""
    now = catalogue()
    wanted = QueryDict(mutable=True)
    wanted.update({name: query.get(name, "") for name in ("q", "don_vi")} | {"du_lich": YES})
    return now, Found(now, read(wanted, now))
