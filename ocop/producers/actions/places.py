"""Địa bàn cần xem lại: where a list's address did not lead to one commune of today, a person says which it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from ocop.core.access import require
from ocop.core.errors import Refused
from ocop.journal.actions import record
from ocop.notices.actions import notify
from ocop.producers.members import people_of
from ocop.producers.models import Producer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ocop.accounts.models import User
    from ocop.places.models import Unit


def doubt_place(producer: Producer, problem: str, choices: Iterable[Unit], *, source: str) -> Producer:
    """Ghi địa bàn cần xem lại: the list could not be followed to one commune; an officer is to choose among these.

    What a person settled, or what was noted before, stays as it is.
    """
    if not problem:
        return producer
    with transaction.atomic():
        row = Producer.objects.select_for_update().get(pk=producer.pk)
        if not row.place_problem:
            row.place_problem = problem[:300]
            row.save(update_fields=["place_problem"])
            row.place_choices.set(choices)
            record("producer.doubt_place", row, by=None, chua_ro=problem, nguon=source)
    return row


def settle_place(producer: Producer, unit: Unit, *, by: User) -> Producer:
    """Xác nhận địa bàn: an officer of the province says in which of the communes the producer is today.

    Raises:
        Refused: settled already; a commune that the old place did not go into.
        PermissionDenied: not an officer of the producer's province.
    """
    with transaction.atomic():
        row = Producer.objects.select_for_update().get(pk=producer.pk)
        require(by, "producer.settle_place", row)
        if not row.has_open_place:
            raise Refused("Địa bàn của chủ thể này đã được xác nhận. Tải lại trang để xem.")
        if not row.place_choices.filter(pk=unit.pk).exists():
            raise Refused(f"{unit.title} không phải là một trong các xã cần chọn. Hãy chọn trong danh sách.")
        before = row.unit
        row.unit, row.place_settled_at = unit, timezone.now()
        row.save(update_fields=["unit", "place_settled_at"])
        record("producer.settle_place", row, by=by, tu=before.path, thanh=unit.path, chua_ro=row.place_problem)
        renew_products(row)
        notify(people_of(row), f"{by} đã xác nhận {row} thuộc {unit.path}.")
    return row


def renew_products(producer: Producer) -> None:
    """Products are found by their producer's name and place too."""
    for product in producer.products.select_related("producer__unit__parent__parent"):
        product.save(update_fields=["search"])
