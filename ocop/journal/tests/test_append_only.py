import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection, transaction

from ocop.journal.actions import record
from ocop.journal.append_only import LOCK, UNLOCK
from ocop.journal.models import Entry


@pytest.fixture
def entry(db):
    """A line of the journal behind the lock of the migration, which tests mostly run without; it goes with the test."""
    person = get_user_model().objects.create_user("mai@nhat-ky.test", full_name="Trần Thị Mai")
    where = {"sqlite": "sqlite_master WHERE name", "postgresql": "pg_trigger WHERE tgname"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {where} LIKE 'journal_entry_no_%%'", [])
        if cursor.fetchone() is None:
            for statement in LOCK[connection.vendor]:
                cursor.execute(statement)
    return record("nộp", person, by=person)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET verb = 'khác' WHERE id = {pk}",
        "DELETE FROM journal_entry WHERE id = {pk}",
        "DELETE FROM journal_entry",
    ],
)
def test_the_database_refuses_to_change_the_journal(entry, statement):
    with (
        pytest.raises(DatabaseError, match="only ever appended to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(pk=entry.pk))

    assert Entry.objects.get().verb == "nộp"


def test_the_database_refuses_to_put_a_line_in_the_place_of_another(entry):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite knows INSERT OR REPLACE")

    with (
        pytest.raises(DatabaseError, match="only ever appended to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("INSERT OR REPLACE INTO journal_entry SELECT * FROM journal_entry")


def test_the_journal_goes_on_behind_its_lock(entry):
    record("nhận", entry.by, by=None)

    assert [each.verb for each in Entry.objects.order_by("pk")] == ["nộp", "nhận"]


def test_every_lock_can_be_taken_off_again():
    assert set(LOCK) == set(UNLOCK) == {"sqlite", "postgresql"}
