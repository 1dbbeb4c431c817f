"""Everything that happens after a council concluded. One function an act."""

from ocop.certificates.actions.deciding import DecisionInput, close_unrecognised, recognise
from ocop.certificates.actions.forwarding import (
    HigherInput,
    forward,
    record_higher_result,
    reopen,
    return_from_higher,
)
from ocop.certificates.actions.rendering import render_certificate, render_missing
from ocop.certificates.actions.revoking import RevocationInput, revoke
from ocop.certificates.actions.upward import attach_upward, count_upward_samples, remove_upward

__all__ = [
    "DecisionInput",
    "HigherInput",
    "RevocationInput",
    "attach_upward",
    "close_unrecognised",
    "count_upward_samples",
    "forward",
    "recognise",
    "record_higher_result",
    "remove_upward",
    "render_certificate",
    "render_missing",
    "reopen",
    "return_from_higher",
    "revoke",
]
