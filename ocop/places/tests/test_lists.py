"""The lists of three provinces, row by row: what comes to a unit of today and what is left to a person."""

import csv
from collections import Counter
from datetime import date
from functools import cache

import pytest
from django.conf import settings

from ocop.places.models import Unit
from ocop.places.resolve import What, resolve, resolve_text

pytestmark = pytest.mark.django_db


def rows(name):
    with (settings.BASE_DIR / "seed" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def found(row, day):
    district, commune = (f"{row[level + '_type']} {row[level]}".strip() for level in ("district", "commune"))
    return look_up(row["province"], district, commune, day)


@cache  # rows of one commune repeat; the units stay the same for the whole file
def look_up(province, district, commune, day):
    return resolve(province=province, district=district, commune=commune, day=day)


def split(answers):
    """Old names of divided units, with how many rows lie in each."""
    return Counter(f"{answer.old.full_name}, {answer.old.parent.name}" for answer in answers if answer.is_split)


def test_all_157_communes_of_ben_tre_resolve_and_lie_in_vinh_long_today(three_provinces):
    answers = [found(row, date(2023, 12, 31)) for row in rows("bentre_units.csv")]

    assert len(answers) == 157
    assert {answer.best.parent.title for answer in answers} == {"Tỉnh Vĩnh Long"}
    assert len({answer.old.pk for answer in answers}) == 157
    assert {answer.old.pk for answer in answers} == set(
        Unit.objects.on(date(2023, 12, 31))
        .filter(level="commune", parent__parent__code="83")
        .values_list("pk", flat=True)
    )
    assert split(answers) == {"xã Hòa Lộc, Mỏ Cày Bắc": 1}
    assert [r.sentence for answer in answers for r in answer.remarks] == [
        "Ghi «xã Tân Thiêng», danh mục có xã Tân Thiềng.",
        "Ghi «xã Phong Năm», danh mục có xã Phong Nẫm.",
        "Ghi «xã An Quy», danh mục có xã An Qui.",
    ]


def test_the_four_twins_of_ben_tre_are_eight_communes(three_provinces):
    twins = [
        row for row in rows("bentre_units.csv") if row["commune"] in {"An Hiệp", "An Thạnh", "Mỹ Thạnh", "Vĩnh Hòa"}
    ]
    answers = [found(row, date(2023, 12, 31)) for row in twins]

    assert len({answer.old for answer in answers}) == 8
    assert [answer.old.parent.name for answer in answers] == [row["district"] for row in twins]


def test_an_giang_products_resolve_but_for_one_wrong_address_and_divided_communes(three_provinces):
    table = rows("angiang_products.csv")
    answers = [found(row, date(2023, 12, 31)) for row in table]

    assert Counter((a.old is not None, a.is_resolved, a.is_split) for a in answers) == {
        (True, True, False): 102,
        (True, False, True): 4,
        (False, False, False): 2,
    }
    assert split(answers) == {"xã Vĩnh Châu, Châu Đốc": 3, "xã Phú Hội, An Phú": 1}
    assert [
        (r["star_level"], r["seq"], r["commune"]) for r, a in zip(table, answers, strict=True) if a.old is None
    ] == [
        ("3", "41", "Bình Thạnh"),
        ("3", "42", "Bình Thạnh"),
    ]
    assert [(row["commune"], a.old.kind) for row, a in zip(table, answers, strict=True) if a.remarks] == [
        ("Đa Phước", "thị trấn"),
        ("Nhơn Hưng", "phường"),
        ("Hội An", "thị trấn"),
    ]
    assert {remark.what for answer in answers for remark in answer.remarks} == {What.KIND}


def test_ca_mau_products_resolve_but_for_divided_communes(three_provinces):
    answers = [found(row, date(2022, 11, 24)) for row in rows("camau_potential.csv")]

    assert Counter((a.old is not None, a.is_resolved, a.is_split) for a in answers) == {
        (True, True, False): 193,
        (True, False, True): 44,
    }
    assert [answer.remarks for answer in answers if answer.remarks] == []
    assert split(answers) == {
        "phường 6, Cà Mau": 1,
        "phường 7, Cà Mau": 5,
        "xã Định Bình, Cà Mau": 6,
        "xã Tắc Vân, Cà Mau": 2,
        "xã Hòa Mỹ, Cái Nước": 4,
        "xã Đông Hưng, Cái Nước": 1,
        "xã Đông Thới, Cái Nước": 2,
        "xã Tạ An Khương, Đầm Dơi": 4,
        "thị trấn Năm Căn, Năm Căn": 1,
        "xã Viên An, Ngọc Hiển": 2,
        "xã Lợi An, Trần Văn Thời": 3,
        "xã Phong Điền, Trần Văn Thời": 3,
        "xã Nguyễn Phích, U Minh": 2,
        "xã Khánh Thuận, U Minh": 5,
        "xã Khánh Lâm, U Minh": 3,
    }
    assert all(answer.main in answer.candidates for answer in answers if answer.is_split)


@pytest.mark.parametrize(
    ("name", "column", "day"),
    [
        ("angiang_products.csv", "address_raw", date(2023, 12, 31)),
        ("camau_potential.csv", "address", date(2022, 11, 24)),
    ],
)
def test_printed_addresses_resolve_like_their_columns(three_provinces, name, column, day):
    for address, row in {row[column] + row["district"]: row for row in rows(name)}.items():
        known = {"province": row["province"], "district": f"{row['district_type']} {row['district']}"}
        from_text, from_columns = resolve_text(row[column], **known, day=day), found(row, day)

        assert (address, from_text.old, from_text.candidates) == (address, from_columns.old, from_columns.candidates)
