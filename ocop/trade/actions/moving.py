"""What the producer does with an enquiry: sees it, answers, closes it, opens it again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from ocop.core.access import allows
from ocop.core.errors import Refused
from ocop.core.later import later
from ocop.journal.actions import record
from ocop.trade.actions.enquiries import mail_reply
from ocop.trade.models import Enquiry, EnquiryReply
from ocop.trade.workflow import ANSWER, CLOSE, REOPEN, SEE

if TYPE_CHECKING:
    from ocop.accounts.models import User
    from ocop.core.workflow import Transition

Way = EnquiryReply.Way


@contextmanager
def moving(enquiry: Enquiry, transition: Transition, *, by: User) -> Iterator[Enquiry]:
    """Move an enquiry: lock its row, check the locked row, yield it, then write the state and the journal.

    Raises:
        Refused: somebody else moved it meanwhile.
        PermissionDenied: not one of the producer asked.
    """
    with transaction.atomic():
        row = Enquiry.objects.select_for_update(of=("self",)).get(pk=enquiry.pk)
        if row.state not in transition.sources:
            raise Refused(f"Câu hỏi này đang ở «{row.get_state_display()}», không làm được việc này nữa.")
        if not allows(by, transition.permission, row):
            raise PermissionDenied(transition.permission)
        before = row.state
        yield row
        row.state = transition.target
        row.save(update_fields=["state", "closed_at"])
        record(transition.permission, row, by=by, tu=before, den=row.state)
    enquiry.state, enquiry.closed_at = row.state, row.closed_at


def see(enquiry: Enquiry, *, by: User) -> Enquiry:
    """Đã xem: somebody of the producer has read it."""
    with moving(enquiry, SEE, by=by):
        return enquiry


def answer(enquiry: Enquiry, text: str, way: str, *, by: User) -> EnquiryReply:
    """Trả lời: the answer goes to the asker by e-mail, or is noted as given by telephone.

    Raises:
        Refused: nothing written; the asker left no e-mail.
    """
    with moving(enquiry, ANSWER, by=by) as row:
        if not text.strip():
            raise Refused("Hãy ghi nội dung trả lời.")
        if way == Way.EMAIL and not row.email:
            raise Refused("Người hỏi không để lại e-mail. Hãy gọi điện rồi ghi lại ở đây.")
        reply = EnquiryReply.objects.create(enquiry=row, by=by, way=way, text=text.strip())
        if way == Way.EMAIL and not row.is_demo:
            later(mail_reply, reply.pk)
    return reply


def close(enquiry: Enquiry, *, by: User) -> Enquiry:
    """Đóng: nothing more is to be done; from now the asker's data is kept for so many months only."""
    with moving(enquiry, CLOSE, by=by) as row:
        row.closed_at = timezone.now()
    return enquiry


def reopen(enquiry: Enquiry, *, by: User) -> Enquiry:
    """Mở lại: the asker came back."""
    with moving(enquiry, REOPEN, by=by) as row:
        row.closed_at = None
    return enquiry
