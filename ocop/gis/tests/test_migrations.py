"""What was stored before a column came has it afterwards."""

import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from ocop.gis.models import Feature
from ocop.gis.tests.factories import published, square

pytestmark = pytest.mark.django_db
fill = importlib.import_module("ocop.gis.migrations.0004_features_know_their_name_without_accents")


def test_names_without_accents_are_filled_in_for_older_features(cast, tmp_path, monkeypatch):
    published(cast, tmp_path, [square(10.1 + n / 100) for n in range(3)], {"ten": ["Đất ở", "", "Lúa"]})
    Feature.objects.update(name_key="")
    monkeypatch.setattr(fill, "AT_ONCE", 1)

    fill.fill(apps, SimpleNamespace(connection=connection))

    assert list(Feature.objects.order_by("fid").values_list("name_key", flat=True)) == ["dat o", "", "lua"]
