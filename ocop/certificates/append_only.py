"""Decisions, recognitions and what certificates say are never edited: the database refuses it too.

What happens to them later stands elsewhere: a revocation is a row of its own, a later recognition replaces
(`is_current`), what a certificate is worth follows from dates. Its file is made after it was issued, once. Which record
of a product a recognition belongs to may change: two records may turn out to be one (producers.actions.pairs).
"""

from ocop.journal.append_only import lock_of, unlock_of
from ocop.journal.frozen import ALWAYS, Frozen, differs

MESSAGE = "what was decided and issued is never edited"
TABLES = (
    "certificates_recognitiondecision",
    "certificates_recognitiondecision_dossiers",
    "certificates_revocation",
    "certificates_higherresult",
)
RECOGNITION = (
    "code",
    "regime_id",
    "decision_id",
    "dossier_id",
    "stars",
    "potential_stars",
    "score",
    "valid_from",
    "valid_to",
    "known_valid_on",
    "replaces_id",
    "provenance",
    "source_row",
    "created_at",
)
CERTIFICATE = (
    "code",
    "recognition_id",
    "number",
    "issued_on",
    "expires_on",
    "product_name",
    "producer_name",
    "address",
    "product_code",
    "group",
)
FROZEN = (
    Frozen(
        "certificates_recognition",
        MESSAGE,
        update=f"{differs(*RECOGNITION)} OR ({differs('is_current')} AND NEW.is_current)",
        delete=ALWAYS,
    ),
    Frozen(
        "certificates_certificate",
        MESSAGE,
        update=f"{differs(*CERTIFICATE)} OR (OLD.file_id IS NOT NULL AND {differs('file_id')})",
        delete=ALWAYS,
    ),
)


def lock(vendor: str) -> list[str]:
    """The statements that lock these rows."""
    whole = (statement for table in TABLES for statement in lock_of(table, MESSAGE)[vendor])
    return [*whole, *(statement for each in FROZEN for statement in each.lock(vendor))]


def unlock(vendor: str) -> list[str]:
    """The statements that open them again."""
    whole = (statement for table in TABLES for statement in unlock_of(table)[vendor])
    return [*whole, *(statement for each in FROZEN for statement in each.unlock(vendor))]
