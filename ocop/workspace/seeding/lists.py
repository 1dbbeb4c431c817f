"""Real lists carried over as facts in seed/: An Giang's recognised products, Cà Mau's potential ones.

What a source does not say stays unknown. Loading twice changes nothing.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

from django.conf import settings
from django.db import transaction

from ocop.certificates.models import Recognition
from ocop.core.text import normalise
from ocop.journal.actions import record
from ocop.places.models import Unit
from ocop.places.queries import successors
from ocop.places.resolve import Resolution, resolve
from ocop.producers.actions import doubt_place
from ocop.producers.models import DoubtfulPair, PotentialProduct, Producer, Product
from ocop.programme.models import OrganisationType, Regime

AN_GIANG = "Báo cáo số 95/BC-SNNPTNT ngày 13/3/2024, Phụ lục II"
AN_GIANG_STATE = date(2023, 12, 31)
AN_GIANG_REGIME = "148-2023"
CA_MAU = "Kế hoạch kèm theo Quyết định số 2822/QĐ-UBND, Phụ lục 3"
CA_MAU_DAY = date(2022, 11, 24)

_TYPES = {
    "doanh nghiệp": "enterprise",
    "hợp tác xã": "cooperative",
    "tổ hợp tác": "cooperative_group",
    "hộ kinh doanh": "business_household",
    "cơ sở sản xuất": "premises",
    "DN": "enterprise",
    "HTX": "cooperative",
    "THT": "cooperative_group",
    "HKD": "business_household",
}
_TYPE_WORDS = {"cong", "ty", "tnhh", "mtv", "cp", "co", "phan", "htx", "hop", "tac", "xa", "ho", "kinh", "doanh", "hkd"}
_TYPE_WORDS |= {"so", "san", "xuat", "tht", "to", "thuong", "mai", "dich", "vu", "sx", "tm", "dv", "dntn", "tu", "nhan"}
_ALIKE = 0.86
_TONES = "\u0300\u0301\u0303\u0309\u0323"


@dataclass(frozen=True)
class Loaded:
    """What a load did: rows made, rows that were there already, and sentences about what stays open."""

    made: int
    known: int
    open_questions: list[str]


def rows_of(name: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV file of seed/."""
    with (Path(settings.BASE_DIR) / "seed" / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@transaction.atomic
def load_an_giang() -> Loaded:
    """An Giang's 108 products still valid at 31/12/2023, as recognitions under their regime, with their provenance."""
    regime = Regime.objects.get(code=AN_GIANG_REGIME)
    made, known, questions, places = 0, 0, [], _Places(AN_GIANG_STATE)
    for row in rows_of("angiang_products.csv"):
        source_row = f"angiang_products:{row['star_level']}:{row['seq']}"
        place = places.of(row)
        if imported := Recognition.objects.filter(source_row=source_row).select_related("product__producer").first():
            doubt_place(imported.product.producer, place.problem, _choices(place), source=AN_GIANG)
            known += 1
            continue
        if place.problem:
            questions.append(f"{source_row} «{row['product']}»: {place.problem}")
        producer = _producer(row, place, places.filed(row), AN_GIANG)
        doubt_place(producer, place.problem, _choices(place), source=AN_GIANG)
        product = Product.objects.create(name=row["product"], producer=producer)
        is_potential = row["star_level"].startswith("potential_")
        stars = int(row["star_level"].rpartition("_")[2])
        recognition = Recognition.objects.create(
            product=product,
            regime=regime,
            stars=None if is_potential else stars,
            potential_stars=stars if is_potential else None,
            known_valid_on=AN_GIANG_STATE,
            provenance=AN_GIANG,
            source_row=source_row,
        )
        record("recognition.import", recognition, by=None, nguon=AN_GIANG, dong=source_row, chua_ro=place.problem)
        made += 1
    find_doubtful_pairs(AN_GIANG)
    return Loaded(made, known, questions)


@transaction.atomic
def load_ca_mau() -> Loaded:
    """Cà Mau's 237 potential products: kept apart, never public."""
    made, known, questions, places = 0, 0, [], _Places(CA_MAU_DAY)
    seen = set(PotentialProduct.objects.values_list("source_row", flat=True))
    for row in rows_of("camau_potential.csv"):
        source_row = f"camau_potential:{row['district_no']}:{row['seq']}"
        if source_row in seen:
            known += 1
            continue
        place = places.of(row)
        if place.problem:
            questions.append(f"{source_row} «{row['product']}»: {place.problem}")
        PotentialProduct.objects.create(
            name=row["product"],
            producer_name=row["producer"],
            organisation_type=OrganisationType.objects.filter(code=_TYPES.get(row["org_type"], "")).first(),
            unit=place.best or _province_today(place, row["province"]),
            unit_as_filed=places.filed(row),
            address=row["address"],
            group_code=row["group_no_filled"],
            planned_year=int(row["year"]) if row["year"] else None,
            provenance=CA_MAU,
            source_row=source_row,
            problem=place.problem,
        )
        made += 1
    return Loaded(made, known, questions)


class _Places:
    """The places of one list as they were on its day; each is looked up once."""

    _COLUMNS = ("province", "district", "district_type", "commune", "commune_type")

    def __init__(self, day: date) -> None:
        self.day = day
        self._known: dict[tuple[str, ...], Resolution] = {}

    def of(self, row: dict[str, str]) -> Resolution:
        """What the row's address came to."""
        key = tuple(row[column] for column in self._COLUMNS)
        if key not in self._known:
            province, district, district_kind, commune, commune_kind = key
            self._known[key] = resolve(
                province=province,
                district=district,
                district_kind=district_kind,
                commune=commune,
                commune_kind=commune_kind,
                day=self.day,
            )
        return self._known[key]

    def filed(self, row: dict[str, str]) -> Unit | None:
        """The commune of then, or its district where the commune is not clear: the district's figures keep the row."""
        return self.of(row).old or self.of({**row, "commune": "", "commune_type": ""}).old


def _producer(row: dict[str, str], place: Resolution, filed: Unit | None, provenance: str) -> Producer:
    """The producer of a row: the same only where place and name are the same, but for case and where a tone stands."""
    unit = place.best or _province_today(place, row["province"])
    same = [
        producer
        for producer in Producer.objects.filter(provenance=provenance, unit=unit, unit_as_filed=filed)
        if _spelt(producer.name) == _spelt(row["producer"])
    ]
    if same:
        return same[0]
    return Producer.objects.create(
        name=row["producer"],
        organisation_type=OrganisationType.objects.get(code=_TYPES[row["producer_type"]]),
        unit=unit,
        unit_as_filed=filed,
        address=row["address_raw"],
        provenance=provenance,
    )


def _choices(place: Resolution) -> set[Unit]:
    """The communes of today the address may mean: what the old commune, or each it could be, went into."""
    return {unit for each in place.candidates for unit in successors(each)}


def _spelt(name: str) -> list[tuple[str, str]]:
    """The words with their tones apart, so that «Thủy» and «thuỷ» are one word, and «Bảo» and «Bão» are two."""
    words = unicodedata.normalize("NFD", name.lower()).split()
    return [("".join(c for c in word if c not in _TONES), "".join(c for c in word if c in _TONES)) for word in words]


def _province_today(place: Resolution, province: str) -> Unit:
    """Where the commune is not clear, today's province is what is known."""
    whole = resolve(province=province)
    if whole.best is None:
        raise LookupError(f"{province}: {whole.problem or place.problem}")
    return whole.best


def find_doubtful_pairs(provenance: str) -> int:
    """Put producers that may be one into the review list: the same or nearly the same name, after type words.

    Nothing is merged. A pair a person has decided is not asked again. Returns how many pairs are new.
    """
    producers = list(Producer.objects.filter(provenance=provenance, joined_to=None).order_by("pk"))
    made = 0
    for first, second in combinations(producers, 2):
        if reason := _alike(first, second):
            _, is_new = DoubtfulPair.objects.get_or_create(first=first, second=second, defaults={"reason": reason})
            made += is_new
    return made


def _alike(first: Producer, second: Producer) -> str:
    one, other = _core(first.name), _core(second.name)
    if one == other:
        where = "cùng địa bàn" if first.unit_id == second.unit_id else "khác địa bàn"
        return f"Tên giống nhau khi bỏ chữ chỉ loại hình, {where}."
    shorter, longer = sorted((set(one.split()), set(other.split())), key=len)
    if first.unit_id == second.unit_id and len(shorter) >= 2 and shorter < longer:
        return "Tên này nằm trong tên kia, cùng địa bàn."
    if SequenceMatcher(None, one, other).ratio() >= _ALIKE:
        return "Tên chỉ khác vài chữ."
    return ""


def _core(name: str) -> str:
    words = [word for word in normalise(name).split() if word not in _TYPE_WORDS]
    return " ".join(words) or normalise(name)
