"""What happens in trade: enquiries go back and forth, a producer says where her product is sold."""

from ocop.trade.actions.enquiries import Asked, anonymise_old, ask, mail_reply
from ocop.trade.actions.moving import answer, close, reopen, see
from ocop.trade.actions.selling import add_link, ensure_channels, remove_link, sell_at, stop_selling_at

__all__ = [
    "Asked",
    "add_link",
    "anonymise_old",
    "answer",
    "ask",
    "close",
    "ensure_channels",
    "mail_reply",
    "remove_link",
    "reopen",
    "see",
    "sell_at",
    "stop_selling_at",
]
