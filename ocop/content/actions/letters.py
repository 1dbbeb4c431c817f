"""Letters to the portal: written by visitors, answered by e-mail, forgotten when their time is over."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import TYPE_CHECKING

import structlog
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from ocop.accounts.models import Role
from ocop.accounts.queries import people_at
from ocop.content.actions.questions import TWICE_WITHIN, portal_units
from ocop.content.models import ContactMessage
from ocop.content.workflow import CLOSE, REOPEN, REPLY, TAKE
from ocop.core.access import allows
from ocop.core.dates import add_months, today
from ocop.core.errors import Refused
from ocop.core.later import later
from ocop.journal.actions import record
from ocop.notices.actions import notify

if TYPE_CHECKING:
    from ocop.accounts.models import User
    from ocop.core.workflow import Transition

log = structlog.get_logger("ocop.content")

_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass(frozen=True)
class Written:
    """What a visitor wrote."""

    about: str
    text: str
    name: str
    email: str
    phone: str = ""


@transaction.atomic
def write(written: Written, *, language: str = "vi") -> ContactMessage:
    """Gửi thư: a visitor's letter gets its number, and those who run the portal are told. Sent twice, it is one."""
    since = timezone.now() - TWICE_WITHIN
    same = ContactMessage.objects.filter(**asdict(written), written_at__gte=since).first()
    if same is not None:
        return same
    letter = ContactMessage.objects.create(number=_new_number(), language=language, **asdict(written))
    record("contactmessage.write", letter, by=None)
    text = f"Thư mới gửi về cổng, số {letter.number}: {ContactMessage.About(letter.about).label}."
    for unit in portal_units():
        notify(people_at(unit, Role.ADMINISTRATOR, Role.EDITOR), text, url=letter.get_absolute_url())
    return letter


def _new_number() -> str:
    """`LH-2611-7KQ3`: year, month, four letters that cannot be counted up."""
    while True:
        number = f"LH-{today():%y%m}-{''.join(secrets.choice(_LETTERS) for _each in range(4))}"
        if not ContactMessage.objects.filter(number=number).exists():
            return number


@contextmanager
def _moving(letter: ContactMessage, transition: Transition, *, by: User) -> Iterator[ContactMessage]:
    """Move a letter: lock its row, check the locked row, yield it, then write its state and the journal."""
    with transaction.atomic():
        row = ContactMessage.objects.select_for_update().get(pk=letter.pk)
        if row.state not in transition.sources:
            raise Refused(f"Thư đang ở trạng thái «{row.get_state_display()}», không làm được việc này.")
        if not allows(by, transition.permission, row):
            raise PermissionDenied(transition.permission)
        yield row
        row.state, row.handled_by = transition.target, by
        row.save()
        record(transition.permission, row, by=by)
    letter.refresh_from_db()


def take(letter: ContactMessage, *, by: User) -> ContactMessage:
    """Nhận xử lý: others see who deals with the letter."""
    with _moving(letter, TAKE, by=by):
        return letter


@transaction.atomic
def reply(letter: ContactMessage, text: str, *, by: User) -> ContactMessage:
    """Trả lời: the answer goes to the sender by e-mail."""
    with _moving(letter, REPLY, by=by) as row:
        if not text.strip():
            raise Refused("Hãy viết câu trả lời.")
        row.reply, row.replied_by, row.replied_at, row.mailed_at = text, by, timezone.now(), None
    later(mail_reply, letter.pk)
    return letter


def close(letter: ContactMessage, note: str = "", *, by: User) -> ContactMessage:
    """Đóng thư: nothing more is to be done."""
    with _moving(letter, CLOSE, by=by) as row:
        row.closing_note, row.closed_at = note[:300], timezone.now()
    return letter


def reopen(letter: ContactMessage, *, by: User) -> ContactMessage:
    """Mở lại: there is more to be done after all."""
    with _moving(letter, REOPEN, by=by) as row:
        row.closing_note, row.closed_at = "", None
    return letter


def mail_reply(pk: int) -> bool:
    """Send the answer to the sender unless that was done; whether it is sent now. Safe to repeat."""
    row = ContactMessage.objects.filter(pk=pk, mailed_at=None, forgotten_at=None).exclude(reply="").first()
    if row is None:
        return False
    with override(row.language):
        subject = _("OCOP: trả lời thư số %(number)s") % {"number": row.number}
        body = render_to_string("content/mail_reply.txt", {"letter": row})
    try:
        send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [row.email])
    except (OSError, SMTPException) as error:
        log.warning("mail failed", letter=pk, error=type(error).__name__)
        return False
    ContactMessage.objects.filter(pk=pk).update(mailed_at=timezone.now())
    return True


def mail_waiting() -> int:
    """Try again what could not be mailed, for two days; the number sent. Safe to repeat."""
    since = timezone.now() - timedelta(days=2)
    waiting = ContactMessage.objects.filter(mailed_at=None, replied_at__gte=since)
    return sum(mail_reply(pk) for pk in waiting.order_by("pk").values_list("pk", flat=True))


def forget_senders() -> int:
    """Forget sender and words, so many months after a letter was answered or closed; how many. Safe to repeat.

    The number, the days and what it was about stay, for the figures (`ENQUIRY_KEEP_MONTHS`).
    """
    last_day = add_months(today(), -settings.ENQUIRY_KEEP_MONTHS)
    until = timezone.make_aware(datetime.combine(last_day, datetime.min.time()))
    state = ContactMessage.State
    over = Q(state=state.CLOSED, closed_at__lt=until) | Q(state=state.ANSWERED, replied_at__lt=until)
    return ContactMessage.objects.filter(over, forgotten_at=None).update(
        name="", email="", phone="", text="", reply="", closing_note="", forgotten_at=timezone.now()
    )
