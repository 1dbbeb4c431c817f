"""Ngừng sản xuất: the commune or the province confirms that a producer stopped, or that it produces again.

It is a ground on which a certificate may be revoked (QĐ 26/2026/QĐ-TTg, điểm đ khoản 1 Điều 8). It ends none by itself:
who decides the stars decides that too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from ocop.accounts.models import Role
from ocop.accounts.queries import people_at
from ocop.core.access import require
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.journal.actions import record
from ocop.notices.actions import notify
from ocop.places.models import Unit
from ocop.producers.members import people_of
from ocop.producers.models import Producer

if TYPE_CHECKING:
    from datetime import date

    from ocop.accounts.models import User


def stop(producer: Producer, on: date, reason: str, *, by: User) -> Producer:
    """Xác nhận chủ thể đã ngừng sản xuất: public from now on, and told to the province and to the producer.

    Raises:
        Refused: stopped already; a day to come; no reason.
        PermissionDenied: not an officer of the producer's area.
    """
    with transaction.atomic():
        row = _locked(producer, by)
        if row.status == Producer.Status.STOPPED:
            raise Refused(f"Chủ thể đã được xác nhận ngừng sản xuất từ ngày {row.stopped_on:%d/%m/%Y}.")
        if on > today():
            raise Refused("Ngày ngừng sản xuất không thể ở tương lai.")
        _write(row, Producer.Status.STOPPED, on, _said(reason))
        record("producer.stop", row, by=by, ngay=f"{on:%d/%m/%Y}", ly_do=row.status_reason)
        _tell(row, f"{row} được xác nhận ngừng sản xuất từ ngày {on:%d/%m/%Y}: {row.status_reason}", by)
    return row


def resume(producer: Producer, reason: str, *, by: User) -> Producer:
    """Xác nhận chủ thể sản xuất trở lại.

    Raises:
        Refused: it did not stop; no reason.
        PermissionDenied: not an officer of the producer's area.
    """
    with transaction.atomic():
        row = _locked(producer, by)
        if row.status == Producer.Status.ACTIVE:
            raise Refused("Chủ thể đang được ghi là hoạt động. Tải lại trang để xem.")
        _write(row, Producer.Status.ACTIVE, None, _said(reason))
        record("producer.resume", row, by=by, ly_do=row.status_reason)
        _tell(row, f"{row} được xác nhận sản xuất trở lại: {row.status_reason}", by)
    return row


def _locked(producer: Producer, by: User) -> Producer:
    row = Producer.objects.select_for_update().get(pk=producer.pk)
    require(by, "producer.stop", row)
    return row


def _said(reason: str) -> str:
    if not (said := " ".join(reason.split())):
        raise Refused("Hãy ghi lý do, căn cứ xác nhận.")
    return said[:300]


def _write(row: Producer, status: str, on: date | None, reason: str) -> None:
    row.status, row.stopped_on, row.status_reason = status, on, reason
    row.save(update_fields=["status", "stopped_on", "status_reason"])


def _tell(row: Producer, text: str, by: User) -> None:
    """The province's officers, since a revocation may follow, and whoever acts for the producer."""
    province = row.unit.at_level(Unit.Level.PROVINCE)
    officers = people_at(province, Role.OFFICER).exclude(pk=by.pk) if province is not None else []
    notify([*officers, *people_of(row)], text)
