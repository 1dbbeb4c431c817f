"""An enquiry from the outside world: asked by a visitor, answered by mail, forgotten when its time is over."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from ocop.core.dates import add_months, today
from ocop.core.errors import Refused
from ocop.journal.actions import record
from ocop.notices.actions import notify
from ocop.producers.members import people_of
from ocop.producers.models import Product
from ocop.trade.models import Enquiry, EnquiryReply
from ocop.trade.queries import takes_enquiries

log = structlog.get_logger("ocop.trade")

AN_HOUR_A_PRODUCT = 20
"""More enquiries about one product than this in an hour are not from buyers."""
TWICE_WITHIN = timedelta(minutes=10)
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass(frozen=True)
class Asked:
    """What a visitor wrote."""

    name: str
    message: str
    phone: str = ""
    email: str = ""
    quantity: str = ""


def ask(product: Product, asked: Asked, *, language: str = "vi", is_demo: bool = False) -> Enquiry:
    """Hỏi mua: a visitor's enquiry goes to the producer's people, who are told. Sent twice in a moment, it is one.

    Raises:
        Refused: nobody of the producer answers here; no way to answer; too many enquiries about this product.
    """
    if not (asked.phone or asked.email):
        raise Refused(_("Hãy để lại số điện thoại hoặc e-mail để chủ thể trả lời."))
    with transaction.atomic():
        row = Product.objects.select_for_update(of=("self",)).select_related("producer").get(pk=product.pk)
        if not takes_enquiries(row):
            raise Refused(_("Chủ thể chưa nhận hỏi mua trên hệ thống này."))
        recent = row.enquiries.order_by("-pk")
        if same := recent.filter(**asdict(asked), created_at__gte=timezone.now() - TWICE_WITHIN).first():
            return same
        if recent.filter(created_at__gte=timezone.now() - timedelta(hours=1)).count() >= AN_HOUR_A_PRODUCT:
            raise Refused(_("Sản phẩm này đang có quá nhiều câu hỏi. Hãy gửi lại sau một giờ."))
        enquiry = Enquiry.objects.create(
            reference=_new_reference(),
            product=row,
            producer=row.producer,
            language=language,
            is_demo=is_demo,
            **asdict(asked),
        )
        record("enquiry.ask", enquiry, by=None, san_pham=row.name)
        text = f"Có người hỏi mua «{row.name}», mã {enquiry.reference}."
        notify(people_of(row.producer), text, url=enquiry.get_absolute_url())
    return enquiry


def _new_reference() -> str:
    """`HM-2611-7KQ3`: year, month, four letters that cannot be counted up."""
    while True:
        letters = "".join(secrets.choice(_LETTERS) for _each in range(4))
        reference = f"HM-{today():%y%m}-{letters}"
        if not Enquiry.objects.filter(reference=reference).exists():
            return reference


def mail_reply(pk: int) -> bool:
    """Send one reply to the asker unless that was done; whether it is sent now. Safe to repeat."""
    reply = EnquiryReply.objects.select_related("enquiry__product", "enquiry__producer").filter(pk=pk).first()
    if reply is None or reply.mailed_at is not None or reply.way != EnquiryReply.Way.EMAIL:
        return False
    enquiry = reply.enquiry
    if not enquiry.email or enquiry.is_demo:
        return False
    with override(enquiry.language):
        subject = _("Trả lời câu hỏi mua %(reference)s: %(product)s") % {
            "reference": enquiry.reference, "product": enquiry.product.name,
        }  # fmt: skip
        body = render_to_string("trade/mail.txt", {"reply": reply, "enquiry": enquiry})
    try:
        send_mail(subject[:160], body, settings.DEFAULT_FROM_EMAIL, [enquiry.email])
    except (OSError, SMTPException) as error:
        log.warning("mail failed", reply=pk, error=type(error).__name__)
        return False
    EnquiryReply.objects.filter(pk=pk).update(mailed_at=timezone.now())
    return True


def mail_waiting() -> int:
    """Try again the replies that could not be mailed, for two days; the number sent. Safe to repeat."""
    since = timezone.now() - timedelta(days=2)
    waiting = EnquiryReply.objects.filter(way=EnquiryReply.Way.EMAIL, mailed_at=None, created_at__gte=since)
    return sum(mail_reply(pk) for pk in waiting.order_by("pk").values_list("pk", flat=True))


def anonymise_old() -> int:
    """Forget who asked, so many months after the enquiry was closed (`ENQUIRY_KEEP_MONTHS`); how many were forgotten.

    The reference, the product, the days and that it was answered stay, for the figures. Safe to repeat.
    """
    last_day = add_months(today(), -settings.ENQUIRY_KEEP_MONTHS)
    until = timezone.make_aware(datetime.combine(last_day, datetime.min.time()))
    with transaction.atomic():
        old = Enquiry.objects.select_for_update().filter(closed_at__lt=until, anonymised_at=None)
        keys = list(old.values_list("pk", flat=True))
        EnquiryReply.objects.filter(enquiry__in=keys).update(text="")
        rows = Enquiry.objects.filter(pk__in=keys)
        rows.update(name="", phone="", email="", quantity="", message="", anonymised_at=timezone.now())
        for enquiry in rows:
            record("enquiry.anonymise", enquiry, by=None)
    return len(keys)
