"""A file from an officer's desk to the public map, and back."""

import pytest
import shapely

from ocop.core.errors import Refused
from ocop.gis import actions, queries
from ocop.gis.actions import building
from ocop.gis.models import Feature, Layer, LayerVersion
from ocop.gis.tests.factories import (
    HOME,
    geojson,
    in_vn2000,
    layer_of,
    prepared,
    published,
    shapefile,
    square,
    uploaded,
)
from ocop.journal.queries import history_of


def test_a_shapefile_in_vn2000_with_tcvn3_text_is_published_in_its_place(cast, tmp_path):
    layer = layer_of(cast)
    content = shapefile(tmp_path, [in_vn2000(square())], columns={"ten": ["§Êt ë n«ng th«n"]}, without=(".cpg",))

    version = uploaded(layer, content, "Quy hoạch.zip", by=cast.son)
    ready = prepared(version, by=cast.son, title_column=0)
    actions.publish(ready, by=cast.son)

    layer.refresh_from_db()
    feature = queries.features_of(layer).get()
    assert (version.encoding, version.crs) == ("tcvn3", "vn2000:105-45")
    assert (feature.title, feature.properties) == ("Đất ở nông thôn", {"ten": "Đất ở nông thôn"})
    assert shapely.from_geojson(feature.geometry).symmetric_difference(square()).area < 1e-10
    assert layer.published.archive.size > 0
    assert [entry.verb for entry in history_of(layer)] == [
        "layer.add",
        "layerversion.upload",
        "layerversion.prepare",
        "layerversion.finish",
        "layerversion.publish",
    ]


def test_the_report_counts_everything_done_to_the_shapes(cast, tmp_path):
    bow_tie = shapely.Polygon([(106.3, 10.1), (106.31, 10.11), (106.31, 10.1), (106.3, 10.11)])
    high = shapely.force_3d(square(10.2), 7)
    columns = {"ten": ["nơ", "cao", "vuông"]}

    ready = prepared(
        uploaded(
            layer_of(cast), geojson(tmp_path, [bow_tie, high, square()], columns, geometry_type="Unknown"), by=cast.son
        ),
        by=cast.son,
    )

    assert ready.report["counts"] == {"read": 3, "repaired": 1, "flattened": 1, "empty": 0, "outside": 0}
    assert [shapely.from_geojson(each.geometry).is_valid for each in ready.features.all()] == [True] * 3
    assert (ready.geometry_type, ready.count) == ("polygon", 3)


def test_mixed_shapes_are_kept_and_said(cast, tmp_path):
    shapes = [square(), shapely.LineString([(106.3, 10.1), (106.4, 10.2)]), shapely.Point(106.35, 10.15)]

    ready = prepared(
        uploaded(layer_of(cast), geojson(tmp_path, shapes, geometry_type="Unknown"), by=cast.son), by=cast.son
    )

    assert (ready.geometry_type, ready.report["kinds"]) == ("mixed", {"polygon": 1, "line": 1, "point": 1})


def test_a_new_version_replaces_the_old_one_and_the_old_one_comes_back(cast, tmp_path):
    first = published(cast, tmp_path)
    layer = first.layer
    second = prepared(uploaded(layer, geojson(tmp_path, [square(10.2)] * 2), by=cast.son), by=cast.son)

    actions.publish(second, by=cast.son)
    layer.refresh_from_db()
    assert (layer.published, queries.features_of(layer).count()) == (second, 2)

    first.refresh_from_db()
    actions.roll_back(first, by=cast.son)
    layer.refresh_from_db()
    assert (layer.published, queries.features_of(layer).count()) == (first, 1)
    assert [each.state for each in layer.versions.order_by("number")] == ["published", "retired"]


def test_two_uploads_at_once_are_two_versions(cast, tmp_path):
    layer, content = layer_of(cast), geojson(tmp_path)
    stale = Layer.objects.get(pk=layer.pk)

    numbers = [uploaded(layer, content, by=cast.son).number, uploaded(stale, content, by=cast.an).number]

    assert numbers == [1, 2]


def test_what_a_killed_worker_left_is_cleared_and_the_published_version_stays(cast, tmp_path):
    first = published(cast, tmp_path)
    version = prepared(uploaded(first.layer, geojson(tmp_path, [square(10.2)] * 3), by=cast.son), by=cast.son)
    LayerVersion.objects.filter(pk=version.pk).update(state="preparing", archive="", archive_hash="", count=0)
    version.features.filter(fid=3).delete()  # killed in the middle of writing

    actions.build(version.pk)

    version.refresh_from_db()
    first.layer.refresh_from_db()
    assert (version.state, version.count, [each.fid for each in version.features.all()]) == ("ready", 3, [1, 2, 3])
    assert (first.layer.published, queries.features_of(first.layer).count()) == (first, 1)


def test_a_run_that_was_overtaken_stops_and_changes_nothing(cast, tmp_path):
    version = uploaded(layer_of(cast), geojson(tmp_path), by=cast.son)
    LayerVersion.objects.filter(pk=version.pk).update(state="preparing", run="newer")
    version.refresh_from_db()
    version.run = "older"

    with pytest.raises(building.Superseded):
        building._mine(version)


def test_running_the_job_twice_makes_the_rows_once(cast, tmp_path):
    version = uploaded(layer_of(cast), geojson(tmp_path, [square()] * 3), by=cast.son)
    ready = prepared(version, by=cast.son)
    ready.state = "preparing"
    ready.save()

    actions.build(ready.pk)
    actions.build(ready.pk)

    ready.refresh_from_db()
    assert (ready.state, ready.count, Feature.objects.filter(version=ready).count()) == ("ready", 3, 3)


def test_a_wrong_system_fails_with_a_sentence_and_may_be_chosen_again(cast, tmp_path):
    layer = layer_of(cast)
    version = uploaded(layer, shapefile(tmp_path, [in_vn2000(square())], without=(".prj",)), "a.zip", by=cast.son)
    assert (version.crs, version.inspection["layers"][0]["notes"]) == (
        "",
        [
            "Thiếu tệp .prj nên không biết hệ tọa độ: hãy chọn ở bước dưới và xem lớp có nằm đúng chỗ không.",
        ],
    )

    failed = prepared(version, by=cast.son, crs="wgs84")
    assert (failed.state, "nằm ngoài Việt Nam" in failed.failure) == ("failed", True)

    ready = prepared(failed, by=cast.son, crs="vn2000:105-45")
    assert (ready.state, round(ready.min_lat, 4)) == ("ready", HOME[0])


def test_swapped_axes_are_put_right_when_chosen(cast, tmp_path):
    flipped = shapely.transform(in_vn2000(square()), lambda p: p[:, ::-1])
    version = uploaded(layer_of(cast), shapefile(tmp_path, [flipped]), "a.zip", by=cast.son)

    ready = prepared(version, by=cast.son, is_swapped=True)

    assert (ready.state, round(ready.min_lat, 4), round(ready.min_lon, 4)) == ("ready", *HOME)


@pytest.mark.parametrize("who", ["mai", "lan", "hoa", "tam", "bien"])
def test_only_those_who_keep_the_province_s_map_upload(cast, tmp_path, who):
    layer, content = layer_of(cast), geojson(tmp_path)

    with pytest.raises(Exception, match=r"layer\.manage"):
        uploaded(layer, content, by=getattr(cast, who))

    assert layer.versions.count() == 0


def test_what_was_discarded_cannot_be_published(cast, tmp_path):
    ready = prepared(uploaded(layer_of(cast), geojson(tmp_path), by=cast.son), by=cast.son)

    actions.discard(ready, by=cast.son)

    with pytest.raises(Refused):
        actions.publish(ready, by=cast.son)
    assert ready.features.count() == 0
