"""Everything that happens to producers and products. One function an act."""

from ocop.producers.actions.behalf import describe, describe_product
from ocop.producers.actions.own import add_product, arrange_pictures, decide_pair, edit, edit_product, register
from ocop.producers.actions.stopping import resume, stop

__all__ = [
    "add_product",
    "arrange_pictures",
    "decide_pair",
    "describe",
    "describe_product",
    "edit",
    "edit_product",
    "register",
    "resume",
    "stop",
]
