"""The inbox: what waits for a person, the union of the rows of all transitions they may take."""

from django.db.models import Q

from ocop.accounts.models import User
from ocop.core.access import NONE
from ocop.core.workflow import all_transitions
from ocop.dossiers.access import asked_to_amend
from ocop.dossiers.models import Dossier, DossierQuerySet


def awaiting(user: User) -> DossierQuerySet:
    """Dossiers that wait for an act of this person, oldest first."""
    rows: Q = NONE | asked_to_amend(user)
    for transition in all_transitions():
        if transition.model == "dossier" and transition.work:
            rows |= transition.rows(user)
    return Dossier.objects.filter(rows).order_by("pk")
