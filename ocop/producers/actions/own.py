"""What a producer's own people do with its record and its products."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from ocop.accounts.models import User
from ocop.core.access import allows, require
from ocop.core.errors import Refused
from ocop.core.text import normalise, sort_key
from ocop.journal.actions import record
from ocop.producers.actions.places import renew_products
from ocop.producers.binding import binding_of
from ocop.producers.members import producers_of
from ocop.producers.models import DoubtfulPair, Membership, Producer, Product, ProductPicture

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ocop.files.models import StoredFile
    from ocop.programme.models import ProductClass


def register(fields: Mapping[str, Any], *, by: User) -> Producer:
    """Đăng ký chủ thể: the person opens the record of a producer and becomes its member.

    A record of the same name in the same unit, made by somebody else or taken from a list, becomes a doubtful pair
    that an officer looks at.

    Raises:
        Refused: this person already registered a producer of the same name in the same unit.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)  # two clicks at once make one producer
        same = list(
            Producer.objects.filter(
                search=normalise(fields["name"])[:600], unit=fields["unit"], joined_to=None
            ).order_by("pk")
        )
        if producers_of(by).filter(pk__in=[each.pk for each in same]).exists():
            raise Refused("Bạn đã đăng ký chủ thể này rồi. Hãy mở chủ thể đó để làm tiếp.")
        producer = Producer.objects.create(**fields, unit_as_filed=fields["unit"], is_demo=by.is_demo)
        Membership.objects.create(user=by, producer=producer)
        reason = "Trùng tên trong cùng xã, phường khi đăng ký."
        DoubtfulPair.objects.bulk_create(DoubtfulPair(first=each, second=producer, reason=reason) for each in same)
        record("producer.register", producer, by=by)
    return producer


def edit(producer: Producer, fields: Mapping[str, Any], *, by: User) -> Producer:
    """Sửa thông tin chủ thể. What was filed in a dossier keeps what it said then."""
    with transaction.atomic():
        row = Producer.objects.select_for_update().get(pk=producer.pk)
        require(by, "producer.edit", row)
        changed = apply(row, fields)
        if "unit" in changed and row.has_open_place:
            row.place_settled_at = timezone.now()  # its own people say where it is
        if changed:
            row.save()
            record("producer.edit", row, by=by, muc=changed)
        if {"name", "unit"} & set(changed):
            renew_products(row)
    return row


def add_product(producer: Producer, fields: Mapping[str, Any], *, by: User) -> Product:
    """Thêm sản phẩm của chủ thể."""
    with transaction.atomic():
        row = Producer.objects.select_for_update().get(pk=producer.pk)
        require(by, "producer.prepare_product", row)
        _refuse_same_name(row, fields["name"])
        product = Product.objects.create(producer=row, is_demo=row.is_demo, **fields)
        record("product.add", product, by=by)
    return product


def edit_product(product: Product, fields: Mapping[str, Any], *, by: User) -> Product:
    """Sửa sản phẩm. Once a commune has given it a code, its name and its class (within a decision) stay.

    The certificate and the public register tell the product by that name.

    Raises:
        Refused: it has a code; a dossier was filed, or is written on another sheet; a name the producer has already.
    """
    with transaction.atomic():
        row = Product.objects.select_for_update().get(pk=product.pk)
        require(by, "product.edit", row)
        if row.official_code and _is_reclassed(row.product_class, fields.get("product_class")):
            raise Refused("Sản phẩm đã có mã số theo phân nhóm này nên không đổi phân nhóm. Hãy tạo sản phẩm khác.")
        if row.official_code and fields.get("name", row.name) != row.name:
            raise Refused("Sản phẩm đã có mã số nên không đổi tên. Sản phẩm tên khác thì tạo sản phẩm mới.")
        _refuse_while_filed(row, fields)
        _refuse_same_name(row.producer, fields.get("name", row.name), but=row)
        changed = apply(row, fields)
        if changed:
            row.save()
            record("product.edit", row, by=by, muc=changed)
    return row


def arrange_pictures(
    product: Product, kept: Iterable[tuple[int, str, int]], added: Sequence[StoredFile] = (), *, by: User
) -> Product:
    """Xếp ảnh thêm của sản phẩm: keep these (key, caption, order), put the new ones after them, take the rest off.

    Raises:
        Refused: more pictures than a product may show.
    """
    with transaction.atomic():
        row = Product.objects.select_for_update().get(pk=product.pk)
        if not allows(by, "product.edit", row):
            require(by, "product.describe", row)
        wanted = {pk: (caption, order) for pk, caption, order in kept}
        had = {picture.pk: picture for picture in row.pictures.all()}
        new = [file for file in added if file.pk not in {each.file_id for each in had.values()}]
        stay = [had[pk] for pk in wanted if pk in had]
        if len(stay) + len(new) > ProductPicture.MOST:
            raise Refused(f"Mỗi sản phẩm có nhiều nhất {ProductPicture.MOST} ảnh thêm. Hãy bỏ bớt ảnh cũ.")
        changed = _rearrange(stay, wanted)
        row.pictures.exclude(pk__in=[picture.pk for picture in stay]).delete()
        last = max((picture.order for picture in stay), default=0)
        for number, file in enumerate(new, start=1):
            ProductPicture.objects.create(product=row, file=file, order=last + number)
        if changed or new or len(stay) < len(had):
            record("product.arrange_pictures", row, by=by, them=len(new), bo=len(had) - len(stay))
    return row


def _rearrange(pictures: Iterable[ProductPicture], wanted: Mapping[int, tuple[str, int]]) -> bool:
    changed = False
    for picture in pictures:
        if (picture.caption, picture.order) != wanted[picture.pk]:
            picture.caption, picture.order = wanted[picture.pk]
            picture.save(update_fields=["caption", "order"])
            changed = True
    return changed


def _is_reclassed(old: ProductClass | None, new: ProductClass | None) -> bool:
    """Whether the class changes within one decision. A product taken from an old list gets its first class of today."""
    return old is not None and new is not None and old.regime_id == new.regime_id and old.pk != new.pk


def _refuse_while_filed(row: Product, fields: Mapping[str, Any]) -> None:
    """What a filed dossier says of the product stays while it is looked at; what is being written may follow.

    A dossier being written keeps its sheet: a class that is scored on another one needs another dossier.
    """
    new = fields.get("product_class", row.product_class)
    is_renamed, is_reclassed = fields.get("name", row.name) != row.name, new != row.product_class
    if not (is_renamed or is_reclassed):
        return
    bound = binding_of(row)
    if bound.is_out_of_hand:
        raise Refused(
            f"Sản phẩm có hồ sơ đã nộp ({bound.state.lower()}) nên chưa đổi được tên, phân nhóm. Hãy nhờ cán bộ trả "
            "lại hồ sơ để bổ sung, hoặc rút hồ sơ, rồi sửa."
        )
    if bound.is_on_its_way and is_reclassed and (new is None or new.criteria_set_id != bound.sheet):
        raise Refused(
            "Sản phẩm có hồ sơ đang soạn theo bộ tiêu chí của phân nhóm cũ nên chưa đổi được sang phân nhóm chấm theo "
            "bộ tiêu chí khác. Hãy rút hồ sơ đó, đổi phân nhóm, rồi lập hồ sơ mới."
        )


def _refuse_same_name(producer: Producer, name: str, *, but: Product | None = None) -> None:
    """One producer, one product of a name: compared letter by letter with its marks, upper and lower case alike."""
    same = producer.products.filter(order=sort_key(name))
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise Refused("Chủ thể đã có sản phẩm tên này. Hãy mở sản phẩm đó, hoặc đặt tên khác.")


def apply(row: Producer | Product, fields: Mapping[str, Any]) -> list[str]:
    """Set what differs; the names of what did."""
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, fields[name])
    return changed
