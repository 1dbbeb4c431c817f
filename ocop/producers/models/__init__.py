"""Producers, their people and products, and what lists of old brought along."""

from ocop.producers.models.lists import DoubtfulPair, PotentialProduct
from ocop.producers.models.makers import Producer
from ocop.producers.models.named import Named
from ocop.producers.models.people import Invitation, InvitationQuerySet, Membership, MembershipQuerySet
from ocop.producers.models.products import Position, Product, ProductPicture

__all__ = [
    "DoubtfulPair",
    "Invitation",
    "InvitationQuerySet",
    "Membership",
    "MembershipQuerySet",
    "Named",
    "Position",
    "PotentialProduct",
    "Producer",
    "Product",
    "ProductPicture",
]
