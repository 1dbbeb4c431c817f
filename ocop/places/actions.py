"""What happens to places: the lists of units are brought into the system."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from ocop.core.errors import Refused
from ocop.core.text import normalise, sort_key
from ocop.places import source
from ocop.places.models import Succession, Unit
from ocop.places.source import Key, Register, UnitFact

PROVINCES, COMMUNES = 34, 3321
"""NQ 202/2025/QH15 and QĐ 19/2025/QĐ-TTg: what the lists must add up to."""


@dataclass(frozen=True)
class Loaded:
    """How much a load wrote; all zero when everything was there."""

    units: int
    closed: int
    successions: int

    def __bool__(self) -> bool:
        return bool(self.units or self.closed or self.successions)


def load_units(provinces: Collection[str] | None = None) -> Loaded:
    """Bring the administrative units and their successions into the database; a second run writes nothing.

    `provinces` limits it to provinces of these codes and those they went into: small and quick, for tests. Units and
    successions that are there stay as they are, corrections by hand included; only missing ones are written, and a unit
    that a newer list closes is closed.

    Raises:
        Refused: the lists do not add up, so nothing is written.
    """
    known = source.register()
    if provinces is None:
        check_counts(known)
    else:
        known = known.only(provinces)
    check_successions(known)
    with transaction.atomic():
        ids, closed = _close(known)
        units = _write_units(known, ids)
        successions = _write_successions(known, ids)
    return Loaded(units, closed, successions)


def check_counts(known: Register) -> None:
    """Refuse lists without exactly the provinces and communes of today."""
    open_units = Counter(fact.level for fact in known.units.values() if fact.valid_to is None)
    found = (open_units[source.PROVINCE], open_units[source.COMMUNE])
    if found != (PROVINCES, COMMUNES):
        raise Refused(
            f"Danh mục có {found[0]} tỉnh và {found[1]} xã, phải có {PROVINCES} và {COMMUNES}. "
            "Hãy kiểm tra gói vietnamadminunits và các tệp trong ocop/places/data."
        )


def check_successions(known: Register) -> None:
    """Refuse lists in which a closed commune has no successor or not exactly one main one."""
    mains = Counter(each.old for each in known.successions if each.is_main)
    for fact in known.units.values():
        if fact.level == source.COMMUNE and fact.valid_to is not None and mains[fact.key] != 1:
            raise Refused(
                f"{fact.kind} {fact.name} (mã {fact.code}) đã hết hiệu lực, có {mains[fact.key]} đơn vị kế thừa chính. "
                "Hãy bổ sung trong ocop/places/data."
            )


def _close(known: Register) -> tuple[dict[Key, int], int]:
    ids: dict[Key, int] = {}
    closed = []
    for pk, level, code, valid_from, valid_to in Unit.objects.order_by().values_list(
        "pk", "level", "code", "valid_from", "valid_to"
    ):
        key = (level, code, source.NATION_FROM if level == source.NATION else valid_from)  # there is one country
        ids[key] = pk
        fact = known.units.get(key)
        if fact and fact.valid_to and not valid_to:
            closed.append(Unit(pk=pk, valid_to=fact.valid_to))
    Unit.objects.bulk_update(closed, ["valid_to"], batch_size=200)
    return ids, len(closed)


def _write_units(known: Register, ids: dict[Key, int]) -> int:
    missing = [fact for key, fact in known.units.items() if key not in ids]
    for level in Unit.Level.values:  # from the country down, so that parents are there first
        rows = [_unit(fact, ids) for fact in missing if fact.level == level]
        for unit in Unit.objects.bulk_create(rows, batch_size=500):
            ids[unit.level, unit.code, unit.valid_from] = unit.pk
    return len(missing)


def _unit(fact: UnitFact, ids: dict[Key, int]) -> Unit:
    unit = Unit(
        level=fact.level,
        code=fact.code,
        name=fact.name,
        kind=fact.kind,
        parent_id=ids[fact.parent] if fact.parent else None,
        valid_from=fact.valid_from,
        valid_to=fact.valid_to,
    )
    # bulk_create does not call save, which sets these two
    unit.search, unit.order = normalise(unit.full_name)[:160], sort_key(unit.name)
    return unit


def _write_successions(known: Register, ids: dict[Key, int]) -> int:
    there = set(Succession.objects.values_list("old", "on"))
    missing = [
        Succession(
            old_id=ids[each.old],
            new_id=ids[each.new],
            on=each.on,
            is_whole=each.is_whole,
            is_main=each.is_main,
            source=each.source,
        )
        for each in known.successions
        if (ids[each.old], each.on) not in there
    ]
    Succession.objects.bulk_create(missing, batch_size=500)
    return len(missing)
