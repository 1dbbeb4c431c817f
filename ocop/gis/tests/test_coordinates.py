"""Coordinates as people write them; VN-2000 against pairs that ministries published."""

import math

import pytest

from ocop.core.errors import Refused
from ocop.gis import coordinates
from ocop.gis.coordinates import LatLon, meridian_of, meridians, parse, to_vn2000, transformer_of

KHANH_HOA = """
VP1 12 33 36.0 109 26 00.0 12 33 39.7 109 25 53.6
VP2 12 28 00.0 109 26 00.0 12 28 03.7 109 25 53.6
VP3 12 24 00.0 109 20 30.0 12 24 03.7 109 20 23.6
NT1 12 14 14.0 109 16 00.0 12 14 17.7 109 15 53.6
NT2 12 16 00.0 109 13 42.0 12 16 03.7 109 13 35.6
NT3 12 16 00.0 109 13 04.0 12 16 03.7 109 12 57.6
NT4 12 12 58.0 109 12 32.0 12 13 01.7 109 12 25.6
BT1 12 12 27.9 109 11 18.8 12 12 31.6 109 11 12.4
BT2 12 12 18.4 109 11 18.4 12 12 22.1 109 11 12.0
NT5 12 09 17.0 109 13 21.0 12 09 20.7 109 13 14.6
NT6 12 09 17.0 109 16 48.0 12 09 20.7 109 16 41.6
NT7 12 11 03.0 109 16 48.0 12 11 06.7 109 16 41.6
C1 11 58 08.8 109 12 24.9 11 58 12.5 109 12 18.4
C2 11 56 51.3 109 11 46.5 11 56 55.0 109 11 40.0
C3 11 55 32.9 109 11 30.6 11 55 36.6 109 11 24.1
C4 11 54 40.8 109 11 09.5 11 54 44.5 109 11 03.0
C5 11 53 56.3 109 10 27.8 11 54 00.0 109 10 21.3
"""
"""TT 20/2019/TT-BGTVT, appendix: WGS-84 latitude and longitude, then VN-2000, rounded to a tenth of a second."""


def _degrees(parts):
    return [
        float(d) + float(m) / 60 + float(s) / 3600 for d, m, s in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    ]


def _metres(lat, lon, lat2, lon2):
    return math.hypot((lat - lat2) * 111_000, (lon - lon2) * 111_320 * math.cos(math.radians(lat)))


def _pairs():
    rows = [line.split() for line in KHANH_HOA.strip().splitlines()]
    return [(row[0], *_degrees(row[1:])) for row in rows]


def test_the_published_pairs_of_khanh_hoa_agree_within_rounding():
    shift = transformer_of(coordinates.GEOGRAPHIC)

    off = {}
    for name, lat, lon, vn_lat, vn_lon in _pairs():
        found_lon, found_lat = shift.transform(vn_lon, vn_lat)
        off[name] = _metres(found_lat, found_lon, lat, lon)

    assert len(off) == 17
    assert {name: metres for name, metres in off.items() if metres > 2.5} == {}


def test_without_the_transformation_the_pairs_would_be_225_metres_apart():
    off = [_metres(vn_lat, vn_lon, lat, lon) for _, lat, lon, vn_lat, vn_lon in _pairs()]

    assert 220 < min(off) <= max(off) < 230


@pytest.mark.parametrize("meridian", ["105-45", "108-15"])
def test_metres_of_a_zone_and_back_are_the_same_place(meridian):
    north, east = to_vn2000(10.25, 106.37, meridian)

    found = coordinates.from_vn2000(north, east, meridian)

    assert (round(found.latitude, 8), round(found.longitude, 8)) == (10.25, 106.37)


def test_the_projected_and_the_geographic_way_agree():
    lon, lat = transformer_of(coordinates.GEOGRAPHIC).transform(106.0, 10.0)

    north, east = to_vn2000(lat, lon, "105-45")
    central = (east - 500_000) / 0.9999

    assert central == pytest.approx(27_411, abs=5)  # a quarter of a degree along the tenth parallel
    assert 1_100_000 < north < 1_110_000


@pytest.mark.parametrize(
    ("text", "meridian", "expected"),
    [
        ("10.2434, 106.3756", None, (10.2434, 106.3756)),
        ("10.2434 106.3756", None, (10.2434, 106.3756)),
        ("10,2434; 106,3756", None, (10.2434, 106.3756)),
        ("10,2434, 106,3756", None, (10.2434, 106.3756)),
        ("(10.2434, 106.3756)", None, (10.2434, 106.3756)),
        ("10°14'36\"N 106°22'32\"E", None, (10.243333, 106.375556)),
        ("10°14′36,0″ B, 106°22′32,0″ Đ", None, (10.243333, 106.375556)),
        ("E106°22.5' N10°14.6'", None, (10.243333, 106.375)),
        ("X=1133456.78 Y=567890.12", "105-45", (10.248963, 106.371527)),
        ("1.133.456,78; 567.890,12", "105°45′", (10.248963, 106.371527)),
        ("1133456,78 567890,12", 105.75, (10.248963, 106.371527)),
        ("1.133.456,78 567.890,12", "105-45", (10.248963, 106.371527)),
        ("1.133.456,78, 567.890,12", "105-45", (10.248963, 106.371527)),
        ("1,133,456.78 567,890.12", "105-45", (10.248963, 106.371527)),
        ("1133456.78,567890.12", "105-45", (10.248963, 106.371527)),
        ("1133456.780 567890.120", "105-45", (10.248963, 106.371527)),
        ("1 133 456,78 567 890,12", "105-45", (10.248963, 106.371527)),
        ("1 133 456.78; 567 890.12", "105-45", (10.248963, 106.371527)),
        ("X: 1 133 456,78 m, Y: 567 890,12 m", "105-45", (10.248963, 106.371527)),
        ("1\u00a0133\u00a0456,78 567\u00a0890,12", "105-45", (10.248963, 106.371527)),
        ("1 133 456 567 890", "105-45", (10.248956, 106.371526)),
        ("1133456,567890", "105-45", (10.248956, 106.371526)),
        ("1.133.456 567.890", "105-45", (10.248956, 106.371526)),
        ("1,133,456; 567,890", "105-45", (10.248956, 106.371526)),
        ("10.2434,106.3756", None, (10.2434, 106.3756)),
        ("10,2434,106,3756", None, (10.2434, 106.3756)),
        ("10,2434 106,3756", None, (10.2434, 106.3756)),
        ("10.243 106.376", None, (10.243, 106.376)),
        ("10,243; 106,376", None, (10.243, 106.376)),
        ("10 106", None, (10, 106)),
    ],
)
def test_every_usual_way_of_writing_is_read(text, meridian, expected):
    found = parse(text, meridian)

    assert (round(found.latitude, 6), round(found.longitude, 6), found.note) == (*expected, "")


@pytest.mark.parametrize(
    ("text", "meridian", "note"),
    [
        ("106.3756, 10.2434", None, "Đã đổi chỗ: số ghi trước là kinh độ, số ghi sau là vĩ độ."),
        ("567.890,12 1.133.456,78", "105-45", "Đã đổi chỗ: số ghi trước là Y (đông), số ghi sau là X (bắc)."),
        ("567 890 1 133 456", "105-45", "Đã đổi chỗ: số ghi trước là Y (đông), số ghi sau là X (bắc)."),
        ("567890.12 1133456.78", "105-45", "Đã đổi chỗ: số ghi trước là Y (đông), số ghi sau là X (bắc)."),
    ],
)
def test_swapped_axes_are_put_right_and_said(text, meridian, note):
    found = parse(text, meridian)

    assert (10 < found.latitude < 11, 106 < found.longitude < 107, found.note) == (True, True, note)


@pytest.mark.parametrize(
    ("text", "meridian", "sentence"),
    [
        ("", None, coordinates.UNREADABLE),
        ("ấp 3", None, coordinates.UNREADABLE),
        ("10.2434", None, coordinates.UNREADABLE),
        ("10 20 30", None, coordinates.UNREADABLE),
        ("0912 345 678", None, coordinates.UNREADABLE),
        ("1 133 456", "105-45", coordinates.UNREADABLE),
        ("10°14'36\"N", None, coordinates.UNREADABLE),
        ("48.85, 2.35", None, coordinates.OUTSIDE),
        ("1133456 567890", None, coordinates.NO_MERIDIAN),
        ("10°70' 106°", None, "Phút và giây của tọa độ phải nhỏ hơn 60. Hãy kiểm tra lại."),
        ("9133456 567890", "105-45", "nằm ngoài Việt Nam"),
        ("1133456 567890", "99-00", "Không có kinh tuyến trục"),
    ],
)
def test_what_cannot_be_a_place_is_refused_with_a_sentence(text, meridian, sentence):
    with pytest.raises(Refused) as refused:
        parse(text, meridian)

    assert sentence in str(refused.value)


def test_every_old_province_has_one_meridian():
    provinces = [name for each in meridians().values() for name in each.provinces]

    assert (len(meridians()), len(provinces), len(set(provinces))) == (18, 63, 63)
    assert [meridian_of(given).key for given in ("105-45", "105°45′", 105.75, "107")] == ["105-45"] * 3 + ["107-00"]


def test_hoang_sa_and_truong_sa_are_in_the_country():
    assert parse("16.5, 111.6") == LatLon(16.5, 111.6)
    assert parse("8.64, 111.92") == LatLon(8.64, 111.92)
