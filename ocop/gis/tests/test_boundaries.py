import json
from datetime import date

import pytest
import shapely
from django.core.management import CommandError, call_command

from ocop.gis import queries
from ocop.gis.models import UnitShape
from ocop.gis.shapes import unit_at
from ocop.gis.tests.factories import in_vn2000, shapefile, written

EDGE = [(106.4, 10.1), (106.41, 10.13), (106.39, 10.17), (106.4, 10.2)]
LEFT = shapely.Polygon([(106.3, 10.1), *EDGE, (106.3, 10.2)])
RIGHT = shapely.Polygon([*EDGE, (106.5, 10.2), (106.5, 10.1)])


def test_boundaries_are_keyed_by_code_and_unknown_and_missing_codes_are_said(cast, tmp_path, capsys):
    path = written(tmp_path, [LEFT, RIGHT], columns={"ten": ["Mỏ Cày", "Lạ"], "ma": ["28903", "99999"]})

    call_command("import_admin_units", str(path), "--dated", "2025-07-01", "--source", "Sở Nội vụ")

    shape = UnitShape.objects.get()
    assert (shape.unit, shape.dated, shape.source) == (cast.commune, date(2025, 7, 1), "Sở Nội vụ")
    assert capsys.readouterr().out.splitlines() == [
        "Đã nhập 1 ranh giới theo cột «ma»; sửa 0 hình.",
        "Mã không có trong danh mục (1): 99999.",
        "Đơn vị chưa có ranh giới (1): 29182 xã Thạnh Phú.",
    ]


def test_a_shapefile_in_vn2000_with_codes_as_numbers_is_read(cast, tmp_path):
    content = shapefile(tmp_path, [in_vn2000(LEFT)], columns={"MAXA": [28903]})
    (tmp_path / "xa.zip").write_bytes(content)

    call_command("import_admin_units", str(tmp_path / "xa.zip"))

    found = shapely.from_geojson(UnitShape.objects.get().geometry)
    assert found.symmetric_difference(LEFT).area < 1e-8
    assert unit_at(10.15, 106.35) == cast.commune


def test_simplified_neighbours_keep_one_edge_between_them(cast, tmp_path):
    path = written(tmp_path, [LEFT, RIGHT], columns={"ma": ["28903", "29182"]})

    call_command("import_admin_units", str(path))

    left, right = [shapely.from_geojson(each.simplified) for each in UnitShape.objects.order_by("unit__code")]
    whole = shapely.union_all([left, right])
    assert (whole.geom_type, len(whole.interiors), round(left.intersection(right).area, 9)) == ("Polygon", 0, 0.0)


def test_units_have_shapes_where_imported_and_points_elsewhere(cast, tmp_path, client):
    call_command("import_admin_units", str(written(tmp_path, [LEFT], columns={"ma": ["28903"]})))

    features = json.loads(client.get("/du-lieu-ban-do/don-vi.geojson?within=86").content)["features"]

    assert [(each["properties"]["code"], each["geometry"]["type"]) for each in features] == [
        ("28903", "Polygon"),
        ("29182", "Point"),
    ]
    lat, lon = queries.unit_points()[cast.commune.pk]
    assert LEFT.contains(shapely.Point(lon, lat))


@pytest.mark.parametrize("columns", [{"ten": ["Mỏ Cày"]}, {"ma": ["00001"]}])
def test_a_file_without_known_codes_is_refused(cast, tmp_path, columns):
    path = written(tmp_path, [LEFT], columns=columns)

    with pytest.raises(CommandError, match="Không có cột nào chứa mã"):
        call_command("import_admin_units", str(path))
