"""Thay chủ thể: an officer corrects what the public pages tell of a producer of the area, and of its products.

Producers taken from old lists have nobody who acts for them: without this nobody could ever add their story. The
journal says who changed what, from what to what; whoever acts for the producer is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction

from ocop.core.access import require
from ocop.journal.actions import record
from ocop.notices.actions import notify
from ocop.producers.actions.own import apply
from ocop.producers.members import people_of
from ocop.producers.models import Producer, Product

if TYPE_CHECKING:
    from ocop.accounts.models import User

TOLD = 300
PERSONAL = ("phone", "email")
"""The journal is never erased: of these it says that they changed, not what they were."""


def describe(producer: Producer, fields: Mapping[str, Any], *, by: User) -> Producer:
    """Sửa thay chủ thể: its introduction, address and contact, as the producer told the officer.

    Raises:
        PermissionDenied: not an officer of the producer's area.
    """
    with transaction.atomic():
        row = Producer.objects.select_for_update().get(pk=producer.pk)
        require(by, "producer.describe", row)
        if changes := _change(row, fields):
            record("producer.describe", row, by=by, **changes)
            _tell(row, f"{by} đã sửa thông tin công khai của {row} thay chủ thể. Hãy xem lại.")
    return row


def describe_product(product: Product, fields: Mapping[str, Any], *, by: User) -> Product:
    """Sửa sản phẩm thay chủ thể: what is told of it and its picture; never its name, its class, its papers.

    Raises:
        PermissionDenied: not an officer of the producer's area.
    """
    with transaction.atomic():
        row = Product.objects.select_for_update().get(pk=product.pk)
        require(by, "product.describe", row)
        if changes := _change(row, fields):
            record("product.describe", row, by=by, **changes)
            _tell(row.producer, f"{by} đã sửa thông tin công khai của «{row}» thay chủ thể. Hãy xem lại.")
    return row


def _change(row: Producer | Product, fields: Mapping[str, Any]) -> dict[str, list[str]]:
    """Set and save what differs; of each field what it was and what it is now."""
    before = {name: getattr(row, name) for name in fields}
    changed = apply(row, fields)
    if changed:
        row.save()
    return {name: _told(name, before[name], getattr(row, name)) for name in changed}


def _told(name: str, *values: Any) -> list[str]:
    if name in PERSONAL:
        return ["(đã đổi)" if value else "" for value in values]
    return [str("" if value is None else value)[:TOLD] for value in values]


def _tell(producer: Producer, text: str) -> None:
    notify(people_of(producer), text)
