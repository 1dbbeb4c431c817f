"""Who acts for which producer, today."""

from django.db.models import QuerySet

from ocop.accounts.models import User
from ocop.core.memo import remembered
from ocop.producers.models import Invitation, InvitationQuerySet, Membership, Producer


def producers_of(user: User) -> QuerySet[Producer]:
    """The producers a person acts for today."""
    ids = _producer_ids(user)
    return Producer.objects.filter(pk__in=ids) if ids else Producer.objects.none()


def acts_for_a_producer(user: User) -> bool:
    """Whether the person acts for any producer today."""
    return bool(_producer_ids(user))


def _producer_ids(user: User) -> list[int]:
    """Asked once a request."""
    rows = Membership.objects.in_force().filter(user=user)
    return remembered(user, "producers", lambda: list(rows.values_list("producer", flat=True)))


def is_of(user: User, producer: Producer) -> bool:
    """Whether the person acts for the producer now; asked of the database each time, for acts."""
    return Membership.objects.in_force().filter(user=user, producer=producer).exists()


def invitations_to(user: User) -> InvitationQuerySet:
    """The invitations this person has still to answer."""
    return Invitation.objects.waiting().allowed(user, "invitation.answer")


def people_of(producer: Producer) -> QuerySet[User]:
    """The active people who act for a producer today."""
    members = Membership.objects.in_force().filter(producer=producer)
    return User.objects.filter(pk__in=members.values("user"), is_active=True).order_by("pk")
