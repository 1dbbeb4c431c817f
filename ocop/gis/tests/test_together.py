"""Two officers at the same moment: needs two real connections."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from ocop.core.errors import Refused
from ocop.gis import actions
from ocop.gis.actions.versions import BUSY
from ocop.gis.models import Layer, LayerVersion
from ocop.gis.tests.factories import geojson, layer_of, prepared, square, uploaded

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def layer(transactional_db, cast):
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL only")
    return layer_of(cast)


def at_once(*acts):
    """Run every act in a thread of its own; what each returned or was refused with."""
    ready = Barrier(len(acts))

    def run(act):
        ready.wait()
        try:
            return act()
        except Refused as refused:
            return str(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_files_sent_at_once_are_two_versions(cast, layer, tmp_path):
    content = geojson(tmp_path)

    answers = at_once(*(lambda: uploaded(Layer.objects.get(pk=layer.pk), content, by=cast.son) for _ in range(3)))

    assert sorted(each.number for each in answers) == [1, 2, 3]
    assert len({each.file_id for each in answers}) == 3


def test_one_of_two_preparations_asked_for_at_once_is_made(cast, layer, tmp_path, monkeypatch):
    from django_q.conf import Conf
    from django_q.models import OrmQ

    monkeypatch.setattr(Conf, "SYNC", False)
    version = uploaded(layer, geojson(tmp_path), by=cast.son)

    def asking(crs):
        return lambda: prepared(LayerVersion.objects.get(pk=version.pk), by=cast.son, crs=crs).crs

    answers = at_once(asking("wgs84"), asking("vn2000-degrees"))

    version.refresh_from_db()
    assert sorted(answers) == sorted([BUSY, version.crs])
    assert OrmQ.objects.count() == 1


def test_two_workers_on_one_version_make_its_rows_once(cast, layer, tmp_path, monkeypatch):
    from django_q.conf import Conf

    monkeypatch.setattr(Conf, "SYNC", False)
    version = prepared(uploaded(layer, geojson(tmp_path, [square()] * 4), by=cast.son), by=cast.son)

    at_once(lambda: actions.build(version.pk), lambda: actions.build(version.pk))

    version.refresh_from_db()
    assert (version.state, version.count, version.features.count()) == ("ready", 4, 4)
