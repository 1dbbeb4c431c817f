"""Which units of the lists a written name can mean, at which time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ocop.core.text import normalise
from ocop.places.models import Unit, UnitQuerySet
from ocop.places.names import has_accents, is_near, spelled, split_kind
from ocop.places.queries import predecessors
from ocop.places.source import former_names, written_key


class What(StrEnum):
    """In what an accepted address differs from the list."""

    SPELLING = "spelling"
    KIND = "kind"
    FORMER = "former"


@dataclass(frozen=True)
class Remark:
    """A difference that was accepted, and the sentence that says so."""

    what: What
    sentence: str


@dataclass(frozen=True)
class Wanted:
    """One level of the address, as written."""

    kind: str
    name: str

    @property
    def text(self) -> str:
        return f"{self.kind} {self.name}".strip()

    def matches(self, unit: Unit) -> bool:
        return not self.kind or unit.kind == self.kind


@dataclass(frozen=True)
class Found:
    """Units of a name. Doubtful: spelt otherwise. Open: they lie in different places, and only a person can tell."""

    units: Sequence[Unit] = ()
    is_doubtful: bool = False
    remarks: tuple[Remark, ...] = ()
    is_open: bool = False

    @property
    def is_one_name(self) -> bool:
        """Whether these are units of one name, at whatever times."""
        return len({spelled(unit.name) for unit in self.units}) == 1


def wanted_as(name: str, kind: str = "") -> Wanted:
    """A name as written, its kind beside it or in front of it."""
    written_kind, bare = split_kind(name)
    return Wanted(kind.strip().lower() or written_kind, bare)


def choose(pool: UnitQuerySet, wanted: Wanted) -> Found:
    """The units of the wanted name: spelt the same, else the same without accents, else one letter away."""
    pool = pool.select_related("parent__parent").order_by("order", "parent__order", "code", "valid_from")
    as_written, plain = spelled(wanted.name), normalise(spelled(wanted.name))
    alike = [unit for unit in pool.filter(search__endswith=plain) if normalise(unit.name) == plain]
    if same := [unit for unit in alike if spelled(unit.name) == as_written]:
        return _with_kind(same, wanted)
    if alike:
        found = _with_kind(alike, wanted)
        return _misspelt(found, wanted) if has_accents(wanted.name) else found
    near = [unit for unit in pool if wanted.matches(unit) and is_near(unit.name, wanted.name)]
    return _misspelt(Found(near), wanted) if near else Found()


def _with_kind(units: list[Unit], wanted: Wanted) -> Found:
    if right := [unit for unit in units if wanted.matches(unit)]:
        return Found(right)
    return Found(units, remarks=(Remark(What.KIND, f"Ghi «{wanted.text}», danh mục có {units[0].full_name}."),))


def _misspelt(found: Found, wanted: Wanted) -> Found:
    remark = Remark(What.SPELLING, f"Ghi «{wanted.text}», danh mục có {found.units[0].full_name}.")
    return Found(found.units, is_doubtful=True, remarks=(*found.remarks, remark))


def provinces_of(wanted: Wanted) -> Found:
    """The provinces of a name, old and new; short names of the source («TP.HCM») too."""
    provinces = Unit.objects.filter(level=Unit.Level.PROVINCE)
    found = choose(provinces, wanted)
    if found.units and not found.is_doubtful:
        return found
    former = list(provinces.filter(code__in=_former(wanted, [""])))
    return Found(former) if former else found


def communes_in(provinces: Sequence[Unit]) -> UnitQuerySet:
    """All communes of the provinces at all times."""
    communes = Unit.objects.filter(level=Unit.Level.COMMUNE)
    return communes.filter(parent__in=provinces) | communes.filter(parent__parent__in=provinces)


def districts_in(provinces: Sequence[Unit], wanted: Wanted) -> Found:
    """The districts of that name in the province, or in the old provinces that went into it."""
    all_districts = Unit.objects.filter(level=Unit.Level.DISTRICT)
    found = choose(all_districts.filter(parent__in=provinces), wanted)
    if found.units:
        return found
    earlier = [old.pk for province in provinces for old in predecessors(province)]
    found = choose(all_districts.filter(parent__in=earlier), wanted)
    return found if found.units else _former_district(provinces, wanted)


def _former(wanted: Wanted, codes: Iterable[str]) -> set[str]:
    names = former_names()
    for key in (written_key(wanted.kind, wanted.name), written_key("", wanted.name)):
        if found := {names[code, key] for code in codes if (code, key) in names}:
            return found
    return set()


def _former_district(provinces: Sequence[Unit], wanted: Wanted) -> Found:
    codes = _former(wanted, [province.code for province in provinces])
    units = Unit.objects.filter(level=Unit.Level.DISTRICT, code__in=codes, parent__in=provinces)
    return _as_former(list(units), wanted)


def former_commune(districts: Sequence[Unit], wanted: Wanted) -> Found:
    """The commune that a commune of this name had joined before the older list was drawn up."""
    codes = _former(wanted, [district.code for district in districts])
    units = Unit.objects.filter(level=Unit.Level.COMMUNE, code__in=codes, parent__in=districts)
    # the code may have belonged to another unit before; the source means the one of its own list, the last
    last = max((unit.valid_to for unit in units if unit.valid_to), default=None)
    return _as_former([unit for unit in units.select_related("parent__parent") if unit.valid_to == last], wanted)


def _as_former(units: list[Unit], wanted: Wanted) -> Found:
    if not units:
        return Found()
    sentence = f"«{wanted.text}» đã nhập vào {units[0].full_name} trước ngày của danh mục."
    return Found(units, remarks=(Remark(What.FORMER, sentence),))


def unless_elsewhere(found: Found, districts: Found, wanted: Wanted) -> Found:
    """A misspelt commune is doubtful where the very name, rightly spelt, stands in another district of the province.

    Then either the name or the district may be wrong, and both units are candidates.
    """
    if not found.is_doubtful:
        return found
    provinces = {unit.parent for unit in districts.units if unit.parent}
    elsewhere = [
        unit
        for unit in Unit.objects.filter(parent__parent__in=provinces).select_related("parent__parent")
        if spelled(unit.name) == spelled(wanted.name) and wanted.matches(unit)
    ]
    return Found([*found.units, *elsewhere], found.is_doubtful, found.remarks, is_open=bool(elsewhere))


def at_the_time(units: Sequence[Unit], day: date, *, may_prefer: bool) -> list[Unit]:
    """Of units of one name, those of the day. In one place the nearest in time; between places only the day itself."""
    places: dict[tuple[str, str, str], list[Unit]] = {}
    for unit in units:
        place = (unit.parent.level, unit.parent.code, unit.kind) if unit.parent else ("", "", "")
        places.setdefault(place, []).append(unit)
    nearest = [unit for group in places.values() for unit in _nearest(group, day)]
    if not may_prefer or len(nearest) == 1:
        return nearest
    if of_the_day := [unit for unit in nearest if _existed(unit, day)]:
        return of_the_day
    first = min((unit.valid_from for unit in nearest), default=day)
    return [unit for unit in nearest if unit.valid_from == first] if first > day else nearest


def _existed(unit: Unit, day: date) -> bool:
    return unit.valid_from <= day and (unit.valid_to is None or unit.valid_to >= day)


def _nearest(units: list[Unit], day: date) -> list[Unit]:
    if of_the_day := [unit for unit in units if _existed(unit, day)]:
        return of_the_day
    if later := [unit.valid_from for unit in units if unit.valid_from > day]:
        return [unit for unit in units if unit.valid_from == min(later)]
    return [unit for unit in units if unit.valid_to == max(u.valid_to for u in units if u.valid_to)]
