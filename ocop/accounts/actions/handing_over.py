"""When somebody leaves: roles and open work go to a successor, in one transaction."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Protocol

from django.db import transaction
from django.urls import reverse

from ocop.accounts.actions.appointments import (
    close,
    hold_administrators,
    refuse_incompatible,
    refuse_to_leave_unattended,
)
from ocop.accounts.models import Appointment, User
from ocop.core.access import require
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.journal.actions import record
from ocop.notices.actions import notify
from ocop.places.models import Unit


class Move(Protocol):
    """Moves a person's open work of one app to the successor; runs inside the transaction of `hand_over`."""

    def __call__(self, person: User, to: User, *, by: User, on: date) -> None: ...


_moves: list[Move] = []


def on_hand_over(move: Move) -> Move:
    """Register how an app moves open personal work, from its `apps.py`; usable as a decorator. A Refused stops all.

    `hand_over` calls every move itself, in the order of registration: follow the call, there are no signals.
    """
    _moves.append(move)
    return move


@transaction.atomic
def hand_over(person: User, *, to: User, by: User, on: date | None = None) -> list[Appointment]:
    """Bàn giao: from a day (today) the successor holds the person's roles and open work; both are told.

    The person's roles end the day before. A role that began the same day ends with it. A role the successor holds
    already is only ended. Returns the successor's new appointments.

    Raises:
        Refused: to herself, to a locked account, to whoever orders it; a day gone by; roles that do not go together.
        PermissionDenied: the person also holds roles outside the administrator's units.
    """
    on = on or today()
    both = User.objects.select_for_update(no_key=True).filter(pk__in=[person.pk, to.pk]).order_by("pk")
    locked = {each.pk: each for each in both}
    person, to = locked[person.pk], locked[to.pk]
    require(by, "user.hand_over", person)
    require(by, "user.view", to)
    _refuse_nonsense(person, to, by, on)
    for unit in Unit.objects.filter(pk__in=person.appointments.not_over(on).values("unit")).order_by("pk"):
        hold_administrators(unit)
    leaving = list(person.appointments.not_over(on).select_related("user", "unit").order_by("pk"))
    taken = [made for each in leaving if (made := _take_over(each, to, by=by, on=on))]
    refuse_to_leave_unattended(leaving, on=on)
    for each in leaving:
        close(each, on - timedelta(days=1))
    for move in _moves:
        move(person, to, by=by, on=on)
    _tell(person, to, leaving, by=by, on=on)
    return taken


def _refuse_nonsense(person: User, to: User, by: User, on: date) -> None:
    if person.pk == to.pk:
        raise Refused("Hãy chọn người nhận bàn giao khác với người bàn giao.")
    if to.pk == by.pk:
        raise Refused("Không tự nhận bàn giao cho mình. Hãy nhờ quản trị viên khác thực hiện.")
    if not to.is_active:
        raise Refused(f"Tài khoản của {to} đang bị khóa. Hãy mở lại hoặc chọn người khác.")
    if on < today():
        raise Refused("Ngày bàn giao đã qua. Hãy chọn từ hôm nay trở đi.")


def _take_over(old: Appointment, to: User, *, by: User, on: date) -> Appointment | None:
    starts = max(old.starts, on)
    if to.appointments.overlapping(starts, old.ends).filter(role=old.role, unit=old.unit).exists():
        return None
    refuse_incompatible(to, role=old.role, unit=old.unit, starts=starts, ends=old.ends)
    return Appointment.objects.create(
        user=to,
        role=old.role,
        unit=old.unit,
        agency=old.agency,
        position=old.position,
        starts=starts,
        ends=old.ends,
        appointed_by=by,
    )


def _tell(person: User, to: User, leaving: list[Appointment], *, by: User, on: date) -> None:
    roles = [each.title for each in leaving]
    record("user.hand_over", person, by=by, to=str(to), on=str(on), roles=roles)
    what = "; ".join(roles) or "các việc đang làm"
    notify([person], f"Từ {on:%d/%m/%Y}, {to} nhận bàn giao của bạn: {what}.", url=reverse("accounts:profile"))
    notify([to], f"Từ {on:%d/%m/%Y}, bạn nhận bàn giao của {person}: {what}.", url=reverse("accounts:profile"))
