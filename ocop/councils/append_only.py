"""What members sent and a council concluded is never edited: the database refuses it too.

A sheet that was sent may be opened for a second look (its state), until the dossier is concluded; each sending stays.
"""

from ocop.journal.append_only import lock_of, unlock_of
from ocop.journal.frozen import Frozen, differs

SENT = ("councils_sentsheet", "a sheet that was sent is never edited")
SETTLED = "what a council concluded is never edited"


def _concluded(evaluation: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM councils_evaluation AS done "
        f"WHERE done.id = {evaluation} AND done.concluded_at IS NOT NULL)"
    )


def _sent(sheet: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM councils_scoringsheet AS sheet JOIN councils_evaluation AS done "
        f"ON done.id = sheet.evaluation_id WHERE sheet.id = {sheet} "
        "AND (sheet.state = 'sent' OR done.concluded_at IS NOT NULL))"
    )


_SHEET = differs("code", "evaluation_id", "seat_id")
_ANSWERS = f"(OLD.state = 'sent' AND {differs('opinion', 'total', 'sent_at')})"
FROZEN = (
    Frozen(
        "councils_evaluation",
        SETTLED,
        update="OLD.concluded_at IS NOT NULL",
        delete="OLD.concluded_at IS NOT NULL",
    ),
    Frozen("councils_meeting", SETTLED, update="OLD.closed_at IS NOT NULL", delete="OLD.closed_at IS NOT NULL"),
    Frozen(
        "councils_scoringsheet",
        SENT[1],
        update=f"{_SHEET} OR {_ANSWERS} OR {_concluded('OLD.evaluation_id')}",
        delete=f"OLD.sent_at IS NOT NULL OR {_concluded('OLD.evaluation_id')}",
    ),
    Frozen(
        "councils_mark",
        SENT[1],
        update=_sent("OLD.sheet_id"),
        delete=_sent("OLD.sheet_id"),
        insert=_sent("NEW.sheet_id"),
    ),
)


def lock(vendor: str) -> list[str]:
    """The statements that lock these rows."""
    return [*lock_of(*SENT)[vendor], *(statement for each in FROZEN for statement in each.lock(vendor))]


def unlock(vendor: str) -> list[str]:
    """The statements that open them again."""
    return [*unlock_of(SENT[0])[vendor], *(statement for each in FROZEN for statement in each.unlock(vendor))]
