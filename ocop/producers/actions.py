"""What happens to producers and products."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from ocop.core.access import require
from ocop.core.errors import Refused
from ocop.journal.actions import record
from ocop.producers.models import DoubtfulPair, Membership, Producer, Product
from ocop.producers.queries import producers_of

if TYPE_CHECKING:
    from ocop.accounts.models import User


def register(fields: Mapping[str, Any], *, by: User) -> Producer:
    """Đăng ký chủ thể: the person opens the record of a producer and becomes its member.

    Raises:
        Refused: this person already registered a producer of the same name in the same unit.
    """
    with transaction.atomic():
        same = Producer.objects.filter(pk__in=producers_of(by), name__iexact=fields["name"], unit=fields["unit"])
        if same.exists():
            raise Refused("Anh/chị đã đăng ký chủ thể này rồi. Hãy mở chủ thể đó để làm tiếp.")
        producer = Producer.objects.create(**fields, unit_as_filed=fields["unit"], is_demo=by.is_demo)
        Membership.objects.create(user=by, producer=producer)
        record("producer.register", producer, by=by)
    return producer


def edit(producer: Producer, fields: Mapping[str, Any], *, by: User) -> Producer:
    """Sửa thông tin chủ thể. What was filed in a dossier keeps what it said then."""
    with transaction.atomic():
        row = Producer.objects.select_for_update().get(pk=producer.pk)
        require(by, "producer.edit", row)
        changed = _apply(row, fields)
        if changed:
            row.save()
            record("producer.edit", row, by=by, muc=changed)
    return row


def add_product(producer: Producer, fields: Mapping[str, Any], *, by: User) -> Product:
    """Thêm sản phẩm của chủ thể."""
    with transaction.atomic():
        row = Producer.objects.select_for_update().get(pk=producer.pk)
        require(by, "producer.prepare_product", row)
        if row.products.filter(name__iexact=fields["name"]).exists():
            raise Refused("Chủ thể đã có sản phẩm tên này. Hãy mở sản phẩm đó, hoặc đặt tên khác.")
        product = Product.objects.create(producer=row, is_demo=row.is_demo, **fields)
        record("product.add", product, by=by)
    return product


def edit_product(product: Product, fields: Mapping[str, Any], *, by: User) -> Product:
    """Sửa sản phẩm. Once a commune has given it a code, its class no longer changes."""
    with transaction.atomic():
        row = Product.objects.select_for_update().get(pk=product.pk)
        require(by, "product.edit", row)
        if "product_class" in fields and fields["product_class"] != row.product_class and row.official_code:
            raise Refused("Sản phẩm đã có mã số theo phân nhóm này nên không đổi phân nhóm. Hãy tạo sản phẩm khác.")
        changed = _apply(row, fields)
        if changed:
            row.save()
            record("product.edit", row, by=by, muc=changed)
    return row


def decide_pair(pair: DoubtfulPair, state: str, *, by: User) -> DoubtfulPair:
    """Quyết định cặp nghi trùng: a person says whether two records are one producer; nothing is merged by itself."""
    with transaction.atomic():
        row = DoubtfulPair.objects.select_for_update().get(pk=pair.pk)
        require(by, "doubtfulpair.decide", row)
        if state not in (DoubtfulPair.State.SAME, DoubtfulPair.State.DIFFERENT):
            raise Refused("Hãy chọn «Cùng một chủ thể» hoặc «Hai chủ thể khác nhau».")
        if row.state != DoubtfulPair.State.OPEN:
            raise Refused(f"Cặp này đã được {row.decided_by} quyết định. Tải lại trang để xem.")
        row.state, row.decided_by, row.decided_at = state, by, timezone.now()
        row.save(update_fields=["state", "decided_by", "decided_at"])
        record("doubtfulpair.decide", row, by=by, ket_qua=state)
    return row


def _apply(row: Producer | Product, fields: Mapping[str, Any]) -> list[str]:
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, fields[name])
    return changed
