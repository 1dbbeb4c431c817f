"""Which meridian a file without a system was drawn in: proposed by where it then lies, confirmed by a person."""

import pytest
import shapely

from ocop.gis import preview, ranking
from ocop.gis.models import UnitShape
from ocop.gis.tests.factories import in_vn2000, layer_of, shapefile, square, uploaded
from ocop.places.models import Succession, Unit

PROVINCE = shapely.box(105.7, 9.55, 106.85, 10.35)
SPREAD = [square(lat, lon) for lat in (9.6, 9.8, 10.0, 10.2) for lon in (105.8, 106.1, 106.4, 106.7)]
SMALL = [square(9.95, 106.35, 0.002)]


def _layer(shapes, crs="", meridian="105-45", *, is_swapped=False):
    """What a first look found in a file of these shapes."""
    moved = [in_vn2000(each, meridian) for each in shapes]
    lines = [shapely.get_coordinates(each).tolist() for each in moved]
    if is_swapped:
        lines = [[point[::-1] for point in line] for line in lines]
    flat = [point for line in lines for point in line]
    bounds = [min(p[0] for p in flat), min(p[1] for p in flat), max(p[0] for p in flat), max(p[1] for p in flat)]
    return {"crs": crs, "bounds": bounds, "shapes": lines}


@pytest.mark.parametrize("meridian", ["105-30", "105-45", "106-00"])
@pytest.mark.parametrize("is_swapped", [False, True])
def test_the_meridian_of_a_layer_as_wide_as_its_province_is_found(meridian, is_swapped):
    candidates = ranking.rank(_layer(SPREAD, meridian=meridian, is_swapped=is_swapped), PROVINCE)

    best, next_best = candidates[:2]
    assert (best.key, best.is_swapped, best.percent) == (f"vn2000:{meridian}", is_swapped, 100)
    assert next_best.share < 0.9
    assert not ranking.is_ambiguous(candidates)


def test_a_small_layer_is_ambiguous_and_the_usual_zone_comes_first():
    layer = _layer(SMALL)
    usual = frozenset({"vn2000:105-45"})

    candidates = ranking.rank(layer, PROVINCE, usual)

    assert candidates[0].key == "vn2000:105-45"
    assert ranking.rank(layer, PROVINCE)[0].key != "vn2000:105-45"
    assert ranking.is_ambiguous(candidates)


def test_what_the_file_says_comes_before_what_is_usual():
    candidates = ranking.rank(_layer(SMALL, crs="EPSG:9209"), PROVINCE, frozenset({"vn2000:105-45"}))

    assert candidates[0].key == "vn2000:105-30"


def test_a_layer_elsewhere_has_no_candidate_in_the_province():
    candidates = ranking.rank(_layer([square(21.0, 105.8)], meridian="105-00"), PROVINCE)

    assert [each.share for each in candidates] == [0.0] * len(candidates)
    assert candidates
    assert not ranking.is_ambiguous(candidates)


def test_degrees_are_ranked_as_degrees():
    lines = [shapely.get_coordinates(each).tolist() for each in SPREAD]
    layer = {"crs": "", "bounds": [105.8, 9.6, 106.71, 10.21], "shapes": lines}

    assert [each.key for each in ranking.rank(layer, PROVINCE)] == ["vn2000-degrees", "wgs84"]


@pytest.fixture
def province(cast):
    """The province with its boundary, made of an older one whose maps have a meridian of their own."""
    text = shapely.to_geojson(PROVINCE)
    UnitShape.objects.create(
        unit=cast.province, geometry=text, simplified=text, latitude=10, longitude=106.3, dated="2025-07-01"
    )
    old = Unit.objects.create(
        level="province", code="83", name="Bến Tre", kind="tỉnh", parent=cast.nation, valid_from="1976-01-01",
        valid_to="2025-07-01",
    )  # fmt: skip
    Succession.objects.create(
        old=old, new=cast.province, on="2025-07-01", is_whole=True, is_main=True, source="NQ 202/2025/QH15"
    )
    return cast.province


def _looked_at(cast, tmp_path, shapes, **options):
    content = shapefile(tmp_path, shapes, without=(".prj",), **options)
    return preview.preview_of(uploaded(layer_of(cast), content, "a.zip", by=cast.son), {})


def test_a_file_without_a_system_is_shown_where_it_most_likely_lies(cast, province, tmp_path):
    shown = _looked_at(cast, tmp_path, [in_vn2000(each) for each in SPREAD])

    assert (shown.chosen["crs"], shown.chosen["is_swapped"], shown.said.key) == ("vn2000:105-45", False, "")
    assert (shown.candidates[0].percent, shown.is_ambiguous, shown.wide.is_empty) == (100, False, False)


def test_swapped_axes_are_proposed(cast, province, tmp_path):
    flipped = [shapely.transform(in_vn2000(each), lambda p: p[:, ::-1]) for each in SPREAD]

    shown = _looked_at(cast, tmp_path, flipped)

    assert (shown.chosen["crs"], shown.chosen["is_swapped"]) == ("vn2000:105-45", True)


def test_an_ambiguous_layer_says_so_and_proposes_a_meridian_of_the_old_provinces(cast, province, tmp_path):
    shown = _looked_at(cast, tmp_path, [in_vn2000(each) for each in SMALL])

    assert shown.chosen["crs"] in ("vn2000:105-30", "vn2000:105-45")  # Vĩnh Long's, Bến Tre's
    assert (shown.is_ambiguous, preview.SEVERAL in shown.notes) == (True, True)
    usual = {each.key for each in shown.candidates[:2]}
    assert usual == {"vn2000:105-30", "vn2000:105-45"}


def test_what_was_asked_for_is_shown_instead(cast, province, tmp_path):
    version = uploaded(
        layer_of(cast),
        shapefile(tmp_path, [in_vn2000(each) for each in SMALL], without=(".prj",)),
        "a.zip",
        by=cast.son,
    )

    shown = preview.preview_of(version, {"crs": "vn2000:106-15", "is_swapped": "on", "encoding": "vni"})

    assert {key: shown.chosen[key] for key in ("crs", "is_swapped", "encoding")} == {
        "crs": "vn2000:106-15",
        "is_swapped": True,
        "encoding": "vni",
    }
