"""The lists of administrative units, read as plain facts.

Two lists come with the package vietnamadminunits 1.0.4 (MIT), with the map from one to the other: the three-level
list of 63 provinces, 696 districts and 10,035 communes, and the two-level list of 34 provinces and 3,321 communes of
1/7/2025 (NQ 202/2025/QH15; codes of QĐ 19/2025/QĐ-TTg). Only its data files are read; its code is never imported.
What the lists do not know is in ocop/places/data: older communes, since when a unit is known, changes after 1/7/2025.

`valid_from` of the older list is the day from which the list vouches for a unit, not the day the unit was founded.
"""

import csv
import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from importlib.machinery import ModuleSpec
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import Any

from ocop.core.text import normalise
from ocop.places.names import COMMUNE_KINDS, DISTRICT_KINDS, PROVINCE_KINDS

OLD_LIST_FROM = date(2025, 3, 1)
"""The last rearrangement of the three-level list took effect that day (NQ 1365/NQ-UBTVQH15)."""
NEW_LIST_FROM = date(2025, 7, 1)
OLD_LIST_TO = NEW_LIST_FROM - timedelta(days=1)
NATION_FROM = date(1976, 7, 2)
MAP_SOURCE = "vietnamadminunits 1.0.4: bảng chuyển đổi đơn vị 1/7/2025"

NATION, PROVINCE, DISTRICT, COMMUNE = "nation", "province", "district", "commune"
Key = tuple[str, str, date]
_OWN_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class UnitFact:
    """A unit as the lists know it."""

    level: str
    code: str
    name: str
    kind: str
    parent: Key | None
    valid_from: date
    valid_to: date | None = None

    @property
    def key(self) -> Key:
        """What tells this unit from every other: a code alone may name two units at different times."""
        return (self.level, self.code, self.valid_from)


@dataclass(frozen=True, slots=True)
class SuccessionFact:
    """An old unit went, whole or in part, into a new one."""

    old: Key
    new: Key
    on: date
    is_whole: bool
    is_main: bool
    source: str


class Register:
    """All units and successions, while they are put together."""

    def __init__(self) -> None:
        self.units: dict[Key, UnitFact] = {}
        self.successions: list[SuccessionFact] = []

    def add(self, fact: UnitFact) -> Key:
        """Add a unit, or leave it as it is when it is there."""
        self.units.setdefault(fact.key, fact)
        return fact.key

    def province_of(self, key: Key) -> Key | None:
        """The province a unit lies in; None for the country."""
        fact: UnitFact | None = self.units[key]
        while fact is not None and fact.level != PROVINCE:
            fact = self.units[fact.parent] if fact.parent else None
        return fact.key if fact else None

    def only(self, provinces: Collection[str]) -> "Register":
        """The part in provinces of these codes and in those they went into, under the country."""
        kept = {key for key in self.units if key[0] == PROVINCE and key[1] in provinces}
        for each in self.successions:  # in order of time
            if each.old in kept and each.new[0] == PROVINCE:
                kept.add(each.new)
        part = Register()
        part.units = {k: fact for k, fact in self.units.items() if k[0] == NATION or self.province_of(k) in kept}
        part.successions = [s for s in self.successions if s.old in part.units and s.new in part.units]
        return part


@lru_cache(maxsize=1)
def register() -> Register:
    """Every unit and succession known, from the package's lists and our own facts. About a second; then remembered."""
    known = Register()
    known.add(UnitFact(NATION, "00", "Việt Nam", "", None, NATION_FROM))
    with package_database() as database:
        old = _old_list(known, database)
        new = _new_list(known, database)
    _earlier_communes(known)
    _map(known, old, new)
    for day, changes in _changes():
        _change(known, day, changes)
    return known


@lru_cache(maxsize=1)
def former_names() -> dict[tuple[str, str], str]:
    """Names that the older list remembers of units merged or renamed before it, and short ones.

    (district code, «xaankhanh») gives the code of the commune it had joined, (province code, «quan9») of the district,
    («», «hcm») of the province.
    """
    names: dict[tuple[str, str], str] = {}
    with package_database() as database:
        columns = "provinceCode, districtCode, wardCode, provinceAlias, districtAlias, wardAlias"
        for province, district, commune, of_province, of_district, of_commune in database.execute(
            f"SELECT {columns} FROM admin_units_legacy WHERE coalesce(provinceAlias, districtAlias, wardAlias) <> ''"
        ):
            names.update({("", alias): province for alias in json.loads(of_province or "[]")})
            names.update({(province, alias): district for alias in json.loads(of_district or "[]")})
            names.update({(district, alias): commune for alias in json.loads(of_commune or "[]")})
    return names


def written_key(kind: str, name: str) -> str:
    """The form in which the package keeps names: no accents, no spaces."""
    return normalise(f"{kind} {name}").replace(" ", "")


def _package() -> Traversable:
    """The package's files, found without running the package (it loads map libraries when imported)."""
    spec = find_spec("vietnamadminunits")
    if not isinstance(spec, ModuleSpec):
        raise LookupError("Chưa cài gói vietnamadminunits: hãy chạy script/server hoặc uv sync.")
    return files(module_from_spec(spec)) / "data"


@contextmanager
def package_database() -> Iterator[sqlite3.Connection]:
    """The package's SQLite file, read only."""
    with (
        as_file(_package() / "dataset.db") as path,
        closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection,
    ):
        yield connection


def _named(full_name: str, kinds: Collection[str]) -> tuple[str, str]:
    # the kind is taken from the name: the package's own type column is wrong in seven rows
    lowered = full_name.lower()
    for kind in kinds:
        if lowered.startswith(f"{kind} "):
            return full_name[len(kind) + 1 :], kind
    raise LookupError(f"Không đọc được loại đơn vị trong «{full_name}».")


def _rows(name: str) -> list[dict[str, str]]:
    with (_OWN_DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _old_list(known: Register, database: sqlite3.Connection) -> dict[str, Key]:
    since = {(row["level"], row["code"]): date.fromisoformat(row["valid_from"]) for row in _rows("known_since.csv")}
    keys: dict[str, Key] = {}

    def add(level: str, code: str, named: tuple[str, str], parent: Key) -> Key:
        province = code if level == PROVINCE else (known.province_of(parent) or parent)[1]
        valid_from = since.get((level, code)) or since.get((PROVINCE, province), OLD_LIST_FROM)
        return known.add(UnitFact(level, code, *named, parent, valid_from, OLD_LIST_TO))

    columns = "province, provinceCode, provinceKey, district, districtCode, districtKey, ward, wardCode, wardKey"
    nation = (NATION, "00", NATION_FROM)
    for p, p_code, p_key, d, d_code, d_key, c, c_code, c_key in database.execute(
        f"SELECT {columns} FROM admin_units_legacy"
    ):
        keys[p_key] = add(PROVINCE, p_code, _named(p, PROVINCE_KINDS), nation)
        district = add(DISTRICT, d_code, _named(d, DISTRICT_KINDS), keys[p_key])
        lowest = add(COMMUNE, c_code, _named(c, COMMUNE_KINDS), district) if c else district
        keys[f"{p_key}_{d_key}_{c_key or ''}"] = lowest
    return keys


def _new_list(known: Register, database: sqlite3.Connection) -> dict[str, Key]:
    keys: dict[str, Key] = {}
    columns = "province, provinceCode, provinceKey, ward, wardCode, wardKey"
    nation = (NATION, "00", NATION_FROM)
    for p, p_code, p_key, c, c_code, c_key in database.execute(f"SELECT {columns} FROM admin_units"):
        keys[p_key] = known.add(UnitFact(PROVINCE, p_code, *_named(p, PROVINCE_KINDS), nation, NEW_LIST_FROM))
        commune = UnitFact(COMMUNE, c_code, *_named(c, COMMUNE_KINDS), keys[p_key], NEW_LIST_FROM)
        keys[f"{p_key}_{c_key}"] = known.add(commune)
    return keys


def _earlier_communes(known: Register) -> None:
    """Communes closed before the older list, as far as the project holds their facts."""
    older = {(key[0], key[1]): key for key, fact in known.units.items() if fact.valid_to == OLD_LIST_TO}
    for row in _rows("earlier_communes.csv"):
        start, end = date.fromisoformat(row["valid_from"]), date.fromisoformat(row["valid_to"])
        parent = older[DISTRICT, row["district"]]
        old = known.add(UnitFact(COMMUNE, row["code"], row["name"], row["kind"], parent, start, end))
        new, on = older[COMMUNE, row["into"]], end + timedelta(days=1)
        known.successions.append(SuccessionFact(old, new, on, True, True, row["source"]))


def _map(known: Register, old: dict[str, Key], new: dict[str, Key]) -> None:
    """The package's map of 1/7/2025: whole units, and divided ones with the part that counts as the main one."""
    table: dict[str, Any] = json.loads((_package() / "converter_2025.json").read_text("utf-8"))

    def add(source: str, target: str, *, is_whole: bool, is_main: bool) -> None:
        fact = SuccessionFact(old[source], new[target], NEW_LIST_FROM, is_whole, is_main, MAP_SOURCE)
        known.successions.append(fact)

    for target, sources in table["DICT_PROVINCE"].items():
        for source in sources:
            add(source, target, is_whole=True, is_main=True)
    for province, communes in table["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for target, sources in communes.items():
            for source in sources:
                add(source, f"{province}_{target}", is_whole=True, is_main=True)
    for province, divided in table["DICT_PROVINCE_WARD_DIVIDED"].items():
        for source, parts in divided.items():
            for part in parts:
                target = f"{province}_{part['newWardKey']}"
                add(source, target, is_whole=False, is_main=part["isDefaultNewWard"])


def _changes() -> Iterator[tuple[date, list[dict[str, str]]]]:
    """Changes after 1/7/2025 by day. One is written there when it is in force, not before."""
    by_day: dict[date, list[dict[str, str]]] = defaultdict(list)
    for row in _rows("changes.csv"):
        by_day[date.fromisoformat(row["day"])].append(row)
    yield from sorted(by_day.items())


def _change(known: Register, day: date, rows: list[dict[str, str]]) -> None:
    """Close the units that get another name or kind on a day and open them anew; what lies in them goes along."""
    in_force = {key: fact for key, fact in known.units.items() if fact.valid_to is None}
    by_code = {key[:2]: key for key in in_force}
    changed = {by_code[row["level"], row["code"]]: row for row in rows}
    for key, fact in in_force.items():
        row = changed.get(key) or changed.get(fact.parent) if fact.parent else None
        if row is None:
            continue
        own = changed.get(key, {})
        parent = (*fact.parent[:2], day) if fact.parent in changed else fact.parent
        name, kind = own.get("name", fact.name), own.get("kind", fact.kind)
        known.units[key] = replace(fact, valid_to=day - timedelta(days=1))
        new = known.add(replace(fact, name=name, kind=kind, parent=parent, valid_from=day))
        known.successions.append(SuccessionFact(key, new, day, True, True, row["source"]))
