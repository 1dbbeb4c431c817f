"""Who acts for which producer, today."""

from django.db.models import QuerySet

from ocop.accounts.models import User
from ocop.producers.models import Membership, Producer


def producers_of(user: User) -> QuerySet[Producer]:
    """The producers a person acts for today (a subquery, not a list)."""
    return Producer.objects.filter(pk__in=Membership.objects.in_force().filter(user=user).values("producer"))


def people_of(producer: Producer) -> QuerySet[User]:
    """The active people who act for a producer today."""
    members = Membership.objects.in_force().filter(producer=producer)
    return User.objects.filter(pk__in=members.values("user"), is_active=True).order_by("pk")
