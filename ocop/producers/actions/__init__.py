"""Everything that happens to producers and products. One function an act."""

from ocop.producers.actions.behalf import describe, describe_product
from ocop.producers.actions.own import add_product, arrange_pictures, edit, edit_product, register
from ocop.producers.actions.pairs import decide_pair
from ocop.producers.actions.people import (
    accept,
    decline,
    end_membership,
    invite,
    mail_invitation,
    mail_invitations,
    withdraw_invitation,
)
from ocop.producers.actions.places import doubt_place, settle_place
from ocop.producers.actions.stopping import resume, stop

__all__ = [
    "accept",
    "add_product",
    "arrange_pictures",
    "decide_pair",
    "decline",
    "describe",
    "describe_product",
    "doubt_place",
    "edit",
    "edit_product",
    "end_membership",
    "invite",
    "mail_invitation",
    "mail_invitations",
    "register",
    "resume",
    "settle_place",
    "stop",
    "withdraw_invitation",
]
