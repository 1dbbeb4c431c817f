"""Who acts for a producer: asked by e-mail, taken by the person asked, ended at once, handed over. Nothing is deleted.

An invitation is the same whether its e-mail has an account or not: asking tells nobody which people have one. Nobody
becomes a member unasked, for whoever acts for a producer may handle none of its dossiers on the other side.
"""

from __future__ import annotations

from smtplib import SMTPException
from typing import TYPE_CHECKING

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from ocop.accounts.models import User
from ocop.core.access import require
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.core.later import later
from ocop.journal.actions import record
from ocop.notices.actions import notify
from ocop.producers.members import is_of, people_of
from ocop.producers.models import Invitation, Membership, Producer

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_WAITING = 10
"""Invitations of one producer that may wait at a time."""

log = structlog.get_logger("ocop.producers")


def invite(producer: Producer, email: str, *, by: User, is_hand_over: bool = False, reason: str = "") -> Invitation:
    """Mời người phụ trách: an e-mail is asked to act for the producer, and to follow whoever asks when it hands over.

    An officer asks in the producer's place when its people are gone, and says why.

    Raises:
        Refused: acts for it already; asked already; too many wait; an officer's own e-mail, or without a reason.
        PermissionDenied: neither of the producer nor an officer who looks after it.
    """
    address = email.strip().lower()
    with transaction.atomic():
        row = _locked(producer, "producer.invite", by)
        _check(row, address, by)
        said = _reason(row, reason, by)
        if is_hand_over and not is_of(by, row):
            raise Refused("Chỉ người đang phụ trách mới bàn giao được. Hãy mời người mới, rồi cho người cũ thôi.")
        _withdraw(row.invitations.filter(state=Invitation.State.OPEN, email=address), by)  # too old to be taken
        invitation = Invitation.objects.create(
            producer=row, email=address, asked_by=by, is_hand_over=is_hand_over, reason=said
        )
        record("producer.invite", row, by=by, loi_moi=invitation.code, ban_giao=is_hand_over, ly_do=said)
        text = f"{by} mời bạn phụ trách {row}. Hãy xem và trả lời."
        if person := User.objects.filter(email=address, is_active=True).first():
            notify([person], text, url=invitation.get_absolute_url())
        else:
            later(mail_invitation, invitation.pk)
        others = people_of(row).exclude(pk=by.pk)
        notify(others, f"{by} đã mời thêm người phụ trách {row}.", url=page_of(row))
    return invitation


def mail_invitation(pk: int) -> bool:
    """Mail an invitation to an e-mail without an account, once; whether it went out now. Safe to repeat."""
    invitation = Invitation.objects.waiting().filter(pk=pk, mailed_at=None).select_related("producer").first()
    if invitation is None:
        return False
    link = settings.SITE_URL + invitation.get_absolute_url()
    context = {"invitation": invitation, "link": link, "days": Invitation.LASTS.days}
    body = render_to_string("producers/mail_invitation.txt", context)
    try:
        send_mail("OCOP: Lời mời phụ trách chủ thể", body, settings.DEFAULT_FROM_EMAIL, [invitation.email])
    except (OSError, SMTPException) as error:
        log.warning("invitation failed", invitation=pk, error=type(error).__name__)
        return False
    return bool(Invitation.objects.filter(pk=pk).update(mailed_at=timezone.now()))


def mail_invitations() -> int:
    """Send again what the mail server did not take; how many went out. Safe to repeat."""
    accounts = User.objects.filter(is_active=True).values("email")
    waiting = Invitation.objects.waiting().filter(mailed_at=None, asked_by__is_demo=False).exclude(email__in=accounts)
    return sum(mail_invitation(pk) for pk in waiting.order_by("pk").values_list("pk", flat=True))


def accept(invitation: Invitation, *, by: User) -> Producer:
    """Nhận lời mời: the person asked acts for the producer from now on; whoever handed over no longer does.

    Raises:
        Refused: answered, taken back or too old.
        PermissionDenied: asked was another e-mail.
    """
    with transaction.atomic():
        row, producer = _answered(invitation, Invitation.State.ACCEPTED, by)
        if not is_of(by, producer):
            Membership.objects.create(user=by, producer=producer, added_by=row.asked_by)
        record("producer.accept_invitation", producer, by=by, loi_moi=row.code)
        others = {each.pk: each for each in [row.asked_by, *people_of(producer)] if each.pk != by.pk}
        notify(others.values(), f"{by} đã nhận lời phụ trách {producer}.", url=page_of(producer))
        if row.is_hand_over and row.asked_by_id != by.pk and is_of(row.asked_by, producer):
            _end(producer, row.asked_by, by=row.asked_by, reason=f"Bàn giao cho {by}")
    return producer


def decline(invitation: Invitation, *, by: User) -> Invitation:
    """Không nhận lời mời: nothing changes, and whoever asked is told.

    Raises:
        Refused, PermissionDenied: as `accept`.
    """
    with transaction.atomic():
        row, producer = _answered(invitation, Invitation.State.DECLINED, by)
        record("producer.decline_invitation", producer, by=by, loi_moi=row.code)
        notify([row.asked_by], f"{by} không nhận lời phụ trách {producer}.", url=page_of(producer))
    return row


def withdraw_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """Thu hồi lời mời: its link opens nothing any more.

    Raises:
        Refused: answered already.
        PermissionDenied: neither of the producer nor an officer who looks after it.
    """
    with transaction.atomic():
        _locked(invitation.producer, "producer.invite", by)
        row = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if row.state != Invitation.State.OPEN:
            raise Refused(f"Lời mời này đã xong: {row.get_state_display().lower()}. Tải lại trang để xem.")
        _withdraw(Invitation.objects.filter(pk=row.pk), by)
        row.refresh_from_db()
    return row


def end_membership(producer: Producer, person: User, *, by: User, reason: str = "") -> Membership:
    """Thôi phụ trách: the person acts for the producer no longer, at once; what she did stays, and so does open work.

    Raises:
        Refused: does not act for it; the last one who does; an officer without a reason.
        PermissionDenied: neither of the producer nor an officer who looks after it.
    """
    with transaction.atomic():
        row = _locked(producer, "producer.end_membership", by)
        said = _reason(row, reason, by)
        if not is_of(person, row):
            raise Refused(f"{person} không còn phụ trách {row}. Tải lại trang để xem.")
        if not people_of(row).exclude(pk=person.pk).exists():
            raise Refused(
                f"{person} là người cuối cùng phụ trách {row}. Hãy mời người khác trước; khi người đó nhận lời thì "
                "cho thôi được."
            )
        return _end(row, person, by=by, reason=said)


def page_of(producer: Producer) -> str:
    """Where the people of a producer are shown."""
    return reverse("producers:people", args=[producer.code])


def _locked(producer: Producer, permission: str, by: User) -> Producer:
    row = Producer.objects.select_for_update().get(pk=producer.pk)
    require(by, permission, row)
    return row


def _check(row: Producer, address: str, by: User) -> None:
    if people_of(row).filter(email=address).exists():
        raise Refused("Người dùng e-mail này đang phụ trách chủ thể rồi.")
    if address == by.email.lower():
        raise Refused("Không tự mời mình. Hãy nhờ cán bộ khác mời, hoặc ghi e-mail của người phụ trách.")
    waiting = row.invitations.waiting()
    if waiting.filter(email=address).exists():
        raise Refused("Đã mời e-mail này và đang chờ trả lời. Muốn mời lại thì thu hồi lời mời cũ trước.")
    if waiting.count() >= MOST_WAITING:
        raise Refused(f"Đang có {MOST_WAITING} lời mời chờ trả lời. Hãy thu hồi bớt rồi mời tiếp.")


def _reason(row: Producer, reason: str, by: User) -> str:
    """Whoever acts for the producer needs none; an officer in its place does."""
    said = " ".join(reason.split())[:300]
    if not said and not is_of(by, row):
        raise Refused("Hãy ghi lý do, căn cứ: ai đề nghị, vì sao người cũ không làm được.")
    return said


def _answered(invitation: Invitation, state: str, by: User) -> tuple[Invitation, Producer]:
    """The invitation locked and answered, with its producer locked first."""
    producer = Producer.objects.select_for_update().get(pk=invitation.producer_id)
    row = Invitation.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=invitation.pk)
    require(by, "invitation.answer", row)
    if not row.is_waiting:
        raise Refused("Lời mời này không còn dùng được. Nếu vẫn cần phụ trách chủ thể, hãy nhờ mời lại.")
    row.state, row.answered_at = state, timezone.now()
    row.save(update_fields=["state", "answered_at"])
    return row, producer


def _end(row: Producer, person: User, *, by: User, reason: str) -> Membership:
    membership = row.memberships.in_force().select_for_update().filter(user=person)[0]
    now = timezone.now()
    row.memberships.in_force().filter(user=person).update(ends=today(), ended_at=now)
    _withdraw(row.invitations.filter(state=Invitation.State.OPEN, asked_by=person), by)
    record("producer.end_membership", row, by=by, nguoi=str(person), ly_do=reason)
    why = f" Lý do: {reason}." if reason else ""
    notify([person], f"Bạn thôi phụ trách {row} từ hôm nay.{why}")
    others = people_of(row).exclude(pk=by.pk)
    notify(others, f"{person} thôi phụ trách {row} từ hôm nay.{why}", url=page_of(row))
    membership.refresh_from_db()
    return membership


def _withdraw(invitations: Iterable[Invitation], by: User) -> None:
    for each in invitations:
        each.state, each.answered_at = Invitation.State.WITHDRAWN, timezone.now()
        each.save(update_fields=["state", "answered_at"])
        record("producer.withdraw_invitation", each.producer, by=by, loi_moi=each.code)
