from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from ocop.core.errors import Refused
from ocop.journal.models import Entry
from ocop.notices.models import Notice
from ocop.producers.models import Membership
from ocop.trade import actions
from ocop.trade.actions import Asked
from ocop.trade.actions.enquiries import AN_HOUR_A_PRODUCT, mail_waiting
from ocop.trade.models import Enquiry, EnquiryReply
from ocop.trade.tests.factories import EnquiryFactory

ASKED = Asked(
    name="Lý Văn Khách", phone="0907111222", email="khach@vidu.vn", quantity="20 hộp", message="Còn hàng không?"
)
State, Way = Enquiry.State, EnquiryReply.Way


def test_ask_tells_the_producers_people_and_nobody_else(cast, product):
    enquiry = actions.ask(product, ASKED)

    assert (enquiry.state, enquiry.producer, enquiry.name) == (State.NEW, cast.producer, "Lý Văn Khách")
    told = [(notice.to, notice.text, notice.url) for notice in Notice.objects.all()]
    text = f"Có người hỏi mua «Kẹo dừa sầu riêng», mã {enquiry.reference}."
    assert told == [(cast.mai, text, f"/hoi-mua/{enquiry.code}/")]


def test_ask_writes_no_word_about_the_asker_into_the_journal(cast, product):
    enquiry = actions.ask(product, ASKED)

    entry = Entry.objects.get()
    assert (entry.verb, entry.by, entry.label) == ("enquiry.ask", None, enquiry.reference)
    assert entry.details == {"san_pham": "Kẹo dừa sầu riêng"}


def test_ask_gives_a_reference_of_the_month(cast, product):
    with time_machine.travel("2027-01-05 08:00:00+07:00"):
        enquiry = actions.ask(product, ASKED)

    assert enquiry.reference[:8] == "HM-2701-"
    assert len(enquiry.reference) == 12


def test_ask_takes_the_same_words_sent_twice_for_one_enquiry(cast, product):
    first = actions.ask(product, ASKED)
    second = actions.ask(product, ASKED)
    other = actions.ask(product, replace(ASKED, message="Có giao tận nơi không?"))

    assert (first, Enquiry.objects.count()) == (second, 2)
    assert other != first


def test_ask_takes_the_same_words_again_later(cast, product):
    first = actions.ask(product, ASKED)
    Enquiry.objects.update(created_at=timezone.now() - timedelta(minutes=11))

    assert actions.ask(product, ASKED) != first


def test_ask_refuses_what_cannot_be_answered(cast, product):
    with pytest.raises(Refused, match=r"^Hãy để lại số điện thoại hoặc e-mail để chủ thể trả lời.$"):
        actions.ask(product, Asked(name="Lý", message="Còn hàng không?"))


def test_ask_refuses_a_producer_nobody_acts_for(cast, product):
    Membership.objects.all().delete()

    with pytest.raises(Refused, match=r"^Chủ thể chưa nhận hỏi mua trên hệ thống này.$"):
        actions.ask(product, ASKED)


def test_ask_refuses_a_producer_that_stopped(cast, product):
    cast.producer.status = "stopped"
    cast.producer.save()

    with pytest.raises(Refused, match=r"^Chủ thể chưa nhận hỏi mua trên hệ thống này.$"):
        actions.ask(product, ASKED)


def test_ask_refuses_a_flood_about_one_product_for_an_hour(cast, product):
    EnquiryFactory.create_batch(AN_HOUR_A_PRODUCT, product=product)

    with pytest.raises(Refused, match=r"^Sản phẩm này đang có quá nhiều câu hỏi. Hãy gửi lại sau một giờ.$"):
        actions.ask(product, ASKED)
    Enquiry.objects.update(created_at=timezone.now() - timedelta(minutes=61))
    actions.ask(product, ASKED)

    assert Enquiry.objects.count() == AN_HOUR_A_PRODUCT + 1


@pytest.fixture
def jobs(django_capture_on_commit_callbacks):
    """Runs the jobs an act asked for."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_an_answer_by_mail_reaches_the_asker_once(cast, enquiry, jobs):
    with jobs():
        reply = actions.answer(enquiry, "Còn 200 hộp, giao trong hai ngày.", Way.EMAIL, by=cast.mai)
    actions.mail_reply(reply.pk)

    sent = mail.outbox
    assert [(each.to, each.subject) for each in sent] == [
        (["khach@vidu.vn"], f"Trả lời câu hỏi mua {enquiry.reference}: Kẹo dừa sầu riêng")
    ]
    assert "Còn 200 hộp, giao trong hai ngày." in sent[0].body
    assert cast.producer.phone not in sent[0].body  # it is not public


def test_an_answer_to_a_demo_asker_sends_nothing(cast, product, jobs):
    enquiry = EnquiryFactory(product=product, is_demo=True)

    with jobs():
        actions.answer(enquiry, "Còn hàng.", Way.EMAIL, by=cast.mai)

    assert mail.outbox == []


def test_an_answer_by_telephone_is_noted_and_not_mailed(cast, enquiry, jobs):
    with jobs():
        reply = actions.answer(enquiry, "Đã gọi, khách đặt 20 hộp.", Way.PHONE, by=cast.mai)

    assert (mail.outbox, actions.mail_reply(reply.pk)) == ([], False)


def test_mail_waiting_sends_what_the_server_did_not_take(cast, enquiry, settings):
    settings.EMAIL_BACKEND = "ocop.trade.tests.broken_mail.Backend"
    reply = actions.answer(enquiry, "Còn hàng.", Way.EMAIL, by=cast.mai)
    refused = actions.mail_reply(reply.pk)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert (refused, mail_waiting(), mail_waiting(), len(mail.outbox)) == (False, 1, 0, 1)


def test_anonymise_old_forgets_who_asked_but_not_that_somebody_did(cast, enquiry, settings):
    settings.ENQUIRY_KEEP_MONTHS = 6
    kept, open_one = EnquiryFactory(product=enquiry.product), EnquiryFactory(product=enquiry.product)
    actions.answer(enquiry, "Chào anh Khách.", Way.PHONE, by=cast.mai)
    for each, closed in ((enquiry, "2026-03-01"), (kept, "2026-03-02")):
        actions.close(each, by=cast.mai)
        Enquiry.objects.filter(pk=each.pk).update(closed_at=f"{closed} 08:00:00+07:00")
    Enquiry.objects.filter(pk=open_one.pk).update(created_at="2025-01-01 00:00:00+07:00")

    with time_machine.travel("2026-09-02 01:00:00+07:00"):
        counts = actions.anonymise_old(), actions.anonymise_old()

    enquiry.refresh_from_db()
    assert counts == (1, 0)
    assert (enquiry.name, enquiry.phone, enquiry.email, enquiry.quantity, enquiry.message) == ("", "", "", "", "")
    assert (enquiry.reference != "", enquiry.state, enquiry.replies.get().text) == (True, State.CLOSED, "")
    assert set(Enquiry.objects.filter(anonymised_at=None)) == {kept, open_one}
