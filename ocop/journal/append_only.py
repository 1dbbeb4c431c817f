"""A lock in the database itself: UPDATE, DELETE and TRUNCATE of a table's rows are refused to everybody.

The journal is locked here; other apps lock what is never edited with `lock_of` in a migration of theirs. On SQLite a
later migration that alters such a table makes it anew without its triggers: it must put the lock on again.
"""

from django.db import connection

JOURNAL = ("journal_entry", "the journal is only ever appended to", "journal_append_only")


def lock_of(table: str, message: str, function: str = "") -> dict[str, list[str]]:
    """The statements that lock a table, by the database's vendor."""
    function = function or f"{table}_append_only"
    abort = f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    return {
        "sqlite": [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {abort}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {abort}",
            # INSERT OR REPLACE deletes without asking the trigger above
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) {abort}",
        ],
        "postgresql": [
            f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'restrict_violation'; END $$",
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {function}()",
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
        ],
    }


def unlock_of(table: str, function: str = "") -> dict[str, list[str]]:
    """The statements that take the lock off again."""
    function = function or f"{table}_append_only"
    return {
        "sqlite": [
            f"DROP TRIGGER {table}_no_replace",
            f"DROP TRIGGER {table}_no_delete",
            f"DROP TRIGGER {table}_no_update",
        ],
        "postgresql": [
            f"DROP TRIGGER {table}_no_truncate ON {table}",
            f"DROP TRIGGER {table}_no_change ON {table}",
            f"DROP FUNCTION {function}()",
        ],
    }


def is_locked(table: str) -> bool:
    """Whether a table stands behind a lock; tests mostly run without."""
    asked = {
        "sqlite": "SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
        "postgresql": "SELECT 1 FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor], [table])
        return cursor.fetchone() is not None


LOCK = lock_of(*JOURNAL)
UNLOCK = unlock_of(JOURNAL[0], JOURNAL[2])
