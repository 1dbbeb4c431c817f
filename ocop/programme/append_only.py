"""Published law is not changed: the database refuses it too. Days off are left out, they are announced and corrected.

What may be added to a published decision (completing.py) goes past the lock inside `opened`, and only there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from ocop.journal.append_only import is_locked, lock_of, unlock_of

MESSAGE = "published law is not changed"
TABLES = tuple(
    f"programme_{name}"
    for name in (
        "regime",
        "level",
        "starband",
        "clock",
        "dossierkind",
        "roundrule",
        "criteriaset",
        "productclass",
        "lawform",
        "evidencekind",
        "reading",
        "revocationground",
        "organisationtype",
    )
)
COMPLETED = ("programme_regime", "programme_level")
"""Tables in which a completing adds to rows that stand."""


def lock(vendor: str, tables: tuple[str, ...] = TABLES) -> list[str]:
    """The statements that lock these tables."""
    return [statement for table in tables for statement in lock_of(table, MESSAGE)[vendor]]


def unlock(vendor: str, tables: tuple[str, ...] = TABLES) -> list[str]:
    """The statements that open them again."""
    return [statement for table in tables for statement in unlock_of(table)[vendor]]


@contextmanager
def opened() -> Iterator[None]:
    """The tables a completing writes in, open inside this transaction only: nobody else ever sees them open."""
    with transaction.atomic():
        was_locked = is_locked(COMPLETED[0])
        if was_locked:
            _run(unlock(connection.vendor, COMPLETED))
        yield
        if was_locked:
            _run(lock(connection.vendor, COMPLETED))


def _run(statements: list[str]) -> None:
    connection.check_constraints()  # PostgreSQL alters no table while checks of its rows wait for the commit
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
