"""Many dossiers moved at once by the same transition, in a handful of queries: a whole session that is closed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ocop.accounts.models import Appointment, Role, User
from ocop.core.errors import Refused
from ocop.dossiers.actions.moving import _moved_on
from ocop.dossiers.models import Dossier, Step
from ocop.journal.actions import name_of
from ocop.journal.models import Entry
from ocop.notices.actions import notify
from ocop.producers.models import Membership

if TYPE_CHECKING:
    from ocop.core.workflow import Transition


@contextmanager
def moving_all(dossiers: Sequence[Dossier], transition: Transition, *, by: User) -> Iterator[list[Dossier]]:
    """Move dossiers as `moving` moves one: all of them or none. Each person is told once, however many there are.

    Raises:
        Refused: one of them has moved on meanwhile.
        PermissionDenied: the transition of one of them is not for this person.
    """
    with transaction.atomic():
        pks = [dossier.pk for dossier in dossiers]
        locked = Dossier.objects.select_for_update(of=("self",)).select_related("product", "desk", "level")
        rows = list(locked.filter(pk__in=pks).order_by("pk"))
        for row in rows:
            if row.state not in transition.sources:
                raise Refused(f"{row}: {_moved_on(row)}")
        if Dossier.objects.filter(pk__in=pks).allowed(by, transition.permission).count() != len(set(pks)):
            raise PermissionDenied(transition.permission)
        before = {row.pk: row.state for row in rows}
        yield rows
        now = timezone.now()
        for row in rows:
            row.state, row.version = transition.target, row.version + 1
        Dossier.objects.filter(pk__in=pks).update(state=transition.target, version=F("version") + 1)
        Step.objects.bulk_create(
            Step(
                dossier=row,
                transition=transition.name,
                label=transition.label,
                from_state=before[row.pk],
                to_state=row.state,
                from_desk=row.desk,
                to_desk=row.desk,
                level=row.level,
                by=by,
                at=now,
            )
            for row in rows
        )
        Entry.objects.bulk_create(
            Entry(
                by=by,
                by_name=str(by),
                verb=transition.permission,
                thing=name_of(row),
                label=str(row)[:200],
                details={"tu": before[row.pk], "den": row.state, "ly_do": ""},
            )
            for row in rows
        )
        _tell(rows, transition, by)
    moved = {row.pk: row for row in rows}
    for dossier in dossiers:
        dossier.state, dossier.version = moved[dossier.pk].state, moved[dossier.pk].version


def _tell(rows: list[Dossier], transition: Transition, by: User) -> None:
    """The producers' people hear of their own dossiers, the officers of each desk of all of them."""
    concerned: dict[User, list[Dossier]] = {}
    members = Membership.objects.in_force().filter(producer__in={row.product.producer_id for row in rows})
    for member in members.select_related("user"):
        mine = [row for row in rows if row.product.producer_id == member.producer_id]
        concerned.setdefault(member.user, []).extend(mine)
    officers = Appointment.objects.in_force().filter(unit__in={row.desk_id for row in rows}, role=Role.OFFICER)
    for officer in officers.select_related("user"):
        concerned.setdefault(officer.user, []).extend(row for row in rows if row.desk_id == officer.unit_id)
    for person, theirs in concerned.items():
        if person.pk == by.pk or not theirs:
            continue
        first, count = theirs[0], len(set(theirs))
        what = first.product.name if count == 1 else f"{count} hồ sơ"
        url = first.get_absolute_url() if count == 1 else ""
        state = first.get_state_display().lower()
        notify([person], f"{what}: {transition.label.lower()}. Hồ sơ: {state}.", url=url)
