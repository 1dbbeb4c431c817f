"""The full-text index beside `search_searchentry`, kept in step by the database itself.

SQLite: an FTS5 table and three triggers. PostgreSQL: a stored, generated tsvector of the words as they are («simple»)
with a GIN index. Both find words and beginnings of words; titles, keywords and text are told apart.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

COLUMNS = ("kind", "title_words", "keyword_words", "text_words")
_NEW = ", ".join(f"NEW.{name}" for name in COLUMNS)
_OLD = ", ".join(f"OLD.{name}" for name in COLUMNS)
_ADD = f"INSERT INTO search_words (rowid, {', '.join(COLUMNS)}) VALUES (NEW.id, {_NEW});"
_TAKE = f"INSERT INTO search_words (search_words, rowid, {', '.join(COLUMNS)}) VALUES ('delete', OLD.id, {_OLD});"

SQLITE = [
    f"""CREATE VIRTUAL TABLE IF NOT EXISTS search_words USING fts5({", ".join(COLUMNS)}, content='search_searchentry',
    content_rowid='id', tokenize='unicode61 remove_diacritics 0', prefix='1 2 3', detail='column')""",
    f"CREATE TRIGGER IF NOT EXISTS search_add AFTER INSERT ON search_searchentry BEGIN {_ADD} END",
    f"CREATE TRIGGER IF NOT EXISTS search_take AFTER DELETE ON search_searchentry BEGIN {_TAKE} END",
    f"CREATE TRIGGER IF NOT EXISTS search_change AFTER UPDATE ON search_searchentry BEGIN {_TAKE} {_ADD} END",
]
SQLITE_UNDO = [
    "DROP TRIGGER search_change",
    "DROP TRIGGER search_take",
    "DROP TRIGGER search_add",
    "DROP TABLE search_words",
]

POSTGRESQL = [
    """ALTER TABLE search_searchentry ADD COLUMN IF NOT EXISTS words tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('simple'::regconfig, title_words), 'A')
    || setweight(to_tsvector('simple'::regconfig, keyword_words), 'B')
    || setweight(to_tsvector('simple'::regconfig, text_words), 'C')) STORED""",
    "CREATE INDEX IF NOT EXISTS search_words ON search_searchentry USING gin (words)",
]
POSTGRESQL_UNDO = ["DROP INDEX search_words", "ALTER TABLE search_searchentry DROP COLUMN words"]

CREATE = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
DROP = {"sqlite": SQLITE_UNDO, "postgresql": POSTGRESQL_UNDO}


def create(connection: BaseDatabaseWrapper) -> None:
    """Make what is missing; the migration calls it, and so do databases made without migrations (tests, bench)."""
    with connection.cursor() as cursor:
        for statement in CREATE[connection.vendor]:
            cursor.execute(statement)
