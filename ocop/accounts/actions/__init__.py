"""Everything that happens to people and their roles."""

from ocop.accounts.actions.appointments import appoint, end
from ocop.accounts.actions.handing_over import hand_over, on_hand_over
from ocop.accounts.actions.people import (
    deactivate,
    edit_profile,
    invite,
    invite_again,
    mail_invitation,
    mail_invitations,
    reactivate,
    signed_up,
)

__all__ = [
    "appoint",
    "deactivate",
    "edit_profile",
    "end",
    "hand_over",
    "invite",
    "invite_again",
    "mail_invitation",
    "mail_invitations",
    "on_hand_over",
    "reactivate",
    "signed_up",
]
