"""The officer's word on a doubtful pair: two producers, or one, whose records are joined. Nothing joins by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ocop.accounts.models import User
from ocop.core.access import require
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.journal.actions import record
from ocop.notices.actions import notify
from ocop.producers import findable
from ocop.producers.following import follow
from ocop.producers.joining import plan, to_stay
from ocop.producers.members import people_of
from ocop.producers.models import DoubtfulPair, Invitation, Membership, Producer, Product

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocop.producers.joining import Plan

CONTACT = ("phone", "email")
OF_PRODUCER = (
    *CONTACT, "organisation_type", "address", "representative", "position", "gender", "ethnicity", "permanent_address",
    "founded_on", "registration_number", "introduction", "introduction_en", "website",
)  # fmt: skip
OF_PRODUCT = (
    "product_class", "official_code", "description", "story", "production_process", "sales_process", "name_en",
    "description_en", "story_en", "production_process_en", "sales_process_en", "picture",
)  # fmt: skip
"""What the record that stays takes from the other where its own says nothing."""
BY_HAND = {
    "producers.membership.producer", "producers.invitation.producer", "producers.product.producer",
    "producers.doubtfulpair.first", "producers.doubtfulpair.second", "producers.producer.joined_to",
    "producers.producer_place_choices.producer",
}  # fmt: skip
"""Relations of a producer that do not simply follow."""


def decide_pair(pair: DoubtfulPair, state: str, *, by: User, stays: Producer | None = None) -> DoubtfulPair:
    """Quyết định cặp nghi trùng: two producers, or one: then its records are joined and `stays` (one of them) is left.

    Raises:
        Refused: decided already; no such answer; something stands in the way of joining, with what to do about it.
        PermissionDenied: one of them is not of the officer's area.
    """
    with transaction.atomic():
        row = (
            DoubtfulPair.objects.select_for_update(of=("self",))
            .select_related("decided_by", "first", "second")
            .get(pk=pair.pk)
        )
        require(by, "doubtfulpair.decide", row)
        if state not in (DoubtfulPair.State.SAME, DoubtfulPair.State.DIFFERENT):
            raise Refused("Hãy chọn «Cùng một chủ thể» hoặc «Hai chủ thể khác nhau».")
        if not row.is_open and not (state == DoubtfulPair.State.SAME and row.waits_to_join):
            raise Refused(f"Cặp này đã được {row.decided_by} quyết định. Tải lại trang để xem.")
        row.state, row.decided_by, row.decided_at = state, by, timezone.now()
        row.save(update_fields=["state", "decided_by", "decided_at"])
        record("doubtfulpair.decide", row, by=by, ket_qua=state)
        if state == DoubtfulPair.State.SAME:
            _join(row, stays or to_stay(row), by=by)
    return row


def _join(pair: DoubtfulPair, stays: Producer, *, by: User) -> None:
    """Gộp: everything of one record goes over to the other; the empty one is kept and points there."""
    if stays.pk not in (pair.first_id, pair.second_id):
        raise Refused("Hãy chọn giữ lại một trong hai chủ thể của cặp này.")
    keys = [pair.first_id, pair.second_id]
    locked = {each.pk: each for each in Producer.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    pair.first, pair.second = locked[pair.first_id], locked[pair.second_id]
    list(Product.objects.select_for_update().filter(producer__in=keys).order_by("pk"))
    done = plan(pair, locked[stays.pk])
    if done.obstacles:
        raise Refused(" ".join(done.obstacles))
    told = {person.pk: person for each in locked.values() for person in people_of(each)}
    for product, twin in done.twins:
        _join_products(product, twin)
    filled = _place(done.stays, done.gone) + _fill_producer(done.stays, done.gone)
    followed = follow(done.gone, done.stays, but=BY_HAND)
    _move_people(done, by)
    _move_products(done)
    _settle_pairs(done)
    _point_there(done)
    _tell(done, [*told.values()], filled, followed, by)


def _join_products(gone: Product, stays: Product) -> None:
    """Gộp hai sản phẩm cùng tên: dossiers, recognitions, pictures and links go over; the empty one points there."""
    _fill(stays, gone, OF_PRODUCT)
    stays.save()
    follow(gone, stays, but={"producers.product.joined_to"})
    Product.objects.filter(joined_to=gone).update(joined_to=stays)
    gone.joined_to = stays
    gone.save(update_fields=["joined_to"])
    findable.replace(gone, stays)


def _fill(stays: Producer | Product, gone: Producer | Product, fields: Sequence[str]) -> list[str]:
    """What the record that stays does not say is taken from the other; the names of what was."""
    empty = ("", None)
    taken = [name for name in fields if getattr(stays, name) in empty and getattr(gone, name) not in empty]
    for name in taken:
        setattr(stays, name, getattr(gone, name))
    return taken


def _place(stays: Producer, gone: Producer) -> list[str]:
    """Where the list left open in which commune the producer is, its own registration says so."""
    if not stays.has_open_place or not stays.place_choices.filter(pk=gone.unit_id).exists():
        return []
    stays.unit, stays.place_settled_at = gone.unit, timezone.now()
    return ["unit"]


def _fill_producer(stays: Producer, gone: Producer) -> list[str]:
    """Nothing becomes public that neither record showed."""
    had_contact = any(getattr(stays, name) for name in CONTACT)
    taken = _fill(stays, gone, OF_PRODUCER)
    if set(CONTACT) & set(taken):
        stays.is_contact_public = gone.is_contact_public and (stays.is_contact_public or not had_contact)
    stays.save()
    return taken


def _move_people(done: Plan, by: User) -> None:
    """Whoever acted for the record that goes acts for the one that stays from today; both rows are kept."""
    acting = done.gone.memberships.in_force()
    there = set(done.stays.memberships.in_force().values_list("user", flat=True))
    for each in acting.exclude(user__in=there).order_by("pk"):
        Membership.objects.create(user_id=each.user_id, producer=done.stays, added_by=by)
    acting.update(ends=today(), ended_at=timezone.now())
    waiting = done.gone.invitations.filter(state=Invitation.State.OPEN)
    asked = done.stays.invitations.filter(state=Invitation.State.OPEN).values("email")
    waiting.exclude(email__in=list(asked.values_list("email", flat=True))).update(producer=done.stays)
    done.gone.invitations.filter(state=Invitation.State.OPEN).update(
        state=Invitation.State.WITHDRAWN, answered_at=timezone.now()
    )


def _move_products(done: Plan) -> None:
    for product in done.moved:
        product.producer = done.stays
        product.save(update_fields=["producer", "search"])


def _settle_pairs(done: Plan) -> None:
    """Other open pairs of the record that goes are asked of the one that stays, unless that pair is known."""
    open_pairs = DoubtfulPair.objects.filter(state=DoubtfulPair.State.OPEN)
    for pair in [*open_pairs.filter(first=done.gone), *open_pairs.filter(second=done.gone)]:
        other = pair.second_id if pair.first_id == done.gone.pk else pair.first_id
        first, second = sorted((other, done.stays.pk))
        if not DoubtfulPair.objects.filter(first=first, second=second).exists():
            DoubtfulPair.objects.filter(pk=pair.pk).update(first=first, second=second)


def _point_there(done: Plan) -> None:
    Producer.objects.filter(joined_to=done.gone).update(joined_to=done.stays)
    done.gone.joined_to = done.stays
    done.gone.save(update_fields=["joined_to"])
    findable.replace(done.gone, done.stays)


def _tell(done: Plan, people: Sequence[User], filled: list[str], followed: dict[str, int], by: User) -> None:
    """The journal of both has both codes; whoever acted for either is told."""
    stays, gone = done.stays, done.gone
    products = [f"{each} ({each.code})" for each in done.moved]
    twins = [f"{one} ({one.code} vào {other.code})" for one, other in done.twins]
    record("producer.join", gone, by=by, vao=stays.code, ten=str(stays), san_pham=products, san_pham_gop=twins)
    record("producer.join", stays, by=by, gop=gone.code, ten=str(gone), dien_them=filled, chuyen=followed)
    notify(
        people,
        f"{by} đã gộp {gone} (mã {gone.code}) vào {stays} (mã {stays.code}): cùng một chủ thể. Sản phẩm, hồ sơ và "
        "người phụ trách của cả hai nay ở một nơi. Nếu không đúng, hãy báo cán bộ ngay.",
        url=reverse("producers:people", args=[stays.code]),
    )
