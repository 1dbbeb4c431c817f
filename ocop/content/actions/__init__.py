"""Everything that happens to the CMS from outside it."""

from ocop.content.actions.editors import match_all_groups, match_groups
from ocop.content.actions.letters import Written, close, forget_senders, mail_waiting, reopen, reply, take, write
from ocop.content.actions.planting import plant, plant_tree
from ocop.content.actions.questions import ask, forget_askers, publish, reject, to_search

__all__ = [
    "Written",
    "ask",
    "close",
    "forget_askers",
    "forget_senders",
    "mail_waiting",
    "match_all_groups",
    "match_groups",
    "plant",
    "plant_tree",
    "publish",
    "reject",
    "reopen",
    "reply",
    "take",
    "to_search",
    "write",
]
