"""The journal's lock in the database itself: UPDATE, DELETE and TRUNCATE of its rows are refused to everybody."""

SQLITE = [
    """CREATE TRIGGER journal_entry_no_update BEFORE UPDATE ON journal_entry
    BEGIN SELECT RAISE(ABORT, 'the journal is only ever appended to'); END""",
    """CREATE TRIGGER journal_entry_no_delete BEFORE DELETE ON journal_entry
    BEGIN SELECT RAISE(ABORT, 'the journal is only ever appended to'); END""",
    # INSERT OR REPLACE deletes without asking the trigger above
    """CREATE TRIGGER journal_entry_no_replace BEFORE INSERT ON journal_entry
    WHEN EXISTS (SELECT 1 FROM journal_entry WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'the journal is only ever appended to'); END""",
]
SQLITE_UNDO = [
    "DROP TRIGGER journal_entry_no_replace",
    "DROP TRIGGER journal_entry_no_delete",
    "DROP TRIGGER journal_entry_no_update",
]

POSTGRESQL = [
    """CREATE FUNCTION journal_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the journal is only ever appended to' USING ERRCODE = 'restrict_violation'; END $$""",
    """CREATE TRIGGER journal_entry_no_change BEFORE UPDATE OR DELETE ON journal_entry
    FOR EACH ROW EXECUTE FUNCTION journal_append_only()""",
    """CREATE TRIGGER journal_entry_no_truncate BEFORE TRUNCATE ON journal_entry
    FOR EACH STATEMENT EXECUTE FUNCTION journal_append_only()""",
]
POSTGRESQL_UNDO = [
    "DROP TRIGGER journal_entry_no_truncate ON journal_entry",
    "DROP TRIGGER journal_entry_no_change ON journal_entry",
    "DROP FUNCTION journal_append_only()",
]

LOCK = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
UNLOCK = {"sqlite": SQLITE_UNDO, "postgresql": POSTGRESQL_UNDO}
