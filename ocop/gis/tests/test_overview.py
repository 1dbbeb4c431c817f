"""The still picture of where products are."""

import pytest

from conftest import _unit
from ocop.gis import overview as drawing
from ocop.gis.overview import MARGIN, WIDTH, overview

pytestmark = pytest.mark.django_db


@pytest.fixture
def country(monkeypatch):
    """Two provinces with two communes each; the last lies far in the north."""
    nation = _unit("nation", "00", "Việt Nam", "", None)
    south, north = (
        _unit("province", "86", "Vĩnh Long", "tỉnh", nation),
        _unit("province", "11", "Điện Biên", "tỉnh", nation),
    )
    units = {
        name: _unit("commune", code, name, "xã", province)
        for name, code, province in (
            ("Mỏ Cày", "28903", south),
            ("Giồng Trôm", "28984", south),
            ("Mường Nhé", "03158", north),
            ("Sín Thầu", "03160", north),
        )
    }
    places = {
        "Mỏ Cày": (10.1, 106.3),
        "Giồng Trôm": (10.2, 106.5),
        "Mường Nhé": (22.1, 102.4),
        "Sín Thầu": (22.4, 102.2),
    }
    points = {units[name].pk: place for name, place in places.items()} | {
        south.pk: (10.1, 106.2),
        north.pk: (22.0, 103.0),
    }
    monkeypatch.setattr(drawing, "unit_points", lambda: points)
    return units


def test_a_circle_stands_on_each_commune_and_its_area_says_how_many(country):
    picture = overview({country["Mỏ Cày"].pk: 16, country["Giồng Trôm"].pk: 4})

    assert [(x, r) for x, _, r in picture.circles] == [(MARGIN, 15.0), (WIDTH - MARGIN, 7.5)]
    assert picture.circles[0][1] > picture.circles[1][1]  # further south is lower
    assert picture.ground.count("h0") == 2
    assert picture.names == []


def test_communes_without_products_are_ground_only(country):
    picture = overview({country["Mỏ Cày"].pk: 1, country["Mường Nhé"].pk: 0})

    assert (len(picture.circles), picture.ground.count("h0")) == (1, 2)


def test_a_picture_of_the_country_names_the_archipelagos_inside_it(country):
    picture = overview({country["Mỏ Cày"].pk: 1, country["Mường Nhé"].pk: 1})

    assert [name for _, _, name in picture.names] == ["Quần đảo Hoàng Sa (Việt Nam)", "Quần đảo Trường Sa (Việt Nam)"]
    drawn = [*picture.circles, *picture.names]
    assert all(0 < x < WIDTH and 0 < y < picture.height for x, y, _ in drawn)


def test_very_many_communes_are_drawn_as_provinces(country, monkeypatch):
    monkeypatch.setattr(drawing, "MOST_CIRCLES", 2)
    picture = overview({country[name].pk: 9 for name in ("Mỏ Cày", "Giồng Trôm", "Mường Nhé")})

    assert [r for _, _, r in picture.circles] == [15.0, 10.6]


def test_nothing_is_no_picture(country):
    assert overview({}) is None
    assert overview({10**9: 3}) is None
