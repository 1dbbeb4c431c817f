from datetime import date

import pytest

from ocop.places.models import Succession, Unit
from ocop.places.queries import with_predecessors
from ocop.places.tests.factories import (
    NationFactory,
    OldCommuneFactory,
    OldProvinceFactory,
    ProvinceFactory,
    UnitFactory,
)
from ocop.portal.territory import Territory


@pytest.fixture
def country(db):
    """Two old provinces that went into one; a commune divided between two; one that stayed whole."""
    province, neighbour = ProvinceFactory(name="Mới"), ProvinceFactory(name="Bên cạnh")
    old, other = OldProvinceFactory(name="Cũ"), OldProvinceFactory(name="Cũ khác")
    new, beside, far = (UnitFactory(parent=each) for each in (province, province, neighbour))
    divided, whole, elsewhere = (OldCommuneFactory(parent=each) for each in (old, old, other))
    for before, after, is_whole in [
        (old, province, True),
        (other, province, True),
        (divided, new, False),
        (divided, beside, False),
        (whole, new, True),
        (elsewhere, beside, True),
    ]:
        Succession.objects.create(
            old=before, new=after, on=date(2025, 7, 1), is_whole=is_whole, is_main=True, source="thử"
        )
    UnitFactory(parent=neighbour, name=far.name)
    NationFactory()


@pytest.mark.usefixtures("country")
def test_what_is_filed_under_a_place_is_what_the_database_says():
    territory = Territory.load()

    for unit in Unit.objects.all():
        expected = set(with_predecessors(unit).values_list("pk", flat=True))
        assert territory.filed_under(unit.pk) == expected, unit


@pytest.mark.usefixtures("country")
def test_places_are_named_as_units_are():
    territory = Territory.load()

    for unit in Unit.objects.exclude(level=Unit.Level.NATION).select_related("parent__parent__parent"):
        place = territory.places[unit.pk]
        assert (place.title, territory.path(unit.pk)) == (unit.title, unit.path)
        assert territory.at_level(unit.pk, "province").pk == unit.at_level("province").pk


@pytest.mark.usefixtures("country")
def test_an_address_names_one_place():
    territory = Territory.load()

    assert len(territory.by_key) == Unit.objects.count()
    assert all(territory.by_key[place.key] == place for place in territory.places.values())
