"""What was filed and what was done is never edited: the database refuses it too (QĐ 26/2026/QĐ-TTg, Điều 7.1)."""

from ocop.journal.append_only import lock_of, unlock_of

MESSAGE = "what was filed or done is never edited"
TABLES = ("dossiers_snapshot", "dossiers_snapshot_files", "dossiers_step")


def lock(vendor: str) -> list[str]:
    """The statements that lock these tables."""
    return [statement for table in TABLES for statement in lock_of(table, MESSAGE)[vendor]]


def unlock(vendor: str) -> list[str]:
    """The statements that open them again."""
    return [statement for table in TABLES for statement in unlock_of(table)[vendor]]
