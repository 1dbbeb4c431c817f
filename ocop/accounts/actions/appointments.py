"""Giving and ending roles. Whoever administers the system decides and scores nothing in it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse

from ocop.accounts.models import Appointment, Role, User
from ocop.core.access import require
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.journal.actions import record
from ocop.notices.actions import notify
from ocop.places.models import Unit

NOT_WITH_ADMINISTRATION = frozenset({Role.OFFICER, Role.LEADER, Role.SECRETARY, Role.MEMBER})
"""Roles that receive, decide or score: never held by somebody who hands out roles."""


@transaction.atomic
def appoint(
    person: User,
    *,
    role: str,
    unit: Unit,
    by: User | None,
    starts: date | None = None,
    ends: date | None = None,
    agency: str = "",
    position: str = "",
) -> Appointment:
    """Bổ nhiệm: give a role in a unit from a day (today), to a day or until further notice; the person is told.

    Two administrators at once: the person's row is locked, the second meets what the first did. `by=None` is set-up.

    Raises:
        Refused: oneself; a locked account; a unit that is no more; days that make no sense; the role is held already;
            administration together with a role that decides.
        PermissionDenied: not an administrator of this unit.
    """
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    starts = starts or today()
    if by is not None:
        require(by, "unit.appoint", unit)
        if by.pk == person.pk:
            raise Refused("Không tự bổ nhiệm cho chính mình. Hãy nhờ quản trị viên khác.")
        if starts < today():
            raise Refused("Ngày bắt đầu đã qua. Hãy chọn từ hôm nay trở đi.")
    if not person.is_active:
        raise Refused(f"Tài khoản của {person} đang bị khóa. Hãy mở lại tài khoản trước.")
    if unit.valid_to is not None:
        raise Refused(f"{unit.title} không còn tồn tại. Hãy chọn đơn vị hiện hành.")
    if ends is not None and ends < starts:
        raise Refused("Ngày kết thúc phải từ ngày bắt đầu trở đi.")
    refuse_incompatible(person, role=role, unit=unit, starts=starts, ends=ends)
    appointment = Appointment.objects.create(
        user=person, role=role, unit=unit, agency=agency, position=position, starts=starts, ends=ends, appointed_by=by
    )
    _tell(appointment, by=by)
    return appointment


def _tell(appointment: Appointment, *, by: User | None) -> None:
    until = f" đến hết {appointment.ends:%d/%m/%Y}" if appointment.ends else ""
    days = {"starts": str(appointment.starts), "ends": str(appointment.ends or "")}
    record("user.appoint", appointment.user, by=by, role=appointment.title, **days)
    notify(
        [appointment.user],
        f"Bạn được giao vai trò {appointment.title}, từ {appointment.starts:%d/%m/%Y}{until}.",
        url=reverse("accounts:profile"),
    )


def refuse_incompatible(person: User, *, role: str, unit: Unit, starts: date, ends: date | None) -> None:
    """Raise Refused when the person's other roles in that time forbid this one; call it with the person locked."""
    meanwhile = person.appointments.overlapping(starts, ends)
    if meanwhile.filter(role=role, unit=unit).exists():
        raise Refused(f"{person} đã giữ vai trò này trong thời gian đó. Hãy kết thúc vai trò cũ trước.")
    if role == Role.ADMINISTRATOR:
        other = meanwhile.filter(role__in=NOT_WITH_ADMINISTRATION).first()
    elif role in NOT_WITH_ADMINISTRATION:
        other = meanwhile.filter(role=Role.ADMINISTRATOR).first()
    else:
        other = None
    if other is not None:
        raise Refused(
            f"{person} đang giữ vai trò {other.title}. Quản trị hệ thống không đi cùng vai trò tiếp nhận, chấm điểm "
            "hoặc quyết định; hãy chọn người khác."
        )


@transaction.atomic
def end(appointment: Appointment, *, by: User, last_day: date | None = None, reason: str = "") -> Appointment:
    """Kết thúc vai trò: the role ends with a day (today). One that has not begun by then never takes effect.

    Raises:
        Refused: over already; a day in the past; the last administrator who looks after the unit.
        PermissionDenied: not an administrator of its unit.
    """
    hold_administrators(appointment.unit)
    appointment = (
        Appointment.objects.select_for_update(of=("self",), no_key=True)
        .select_related("user", "unit")
        .get(pk=appointment.pk)
    )
    require(by, "appointment.end", appointment)
    last_day = last_day or today()
    if appointment.ends is not None and appointment.ends < today():
        raise Refused("Vai trò này đã kết thúc rồi. Hãy tải lại trang để xem vai trò hiện nay.")
    if last_day < today():
        raise Refused("Ngày kết thúc đã qua. Hãy chọn từ hôm nay trở đi.")
    if appointment.ends is not None and appointment.ends < last_day:
        raise Refused(f"Vai trò này kết thúc sớm hơn, ngày {appointment.ends:%d/%m/%Y}.")
    refuse_to_leave_unattended([appointment], on=last_day + timedelta(days=1))
    close(appointment, last_day)
    record("user.end_role", appointment.user, by=by, role=appointment.title, last_day=str(last_day), reason=reason)
    notify(
        [appointment.user],
        f"Vai trò {appointment.title} của bạn kết thúc sau ngày {last_day:%d/%m/%Y}.",
        url=reverse("accounts:profile"),
    )
    return appointment


def close(appointment: Appointment, last_day: date) -> None:
    """Write the last day; a role that would only have begun later is taken back: nobody ever acted in it."""
    if appointment.starts > max(last_day, today()):
        Appointment.objects.filter(pk=appointment.pk).delete()
    else:
        appointment.ends = max(last_day, appointment.starts)
        appointment.save(update_fields=["ends"])


def hold_administrators(unit: Unit) -> None:
    """Let one transaction at a time take administrators away in the tree of a unit."""
    Unit.objects.select_for_update(no_key=True).get(pk=_up_from(unit)[-1])


def refuse_to_leave_unattended(leaving: Collection[Appointment], *, on: date) -> None:
    """Raise Refused when a unit would have no administrator in it or above it from a day; hold them first."""
    gone = [each.pk for each in leaving]
    for appointment in leaving:
        if appointment.role != Role.ADMINISTRATOR:
            continue
        remaining = Appointment.objects.in_force(on).filter(
            role=Role.ADMINISTRATOR, unit__in=_up_from(appointment.unit), user__is_active=True
        )
        if not remaining.exclude(pk__in=gone).exists():
            raise Refused(
                f"{appointment.user} là quản trị viên cuối cùng của {appointment.unit}. Hãy bổ nhiệm người khác trước."
            )


def _up_from(unit: Unit) -> list[int]:
    """The unit and those above it, up to the root."""
    pks, above = [], unit
    while above is not None:
        pks.append(above.pk)
        above = above.parent  # type: ignore[assignment]
    return pks
