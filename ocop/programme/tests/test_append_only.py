from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from ocop.journal.append_only import is_locked
from ocop.programme.actions import load_law
from ocop.programme.append_only import COMPLETED, TABLES
from ocop.programme.models import CriteriaSet, Holiday, Law, Regime

pytestmark = pytest.mark.usefixtures("locks")


@pytest.fixture
def files(tmp_path):
    """A copy of law/ that may be changed."""
    return Path(copytree(settings.LAW_DIR, tmp_path / "law"))


def refused(statement):
    with (
        pytest.raises(DatabaseError, match="published law is not changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize("table", TABLES)
def test_the_database_refuses_to_change_or_delete_published_law(table):
    refused(f"UPDATE {table} SET article = 'khác'")
    refused(f"DELETE FROM {table}")


def test_points_of_a_sheet_stay_as_published():
    before = CriteriaSet.objects.order_by("pk").values_list("content", flat=True)[0]

    refused("UPDATE programme_criteriaset SET content = '{}'")

    assert CriteriaSet.objects.order_by("pk").values_list("content", flat=True)[0] == before != {}


def test_every_table_of_the_law_is_locked_but_the_days_off():
    models = {model._meta.db_table for model in apps.get_app_config("programme").get_models() if issubclass(model, Law)}

    assert models - set(TABLES) == {Holiday._meta.db_table}


def test_the_law_is_loaded_again_behind_the_lock():
    assert load_law() == []


def test_a_decision_is_completed_and_ended_behind_the_lock(files):
    path = files / "26-2026" / "regime.yaml"
    text = path.read_text().replace("effective_to: null", "effective_to: 2028-12-31")
    path.write_text(text + '  - {key: asked_later, value: 3, why: "Hỏi sau.", article: "Điều 1"}\n')

    (said,) = load_law(files)

    regime = Regime.objects.get(code="26-2026")
    assert said.startswith("Đã ghi thêm 2 mục vào") and "effective_to" in said
    assert (regime.effective_to, regime.reading("asked_later")) == (date(2028, 12, 31), 3)
    assert [is_locked(table) for table in COMPLETED] == [True, True]
    refused("UPDATE programme_regime SET effective_to = NULL")
    refused("UPDATE programme_level SET details = '{}'")
    assert load_law(files) == []


def test_days_off_may_still_be_corrected(files):
    path = files / "holidays.yaml"
    name = Holiday.objects.order_by("day")[0].name
    path.write_text(path.read_text().replace(name, f"{name} (sửa)"))

    assert load_law(files) != []
    assert Holiday.objects.order_by("day")[0].name == f"{name} (sửa)"
