import pytest

from ocop.core.errors import Refused
from ocop.gis import queries
from ocop.gis.models import Layer, LayerVersion
from ocop.workspace.seeding.planning import ABOUT, KINDS, PLAN, TITLE, seed_planning


def test_the_demo_layer_is_published_with_its_legend_and_says_it_is_a_sample(cast, client):
    assert seed_planning(cast.son, cast.province) == 1

    layer = queries.public_layers(None).get()
    version = layer.published
    assert (layer.is_demo, layer.title, version.count) == (True, TITLE, len(PLAN) * len(PLAN[0]))
    assert {each["value"] for each in version.classes} == {words for _code, words in KINDS.values()}
    assert "mẫu" in layer.title and "không phải quy hoạch thật" in layer.attribution
    assert client.get(layer.archive_url).getvalue()[:7] == b"PMTiles"
    (found,) = queries.at_point(10.11, 106.33)
    assert found.title.endswith("(mẫu)")


def test_the_areas_lie_side_by_side(cast):
    import shapely

    seed_planning(cast.son, cast.province)
    rows = queries.features_of(queries.public_layers(None).get()).values_list("geometry", flat=True)

    shapes = shapely.from_geojson(list(rows))

    assert shapely.is_valid(shapes).all()
    assert shapely.area(shapes).sum() == pytest.approx(shapely.union_all(shapes).area)
    assert shapely.union_all(shapes).geom_type == "Polygon"


def test_seeding_again_changes_nothing(cast):
    seed_planning(cast.son, cast.province)

    assert seed_planning(cast.son, cast.province) == 0
    assert (Layer.objects.count(), LayerVersion.objects.count()) == (1, 1)


def test_a_layer_left_without_data_is_filled(cast):
    from ocop.gis import actions

    actions.add_layer(cast.province, ABOUT, by=cast.son, is_demo=True)

    assert seed_planning(cast.son, cast.province) == 1
    assert Layer.objects.count() == 1


def test_no_sample_layer_in_service(cast, settings):
    settings.DEMO = False

    with pytest.raises(Refused):
        seed_planning(cast.son, cast.province)
