from django.db.models import Model, QuerySet

from ocop.journal.actions import name_of
from ocop.journal.models import Entry


def history_of(thing: Model) -> QuerySet[Entry]:
    """All lines about one thing, oldest first."""
    return Entry.objects.filter(thing=name_of(thing)).select_related("by").order_by("pk")
