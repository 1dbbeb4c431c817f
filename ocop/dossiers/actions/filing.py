"""Handing a dossier in, taking it back, answering a request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from ocop.core.access import require
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.dossiers.actions.drafting import check_kind
from ocop.dossiers.actions.moving import locked, moving
from ocop.dossiers.actions.numbers import give_receipt
from ocop.dossiers.actions.snapshots import freeze
from ocop.dossiers.models import AmendmentItem, AmendmentRequest, Dossier
from ocop.dossiers.queries.completeness import gaps_of
from ocop.dossiers.queries.windows import late_notice
from ocop.dossiers.standing import standing_of
from ocop.dossiers.typed import typed
from ocop.dossiers.workflow import SUBMIT, WITHDRAW
from ocop.journal.actions import record
from ocop.notices.actions import notify
from ocop.producers.members import people_of
from ocop.programme.models import Regime

if TYPE_CHECKING:
    from datetime import date

    from ocop.accounts.models import User
    from ocop.places.models import Unit


def submit(dossier: Dossier, *, by: User) -> Dossier:
    """Nộp hồ sơ: hand a complete dossier to the first desk of its route, or back to the desk that returned it.

    Freezes a snapshot and gives the receipt number; the first filing binds the dossier to its regime. A
    re-evaluation filed after its window is taken in, and the step says so (Điều 12.3).

    Raises:
        Refused: the law refuses it; the sentence lists what is missing.
    """
    with moving(dossier, SUBMIT, by=by, note=late_notice(dossier)) as row:
        if row.filed_at is None:
            _check_first_filing(row)
        if row.product.product_class is None or row.product.product_class.criteria_set_id != row.criteria_set_id:
            raise Refused(
                "Phân nhóm sản phẩm đã đổi sau khi lập hồ sơ. Hãy rút hồ sơ này và lập hồ sơ theo phân nhóm mới."
            )
        refuse_gaps(row, "Chưa nộp được. Cần làm")
        close_request(row)
        row.level = row.level or row.regime.levels.order_by("order").first()
        row.desk = _desk_of(row)
        row.filed_at = row.filed_at or timezone.now()
        freeze(row, by=by, reason="Chủ thể nộp")
        give_receipt(row, by=None)
    return dossier


def _check_first_filing(row: Dossier) -> None:
    if not Regime.objects.accepting(today()).filter(pk=row.regime_id).exists():
        raise Refused(
            f"{row.regime.citation} không còn nhận hồ sơ mới. Hãy rút hồ sơ này và lập hồ sơ theo quyết định mới."
        )
    check_kind(row.kind, standing_of(row.product))
    _check_applicant(row)


def _desk_of(row: Dossier) -> Unit:
    """The unit that holds the dossier, or the one of today that has its place: a unit may be closed meanwhile."""
    if row.desk is not None and row.desk.valid_to is None:
        return row.desk
    home = row.product.producer.unit
    desk = home.at_level(row.level.unit_level) if row.level else None
    if desk is None or home.valid_to is not None or desk.valid_to is not None:
        raise Refused(
            "Xã, phường của chủ thể đã sáp nhập hoặc chưa đúng. Hãy sửa địa chỉ chủ thể sang đơn vị hiện nay."
        )
    return desk


def refuse_gaps(row: Dossier, sentence: str) -> None:
    """Refuse while something that must be there is missing; the first five gaps are named."""
    if gaps := [gap for gap in gaps_of(row) if gap.blocks]:
        listed = "; ".join(gap.sentence for gap in gaps[:5])
        more = f" (và {len(gaps) - 5} mục nữa)" if len(gaps) > 5 else ""
        raise Refused(f"{sentence}: {listed}{more}.")


def _check_applicant(row: Dossier) -> None:
    """Who may apply (QĐ 26/2026/QĐ-TTg, Điều 2.3): the producer's type, for this group of products."""
    kind = row.product.producer.organisation_type
    group = row.product.product_class and row.product.product_class.group.code
    if kind is None or not kind.may_apply:
        raise Refused("Chủ thể chưa chọn loại hình được đăng ký. Hãy sửa thông tin chủ thể.")
    if kind.only_groups and group not in kind.only_groups:
        raise Refused(f"Loại hình «{kind}» không được đăng ký nhóm sản phẩm này. Hãy xem lại loại hình hoặc phân nhóm.")


def close_request(row: Dossier) -> None:
    """Close the open request for additions, if there is one."""
    AmendmentRequest.objects.filter(dossier=row, closed_at=None).update(closed_at=timezone.now())


def withdraw(dossier: Dossier, *, reason: str, by: User) -> Dossier:
    """Rút hồ sơ: the producer takes the dossier back before it is evaluated; nothing is deleted.

    A reason is asked for once an office has had the dossier.
    """
    reason = typed(reason, "Lý do", most=1000)
    with moving(dossier, WITHDRAW, by=by, note=reason) as row:
        if row.filed_at is not None and not reason:
            raise Refused("Hãy ghi lý do rút hồ sơ.")
        close_request(row)
    return dossier


def open_request(row: Dossier, items: list[tuple[str, str]], due_on: date, *, by: User) -> AmendmentRequest:
    """Write an itemised request on a locked dossier. Refused without an item, a reason, or with a day gone by."""
    items = [
        (typed(subject, "Mục cần bổ sung", most=200), typed(reason, "Lý do", most=5000)) for subject, reason in items
    ]
    items = [(subject, reason) for subject, reason in items if subject or reason]
    if not items or not all(subject and reason for subject, reason in items):
        raise Refused("Hãy ghi từng mục cần bổ sung và lý do của mục đó.")
    if due_on < today():
        raise Refused("Hạn bổ sung đã qua. Hãy chọn một ngày từ hôm nay trở đi.")
    if row.desk is None:
        raise Refused("Hồ sơ chưa nộp tới đơn vị nào. Hãy chờ chủ thể nộp rồi mới yêu cầu bổ sung.")
    if AmendmentRequest.objects.filter(dossier=row, closed_at=None).exists():
        raise Refused(
            "Đang có một yêu cầu bổ sung chưa trả lời. Hãy chờ chủ thể trả lời, gia hạn, hoặc rút yêu cầu đó."
        )
    request = AmendmentRequest.objects.create(dossier=row, unit=row.desk, asked_by=by, due_on=due_on)
    AmendmentItem.objects.bulk_create(
        AmendmentItem(request=request, subject=subject, reason=reason) for subject, reason in items
    )
    return request


def ask_amendment(dossier: Dossier, items: list[tuple[str, str]], *, due_on: date, by: User) -> AmendmentRequest:
    """Yêu cầu bổ sung khi đang xem xét: ask the producer for more without sending the dossier back (Điều 7.3c).

    The app of the advisory teams grants `dossier.ask_amendment`.
    """
    with transaction.atomic():
        row = locked(dossier)
        require(by, "dossier.ask_amendment", row)
        request = open_request(row, items, due_on, by=by)
        record("dossier.ask_amendment", row, by=by, han=str(due_on), muc=[subject for subject, _ in items])
        count = request.items.count()
        text = f"{row.product.name}: cần bổ sung {count} mục, hạn đến hết ngày {due_on:%d/%m/%Y}."
        notify(people_of(row.product.producer), text, url=row.get_absolute_url())
    return request


def answer_request(dossier: Dossier, answers: Mapping[int, str], *, by: User) -> None:
    """Trả lời yêu cầu bổ sung: the producer answers every item; what was added is frozen as a new snapshot."""
    with transaction.atomic():
        row = locked(dossier)
        request = AmendmentRequest.objects.select_for_update().filter(dossier=row, closed_at=None).first()
        if request is None and people_of(row.product.producer).filter(pk=by.pk).exists():
            raise Refused("Yêu cầu bổ sung này đã đóng hoặc được rút. Bạn không cần trả lời nữa; hãy mở hồ sơ để xem.")
        require(by, "dossier.answer_request", row)
        assert request is not None
        save_answers(request, answers)
        if any(not item.answer for item in request.items.all()):
            raise Refused("Hãy trả lời từng mục trước khi gửi.")
        refuse_gaps(row, "Chưa gửi được. Cần làm")
        request.closed_at = timezone.now()
        request.save(update_fields=["closed_at"])
        freeze(row, by=by, reason="Chủ thể bổ sung")
        record("dossier.answer_request", row, by=by)
        notify(
            [request.asked_by], f"{row.product.name}: chủ thể đã trả lời yêu cầu bổ sung.", url=row.get_absolute_url()
        )


def extend_request(dossier: Dossier, *, due_on: date, by: User) -> AmendmentRequest:
    """Gia hạn yêu cầu bổ sung: the producer has until the end of a later day. Refused: not later, or a day gone by.

    The app of the advisory teams grants `dossier.settle_request`.
    """
    with _settling(dossier, by) as (row, request):
        if due_on < today() or due_on <= request.due_on:
            raise Refused(f"Hạn mới phải từ hôm nay trở đi và sau hạn cũ ({request.due_on:%d/%m/%Y}). Hãy chọn lại.")
        record("dossier.extend_request", row, by=by, han_cu=str(request.due_on), han_moi=str(due_on))
        request.due_on = due_on
        request.save(update_fields=["due_on"])
        text = f"{row.product.name}: được gia hạn bổ sung, đến hết ngày {due_on:%d/%m/%Y}."
        notify(people_of(row.product.producer), text, url=row.get_absolute_url())
    return request


def withdraw_request(dossier: Dossier, *, reason: str, by: User) -> AmendmentRequest:
    """Rút yêu cầu bổ sung: nothing is waited for any more; what the producer has added meanwhile stays and is frozen.

    Raises:
        Refused: no reason, or no request is open.
    """
    reason = typed(reason, "Lý do", most=1000)
    with _settling(dossier, by) as (row, request):
        if not reason:
            raise Refused("Hãy ghi lý do rút yêu cầu bổ sung.")
        _close_unanswered(row, request, by=by, reason=reason)
    return request


def end_overdue_request(row: Dossier, *, by: User) -> bool:
    """Close the open request of a locked dossier once its day has gone by; False while it may still be answered."""
    request = AmendmentRequest.objects.select_for_update().filter(dossier=row, closed_at=None).first()
    if request is None:
        return True
    if today() <= request.due_on:
        return False
    _close_unanswered(row, request, by=by, reason=f"Quá hạn {request.due_on:%d/%m/%Y}, chủ thể chưa trả lời.")
    return True


@contextmanager
def _settling(dossier: Dossier, by: User) -> Iterator[tuple[Dossier, AmendmentRequest]]:
    with transaction.atomic():
        row = locked(dossier)
        require(by, "dossier.settle_request", row)
        request = AmendmentRequest.objects.select_for_update().filter(dossier=row, closed_at=None).first()
        if request is None:
            raise Refused("Không còn yêu cầu bổ sung nào đang chờ. Hãy tải lại trang.")
        yield row, request


def _close_unanswered(row: Dossier, request: AmendmentRequest, *, by: User, reason: str) -> None:
    request.closed_at = timezone.now()
    request.save(update_fields=["closed_at"])
    freeze(row, by=by, reason="Đóng yêu cầu bổ sung chưa trả lời")
    record("dossier.withdraw_request", row, by=by, ly_do=reason)
    text = f"{row.product.name}: yêu cầu bổ sung đã đóng, không cần trả lời nữa. {reason}"
    notify(people_of(row.product.producer), text, url=row.get_absolute_url())


def answer_items(dossier: Dossier, answers: Mapping[int, str], *, by: User) -> None:
    """Ghi trả lời từng mục khi hồ sơ đang ở phía chủ thể; they go along with the next filing."""
    with transaction.atomic():
        row = locked(dossier)
        require(by, "dossier.edit", row)
        request = AmendmentRequest.objects.select_for_update().filter(dossier=row, closed_at=None).first()
        if request is None:
            raise Refused("Không còn yêu cầu bổ sung nào đang chờ. Hãy tải lại trang để xem hồ sơ đang ở đâu.")
        save_answers(request, answers)


def save_answers(request: AmendmentRequest, answers: Mapping[int, str]) -> None:
    """Write the answers given to items of one request; other items are left alone."""
    for item in request.items.all():
        if item.pk in answers:
            item.answer = typed(answers[item.pk], f"Trả lời mục {item.subject}")
            item.save(update_fields=["answer"])
