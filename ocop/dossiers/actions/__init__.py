"""Everything that happens to a dossier before its council. One function an act."""

from ocop.dossiers.actions.drafting import (
    Answer,
    Paper,
    add_evidence,
    answer,
    answer_all,
    check_kind,
    edit_form,
    remove_evidence,
    start,
)
from ocop.dossiers.actions.filing import answer_items, answer_request, ask_amendment, save_answers, submit, withdraw
from ocop.dossiers.actions.moving import locked, moving
from ocop.dossiers.actions.screening import (
    ReportInput,
    accept,
    close_overdue,
    count_samples,
    open_round,
    propose,
    refuse,
    reschedule,
    schedule,
    send_back,
    write_report,
)

__all__ = [
    "Answer",
    "Paper",
    "ReportInput",
    "accept",
    "add_evidence",
    "answer",
    "answer_all",
    "answer_items",
    "answer_request",
    "ask_amendment",
    "check_kind",
    "close_overdue",
    "count_samples",
    "edit_form",
    "locked",
    "moving",
    "open_round",
    "propose",
    "refuse",
    "remove_evidence",
    "reschedule",
    "save_answers",
    "schedule",
    "send_back",
    "start",
    "submit",
    "withdraw",
    "write_report",
]
