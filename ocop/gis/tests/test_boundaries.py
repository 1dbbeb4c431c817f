import io
import json
import zipfile
from datetime import date

import pytest
import shapely
from django.core.management import CommandError, call_command

from ocop.gis import queries
from ocop.gis.models import PastShape, UnitShape
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


def test_a_bare_shapefile_is_read_with_its_parts(cast, tmp_path):
    with zipfile.ZipFile(io.BytesIO(shapefile(tmp_path, [in_vn2000(LEFT)], columns={"MAXA": ["28903"]}))) as archive:
        archive.extractall(tmp_path)

    call_command("import_admin_units", str(tmp_path / "Quy hoach" / "lop.shp"))

    assert UnitShape.objects.get().unit == cast.commune


def test_a_folder_of_files_is_one_import_and_its_neighbours_keep_one_edge(cast, tmp_path, capsys):
    folder = tmp_path / "ranh-gioi"
    (folder / "xa").mkdir(parents=True)
    written(folder / "xa", [LEFT], "1.geojson", columns={"ma": ["28903"]})
    written(folder / "xa", [RIGHT], "2.gpkg", driver="GPKG", columns={"maxa": ["29182"]})
    written(folder, [LEFT.union(RIGHT)], "tinh.geojson", columns={"matinh": ["86"]})
    (folder / "doc.txt").write_text("ghi chú")

    call_command("import_admin_units", str(folder))

    assert capsys.readouterr().out.splitlines() == ["Đã nhập 3 ranh giới theo cột «ma, matinh, maxa»; sửa 0 hình."]
    shapes = {each.unit.code: shapely.from_geojson(each.simplified) for each in UnitShape.objects.all()}
    assert sorted(shapes) == ["28903", "29182", "86"]
    assert len(shapely.union_all([shapes["28903"], shapes["29182"]]).interiors) == 0


def test_a_folder_without_a_map_is_refused(cast, tmp_path):
    (tmp_path / "doc.txt").write_text("ghi chú")

    with pytest.raises(CommandError, match="Không có tệp bản đồ nào"):
        call_command("import_admin_units", str(tmp_path))


def test_a_shape_of_another_date_is_kept_and_the_newest_is_shown(cast, tmp_path):
    def imported(shape, dated):
        path = written(tmp_path, [shape], f"{dated}.geojson", columns={"ma": ["28903"]})
        call_command("import_admin_units", str(path), "--dated", dated, "--source", dated)

    imported(LEFT, "2025-07-01")
    imported(RIGHT, "2026-01-01")
    imported(LEFT.union(RIGHT), "2020-01-01")
    imported(LEFT.union(RIGHT), "2026-01-01")  # a correction of the same date

    shown = UnitShape.objects.get()
    kept = [(each.source, shapely.from_geojson(each.geometry).area) for each in PastShape.objects.all()]
    assert (shown.source, shown.dated) == ("2026-01-01", date(2026, 1, 1))
    assert shapely.from_geojson(shown.geometry).equals(LEFT.union(RIGHT))
    assert [(name, round(area, 6)) for name, area in kept] == [
        ("2025-07-01", round(LEFT.area, 6)),
        ("2020-01-01", round(LEFT.union(RIGHT).area, 6)),
    ]
