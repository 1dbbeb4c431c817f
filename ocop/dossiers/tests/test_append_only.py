import pytest
from django.db import DatabaseError, connection, transaction

from ocop.dossiers.append_only import lock
from ocop.dossiers.models import Snapshot, Step
from ocop.dossiers.tests import factories


@pytest.fixture
def filed(cast):
    """A dossier that was filed, behind the lock of the migration, which tests mostly run without."""
    dossier = factories.submitted(cast)
    where = {"sqlite": "sqlite_master WHERE name", "postgresql": "pg_trigger WHERE tgname"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {where} LIKE 'dossiers_step_no_%%'", [])
        if cursor.fetchone() is None:
            for statement in lock(connection.vendor):
                cursor.execute(statement)
    return dossier


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dossiers_snapshot SET reason = 'khác'",
        "DELETE FROM dossiers_snapshot_files",
        "UPDATE dossiers_step SET note = 'khác'",
        "DELETE FROM dossiers_step",
    ],
)
def test_the_database_refuses_to_change_what_was_filed(filed, statement):
    with (
        pytest.raises(DatabaseError, match="never edited"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert (Snapshot.objects.get().reason, Step.objects.get().note) == ("Chủ thể nộp", "")
