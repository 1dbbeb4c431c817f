"""Everything that happens after a council concluded. One function an act."""

from ocop.certificates.actions.deciding import DecisionInput, close_unrecognised, recognise
from ocop.certificates.actions.forwarding import (
    HigherInput,
    forward,
    record_higher_result,
    reopen,
    return_from_higher,
)
from ocop.certificates.actions.rendering import render_certificate
from ocop.certificates.actions.revoking import RevocationInput, revoke

__all__ = [
    "DecisionInput",
    "HigherInput",
    "RevocationInput",
    "close_unrecognised",
    "forward",
    "recognise",
    "record_higher_result",
    "render_certificate",
    "reopen",
    "return_from_higher",
    "revoke",
]
