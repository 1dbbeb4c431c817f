"""From an address as people wrote it to the unit it meant, and to today's unit. Nothing is guessed.

A unit is told by province, district, commune and kind together, never by a commune's name alone: Bến Tre alone had
four pairs of communes of one name. What is accepted although it is written otherwise is said in `remarks`; what stays
open is said in `problem`, with the units it could be in `candidates`.
"""

from dataclasses import dataclass
from datetime import date

from ocop.core.dates import today
from ocop.places.matching import (
    Found,
    Remark,
    Wanted,
    What,
    at_the_time,
    choose,
    communes_in,
    districts_in,
    former_commune,
    provinces_of,
    unless_elsewhere,
    wanted_as,
)
from ocop.places.models import Unit
from ocop.places.names import Address, is_initials, read_address, split_kind
from ocop.places.queries import current_unit, heirs, successors

__all__ = ["Remark", "Resolution", "What", "current_unit", "resolve", "resolve_text", "successors"]


@dataclass(frozen=True)
class Resolution:
    """What an address came to.

    `old` is the unit the address meant, when that unit is closed; `new` is today's unit, when there is exactly one.
    Where the old unit was divided, `is_split` is true, `new` is None, `candidates` are its heirs and `main` is the one
    that received the main part: a person must choose. Where the address itself is not clear, `old` and `new` are both
    None and `candidates` are the units it could mean.
    """

    old: Unit | None = None
    new: Unit | None = None
    candidates: tuple[Unit, ...] = ()
    main: Unit | None = None
    is_split: bool = False
    problem: str = ""
    remarks: tuple[Remark, ...] = ()

    @property
    def is_resolved(self) -> bool:
        """Exactly one unit of today. A divided old unit is not resolved; see `is_split`."""
        return self.new is not None

    @property
    def best(self) -> Unit | None:
        """Today's unit, or the main heir of a divided one."""
        return self.new or self.main


def resolve(
    *,
    province: str,
    commune: str = "",
    district: str = "",
    commune_kind: str = "",
    district_kind: str = "",
    day: date | None = None,
) -> Resolution:
    """The unit that an address means and today's unit for it.

    Kinds may stand in their own arguments or before the names («xã Vọng Đông»), or be missing. `day` is the day the
    address was written: it decides between units of one name at different times. An empty commune resolves the
    district, an empty district and commune the province.
    """
    day = day or today()
    in_province, in_district = wanted_as(province), wanted_as(district, district_kind)
    wanted = wanted_as(commune, commune_kind)
    if not in_province.name:
        return Resolution(problem="Hãy ghi tên tỉnh.")
    provinces = provinces_of(in_province)
    if not provinces.is_one_name:
        return Resolution(problem=f"Không có tỉnh nào tên «{in_province.text}». Hãy kiểm tra tên tỉnh.")
    if in_district.name:
        return _in_district(provinces, (in_province, in_district, wanted), day)
    if not wanted.name:
        return _settle(provinces, in_province, day)
    found = choose(communes_in(provinces.units), wanted)
    return _settle(found, wanted, day, place=in_province.text, before=provinces.remarks)


def _in_district(provinces: Found, parts: tuple[Wanted, Wanted, Wanted], day: date) -> Resolution:
    in_province, in_district, wanted = parts
    districts = districts_in(provinces.units, in_district)
    if not districts.is_one_name:
        return Resolution(problem=f"Không có {in_district.text} ở {in_province.text}. Hãy kiểm tra tên huyện.")
    if not wanted.name:
        return _settle(districts, in_district, day, place=in_province.text, before=provinces.remarks)
    found = choose(Unit.objects.filter(parent__in=districts.units), wanted)
    if not found.units or found.is_doubtful:
        former = former_commune(districts.units, wanted)
        found = former if former.units else found
    found = unless_elsewhere(found, districts, wanted)
    before = (*provinces.remarks, *districts.remarks)
    return _settle(found, wanted, day, place=f"{in_district.text}, {in_province.text}", before=before)


def resolve_text(text: str, *, province: str = "", district: str = "", day: date | None = None) -> Resolution:
    """The unit of an address in one line: «ấp Sơn Lập, xã Vọng Đông, huyện Thoại Sơn, tỉnh An Giang».

    `province` and `district` say what a list leaves out because it is the same for every line.
    """
    address = read_address(text)
    _fill_bare(address, province, district)
    return resolve(
        province=_or_known(address.province, province),
        district=_or_known(address.district, district),
        commune=_joined(address.commune),
        day=day,
    )


def _or_known(part: tuple[str, str], known: str) -> str:
    """The part as written; what is known already where the part is missing or only its initials: «tỉnh AG»."""
    return known if not part[1] or is_initials(part[1], split_kind(known)[1]) else _joined(part)


def _joined(part: tuple[str, str]) -> str:
    return " ".join(part).strip()


def _fill_bare(address: Address, province: str, district: str) -> None:
    """Names without a kind fill the levels that are missing, from the end: «Vọng Đông, Thoại Sơn, An Giang»."""
    bare = list(address.bare)
    if address.province[0] == "thành phố" and not _is_province(address.province):
        address.district, address.province = address.province, ("", "")
    if bare and not address.province[1] and not province:
        address.province = ("", bare.pop(0))
    if bare and not address.commune[1]:
        if len(bare) > 1 and not address.district[1] and not district:
            address.district = ("", bare.pop(0))
        address.commune = ("", bare.pop(0))
    elif bare and not address.district[1] and not district:
        address.district = ("", bare.pop(0))


def _is_province(part: tuple[str, str]) -> bool:
    return any(unit.kind == part[0] for unit in provinces_of(Wanted(*part)).units)


def _settle(found: Found, wanted: Wanted, day: date, *, place: str = "", before: tuple[Remark, ...] = ()) -> Resolution:
    """One unit left: follow it to today. None or several: say so."""
    units = at_the_time(found.units, day, may_prefer=not found.is_open)
    where = f" ở {place}" if place else ""
    if not units:
        return Resolution(problem=f"Không có {wanted.text}{where}. Hãy kiểm tra tên.")
    if len(units) > 1:
        names = "; ".join(unit.path for unit in units)
        return Resolution(candidates=tuple(units), problem=f"«{wanted.text}»{where} có thể là: {names}. Hãy chọn một.")
    return _followed(units[0], (*before, *found.remarks))


def _followed(unit: Unit, remarks: tuple[Remark, ...]) -> Resolution:
    if unit.valid_to is None:
        return Resolution(new=unit, remarks=remarks)
    ahead = heirs(unit)
    units = tuple(heir.unit for heir in ahead)
    main = next((heir.unit for heir in ahead if heir.is_main), None)
    if len(units) == 1:
        return Resolution(old=unit, new=units[0], candidates=units, main=units[0], remarks=remarks)
    if not units:
        problem = f"{unit.title} không còn và không có một đơn vị kế thừa. Hãy ghi tên xã."
        return Resolution(old=unit, problem=problem, remarks=remarks)
    names = ", ".join(each.full_name for each in units)
    problem = f"{unit.title} đã chia vào {names}. Hãy chọn đơn vị hôm nay."
    return Resolution(old=unit, candidates=units, main=main, is_split=True, problem=problem, remarks=remarks)
