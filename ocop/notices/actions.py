"""Telling people: one sentence, in the system at once and by e-mail from a job."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from smtplib import SMTPException
from typing import TYPE_CHECKING

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from ocop.core.later import later
from ocop.notices.models import Notice

if TYPE_CHECKING:
    from ocop.accounts.models import User

log = structlog.get_logger("ocop.notices")

TEXT_LENGTH = 500
KEEP_TRYING_FOR = timedelta(days=2)


@transaction.atomic
def notify(people: Iterable[User], text: str, *, url: str = "") -> list[Notice]:
    """Thông báo: one notice a person (each person once, active accounts only), and an e-mail by a job after the commit.

    Demo accounts get the notice only: nobody reads mail at their addresses.

    Args:
        text: one Vietnamese sentence; longer than 500 characters is cut.
        url: the page where they can act, a path of this site («/ho-so/abc/»).
    """
    if url and (not url.startswith("/") or url.startswith("//")):
        raise ValueError(f"a notice leads to a path of this site, not to {url!r}")
    sentence = " ".join(text.replace("\x00", "").split())
    if len(sentence) > TEXT_LENGTH:
        sentence = sentence[: TEXT_LENGTH - 1] + "…"
    receivers = {person.pk: person for person in people if person.is_active}
    notices = Notice.objects.bulk_create(
        Notice(to=receivers[pk], text=sentence, url=url[:300]) for pk in sorted(receivers)
    )
    for notice in notices:
        if not notice.to.is_demo:
            later(mail_notice, notice.pk)
    return notices


def mail_notice(pk: int) -> bool:
    """Send one notice by e-mail unless that was done; whether it is sent now. Safe to repeat.

    A mail server that is down is logged, not raised: `mail_waiting` tries again.
    """
    notice = Notice.objects.select_related("to").filter(pk=pk, to__is_active=True, to__is_demo=False).first()
    if notice is None or notice.mailed_at is not None:
        return False
    body = render_to_string("notices/mail.txt", {"notice": notice, "site": settings.SITE_URL})
    try:
        send_mail(_subject(notice.text), body, settings.DEFAULT_FROM_EMAIL, [notice.to.email])
    except (OSError, SMTPException) as error:
        log.warning("mail failed", notice=pk, error=type(error).__name__)
        return False
    Notice.objects.filter(pk=pk).update(mailed_at=timezone.now())
    return True


def mail_waiting() -> int:
    """Try again what could not be mailed, for two days; the number sent. Safe to repeat."""
    since = timezone.now() - KEEP_TRYING_FOR
    unread = Notice.objects.filter(mailed_at=None, read_at=None, created_at__gte=since)
    waiting = unread.exclude(to__is_demo=True).order_by("pk")
    return sum(mail_notice(pk) for pk in waiting.values_list("pk", flat=True))


def _subject(text: str) -> str:
    return "OCOP: " + (text if len(text) <= 100 else text[:99] + "…")


def open_notice(notice: Notice) -> Notice:
    """Mở thông báo: it counts as read from the first time it is opened."""
    if notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
    return notice


def open_all(*, by: User) -> int:
    """Đánh dấu tất cả đã đọc: the number that were unread."""
    return Notice.objects.allowed(by, "notice.view").filter(read_at=None).update(read_at=timezone.now())
