"""What visitors look for: recognised products, their producers, certificates by number. Public rows only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Replace, Upper

from ocop.certificates.models import Certificate, Recognition, RecognitionQuerySet
from ocop.certificates.validity import IN_FORCE, State
from ocop.core.dates import today
from ocop.core.text import normalise
from ocop.places.models import Unit
from ocop.places.queries import with_predecessors
from ocop.producers.models import Producer
from ocop.programme.models import OrganisationType, ProductClass

MAX_WORDS = 8
STATES = {
    "con": ("Còn hiệu lực hôm nay", tuple(IN_FORCE)),
    "chua-ro": ("Chưa đủ căn cứ", (State.UNKNOWN,)),
    "het": ("Hết hiệu lực, bị thu hồi", (State.EXPIRED, State.REVOKED)),
}
SORTS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "": ("Tên A–Z", ("product__order", "pk")),
    "sao": ("Nhiều sao trước", ("-rank_order", "product__order", "pk")),
    "moi": ("Mới công nhận trước", (F("valid_from").desc(nulls_last=True), "product__order", "pk")),
}
POTENTIAL = "tiem-nang"


def words_of(text: str) -> list[str]:
    """The words of a search, without accents; the first few of a very long one."""
    return normalise(text[:200]).split()[:MAX_WORDS]


def matching(path: str, text: str) -> Q:
    """Every word of the text somewhere in the searched column."""
    rows = Q(pk__isnull=False)
    for word in words_of(text):
        rows &= Q(**{f"{path}__contains": word})
    return rows


def showcase(day: date | None = None) -> RecognitionQuerySet:
    """Each public product once, by its latest recognition, with what that is worth today as `state`."""
    rows = Recognition.objects.current().allowed(None, "recognition.view").for_page().with_state(day or today())
    return rows.annotate(rank_order=Coalesce("stars", "potential_stars"))


@dataclass(frozen=True)
class Search:
    """What a visitor asked for; everything optional."""

    text: str = ""
    group: str = ""
    unit: Unit | None = None
    stars: str = ""
    organisation: str = ""
    producer: Producer | None = None
    state: str = ""
    sort: str = ""


def products(search: Search) -> RecognitionQuerySet:
    """The recognised products a visitor asked for."""
    rows = showcase().filter(matching("product__search", search.text))
    if search.group:
        rows = rows.filter(in_group(search.group))
    if search.unit is not None:
        rows = rows.filter(made_in(search.unit, "product__producer__"))
    if search.stars == POTENTIAL:
        rows = rows.filter(stars=None)
    elif search.stars:
        rows = rows.filter(stars=int(search.stars))
    if search.organisation:
        rows = rows.filter(product__producer__organisation_type__code=search.organisation)
    if search.producer is not None:
        rows = rows.filter(product__producer=search.producer)
    if search.state in STATES:
        rows = rows.being(*STATES[search.state][1])
    return rows.order_by(*SORTS.get(search.sort, SORTS[""])[1])


def in_group(name: str) -> Q:
    """Products whose class lies under a group of this name, whichever decision classed them."""
    groups = ProductClass.objects.filter(depth=ProductClass.Depth.GROUP, name=name).values("pk")
    return (
        Q(product__product_class__in=groups)
        | Q(product__product_class__parent__in=groups)
        | Q(product__product_class__parent__parent__in=groups)
    )


def made_in(unit: Unit, path: str) -> Q:
    """Producers of a place, old or new. Under an old unit: those filed there; without that, those it went into."""
    places = with_predecessors(unit)
    now = Q(**{f"{path}unit__in": places})
    if unit.valid_to is None:
        return now
    filed_old = Q(**{f"{path}unit_as_filed__valid_to__isnull": False})
    return (filed_old & Q(**{f"{path}unit_as_filed__in": places})) | (~filed_old & now)


def producers(text: str = "", unit: Unit | None = None, organisation: str = "") -> QuerySet[Producer]:
    """The producers of recognised products, each with `products_in_force`, the number of those in force today."""
    rows = Producer.objects.allowed(None, "producer.view").filter(matching("search", text))
    if unit is not None:
        rows = rows.filter(made_in(unit, ""))
    if organisation:
        rows = rows.filter(organisation_type__code=organisation)
    return rows.select_related("unit__parent__parent", "organisation_type").order_by("order", "pk")


def counts_of(producers: list[Producer]) -> dict[int, tuple[int, int]]:
    """Of each producer: products recognised, and those in force today. One query."""
    rows = (
        showcase()
        .select_related(None)
        .filter(product__producer__in=[producer.pk for producer in producers])
        .order_by()
        .values("product__producer")
        .annotate(total=Count("pk"), valid=Count("pk", filter=Q(state__in=IN_FORCE)))
    )
    return {row["product__producer"]: (row["total"], row["valid"]) for row in rows}


def stars_today() -> dict[int | None, int]:
    """How many products of each number of stars are in force today; None counts those of which the source is unsure."""
    rows = showcase().select_related(None).order_by().values("stars", "state").annotate(total=Count("pk"))  # type: ignore[misc]
    found: dict[int | None, int] = {}
    for row in rows:
        if row["state"] in IN_FORCE and row["stars"]:
            found[row["stars"]] = found.get(row["stars"], 0) + row["total"]
        elif row["state"] == State.UNKNOWN:
            found[None] = found.get(None, 0) + row["total"]
    return found


# Choices of the filters


def group_names() -> list[str]:
    """The groups of goods that public products are in, in the order of the annex."""
    used = Recognition.objects.current().allowed(None, "recognition.view").order_by()
    classes = ProductClass.objects.select_related("parent__parent").filter(pk__in=used.values("product__product_class"))
    groups = {each.group.name: each.group for each in classes}
    return sorted(groups, key=lambda name: (groups[name].order, name))


def organisation_types() -> list[tuple[str, str]]:
    """Types of organisation of public producers."""
    used = Producer.objects.allowed(None, "producer.view").order_by().values("organisation_type")
    return list(OrganisationType.objects.filter(pk__in=used).values_list("code", "label"))


def key_of(unit: Unit) -> str:
    """How an address names a unit: its code and its first day, since a code may be given twice."""
    return f"{unit.code}-{unit.valid_from:%Y%m%d}"


def unit_by_key(key: str) -> Unit | None:
    """The unit of such a key; None when there is none."""
    if not (match := re.fullmatch(r"(\d{2,5})-(\d{4})(\d{2})(\d{2})", key, re.ASCII)):
        return None
    code, *day = match.groups()
    try:
        valid_from = date(*(int(part) for part in day))
    except ValueError:
        return None
    return Unit.objects.select_related("parent__parent").filter(code=code, valid_from=valid_from).first()


def unit_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Places of public producers to choose from: of today by province, then the old ones by province of then."""
    shown = Producer.objects.allowed(None, "producer.view").order_by()
    units = Unit.objects.filter(Q(pk__in=shown.values("unit")) | Q(pk__in=shown.values("unit_as_filed")))
    today_groups: dict[Unit, set[Unit]] = {}
    old_groups: dict[Unit, set[Unit]] = {}
    for unit in units.select_related("parent__parent"):
        province = unit.at_level(Unit.Level.PROVINCE) or unit
        groups = today_groups if unit.valid_to is None else old_groups
        members = groups.setdefault(province, set())
        members.add(unit)
        if unit.parent is not None and unit.parent.level == Unit.Level.DISTRICT:
            members.add(unit.parent)
    choices = [_choices(province, members, "") for province, members in _by_order(today_groups)]
    return choices + [_choices(province, members, " (trước sắp xếp)") for province, members in _by_order(old_groups)]


def _by_order(groups: dict[Unit, set[Unit]]) -> list[tuple[Unit, set[Unit]]]:
    return sorted(groups.items(), key=lambda pair: pair[0].order)


def _choices(province: Unit, members: set[Unit], mark: str) -> tuple[str, list[tuple[str, str]]]:
    inside = sorted(members - {province}, key=lambda unit: (unit.level != Unit.Level.DISTRICT, unit.order))
    whole = [(key_of(province), f"Toàn {province.full_name}")]
    return f"{province.title}{mark}", whole + [(key_of(unit), _named(unit)) for unit in inside]


def _named(unit: Unit) -> str:
    above = unit.parent if unit.parent is not None and unit.parent.level == Unit.Level.DISTRICT else None
    return f"{unit.title}, {above.full_name}" if above else unit.title


# Certificates


def certificate_by_number(text: str) -> Certificate | None:
    """The public certificate of a number as people type it: any spaces, any case, accents or not; or of its code."""
    asked = "".join(text[:200].split()).replace("\x00", "")
    rows = Certificate.objects.allowed(None, "certificate.view")
    if not asked:
        return None
    if (found := re.search(r"([2-9a-z]{12})/?$", asked)) and (row := rows.filter(code=found[1]).first()):
        return row
    spaceless = Upper(Replace("number", Value(" "), Value("")))
    if row := rows.annotate(plain=spaceless).filter(plain=asked.upper()).first():
        return row
    digits = max(re.findall(r"\d+", asked, re.ASCII), key=len, default="")
    if not digits:
        return None
    wanted = normalise(asked).replace(" ", "")
    near = rows.filter(number__contains=digits)[:500]
    return next((row for row in near if normalise(row.number).replace(" ", "") == wanted), None)
