"""A lock in the database for rows that are edited until something is settled, and never afterwards.

`append_only.py` locks whole tables; here a table's rows are locked from a condition on: the conclusion, the closing,
the sending. Conditions are SQL over OLD and NEW that both databases read; "" where nothing is refused. As there, on
SQLite a later migration that alters such a table must put the lock on again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

ALWAYS = "1 = 1"


@dataclass(frozen=True)
class Frozen:
    """When rows of a table may no longer be changed, taken away, or added."""

    table: str
    message: str
    update: str
    delete: str
    insert: str = ""

    @property
    def _conditions(self) -> dict[str, str]:
        given = {"UPDATE": self.update, "DELETE": self.delete, "INSERT": self.insert}
        return {verb: condition for verb, condition in given.items() if condition}

    def lock(self, vendor: str) -> list[str]:
        """The statements that lock the rows."""
        return [*(self._lock_sqlite() if vendor == "sqlite" else self._lock_postgresql())]

    def unlock(self, vendor: str) -> list[str]:
        """The statements that take the lock off again."""
        if vendor == "sqlite":
            names = [*(verb.lower() for verb in self._conditions), "replace"]
            return [f"DROP TRIGGER {self.table}_frozen_{name}" for name in names]
        names = [*(verb.lower() for verb in self._conditions), "truncate"]
        return [
            statement
            for name in names
            for statement in (
                f"DROP TRIGGER {self.table}_frozen_{name} ON {self.table}",
                f"DROP FUNCTION {self.table}_frozen_{name}()",
            )
        ]

    def _lock_sqlite(self) -> Iterable[str]:
        abort = f"BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
        for verb, condition in self._conditions.items():
            name = f"{self.table}_frozen_{verb.lower()}"
            yield f"CREATE TRIGGER {name} BEFORE {verb} ON {self.table} WHEN {condition} {abort}"
        held = self.delete.replace("OLD.", "held.")  # INSERT OR REPLACE deletes without asking the trigger of DELETE
        yield (
            f"CREATE TRIGGER {self.table}_frozen_replace BEFORE INSERT ON {self.table} "
            f"WHEN EXISTS (SELECT 1 FROM {self.table} AS held WHERE held.id = NEW.id AND ({held})) {abort}"
        )

    def _lock_postgresql(self) -> Iterable[str]:
        refuse = f"RAISE EXCEPTION '{self.message}' USING ERRCODE = 'restrict_violation'"
        for verb, condition in self._conditions.items():
            name, row = f"{self.table}_frozen_{verb.lower()}", "OLD" if verb == "DELETE" else "NEW"
            yield (
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN IF {condition} THEN {refuse}; END IF; RETURN {row}; END $$"
            )
            yield f"CREATE TRIGGER {name} BEFORE {verb} ON {self.table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        name = f"{self.table}_frozen_truncate"
        yield f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refuse}; END $$"
        yield f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {self.table} FOR EACH STATEMENT EXECUTE FUNCTION {name}()"


def differs(*columns: str) -> str:
    """Whether one of these columns is to change."""
    return "(" + " OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in columns) + ")"
