from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from django_q.conf import Conf
from django_q.models import OrmQ

from ocop.notices import actions
from ocop.notices.models import Notice
from ocop.notices.tests.factories import NoticeFactory, UserFactory

pytestmark = pytest.mark.django_db


class DeadServer(BaseEmailBackend):
    def send_messages(self, email_messages):
        raise SMTPServerDisconnected("gone")


@pytest.fixture
def dead_server(settings):
    settings.EMAIL_BACKEND = "ocop.notices.tests.test_actions.DeadServer"
    return settings


def test_notify_tells_each_active_person_once_here_and_by_mail(settings):
    settings.SITE_URL = "https://ocop.test"
    mai, lan, gone = UserFactory(email="mai@ocop.test"), UserFactory(), UserFactory(is_active=False)

    notices = actions.notify([lan, mai, mai, gone], "Hồ sơ «Bưởi»\n đã được tiếp nhận.", url="/ho-so/abc/")

    assert [(n.to, n.text, n.url) for n in notices] == [
        (person, "Hồ sơ «Bưởi» đã được tiếp nhận.", "/ho-so/abc/") for person in (mai, lan)
    ]
    assert [message.to for message in mail.outbox] == [[mai.email], [lan.email]]
    assert mail.outbox[0].subject == "OCOP: Hồ sơ «Bưởi» đã được tiếp nhận."
    assert mail.outbox[0].body == (
        "Hồ sơ «Bưởi» đã được tiếp nhận.\n\nXem và xử lý tại:\nhttps://ocop.test/ho-so/abc/\n\n--\n"
        "Thư tự động của hệ thống OCOP. Vui lòng không trả lời thư này.\n"
    )
    assert Notice.objects.filter(mailed_at=None).count() == 0


def test_notify_without_a_page_sends_no_link():
    actions.notify([UserFactory()], "Hệ thống bảo trì tối nay.")

    assert "http" not in mail.outbox[0].body


def test_notify_nobody_does_nothing():
    assert actions.notify([], "Không ai nhận.") == []


def test_notify_cuts_an_endless_sentence_and_drops_control_characters():
    notice = actions.notify([UserFactory()], "a\x00" + "b" * 600)[0]

    assert (len(notice.text), notice.text[:3], notice.text[-1]) == (500, "abb", "…")
    assert len(mail.outbox[0].subject) == 106


@pytest.mark.parametrize("url", ["https://evil.test/", "//evil.test/", "javascript:alert(1)", "ho-so/"])
def test_notify_leads_only_to_this_site(url):
    with pytest.raises(ValueError, match="path of this site"):
        actions.notify([UserFactory()], "x", url=url)


def test_notify_keeps_the_notice_when_the_mail_server_is_down(dead_server):
    notice = actions.notify([UserFactory()], "x")[0]

    notice.refresh_from_db()
    assert (notice.mailed_at, notice.read_at) == (None, None)


def test_notify_goes_back_with_the_transaction_and_so_does_its_mail(monkeypatch):
    monkeypatch.setattr(Conf, "SYNC", False)
    mai = UserFactory()

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.notify([mai], "x")
        assert (Notice.objects.count(), OrmQ.objects.count()) == (1, 1)
        raise ZeroDivisionError

    assert (Notice.objects.count(), OrmQ.objects.count()) == (0, 0)


def test_mail_notice_sends_once_however_often_the_job_runs():
    notice = NoticeFactory()

    assert [actions.mail_notice(notice.pk) for _ in range(3)] == [True, False, False]
    assert len(mail.outbox) == 1


def test_mail_notice_does_nothing_when_the_notice_or_its_person_is_gone():
    notice = NoticeFactory(to__is_active=False)

    assert [actions.mail_notice(notice.pk), actions.mail_notice(0)] == [False, False]
    assert mail.outbox == []


def test_mail_waiting_tries_again_what_is_young_and_unread(dead_server):
    waiting, _read = actions.notify([UserFactory(), UserFactory()], "x")
    actions.open_notice(_read)
    old = NoticeFactory()
    Notice.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=3))
    dead_server.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert [actions.mail_waiting(), actions.mail_waiting()] == [1, 0]
    assert [message.to for message in mail.outbox] == [[waiting.to.email]]


def test_open_notice_keeps_the_first_moment_it_was_read():
    notice = actions.open_notice(NoticeFactory())
    first = notice.read_at

    assert actions.open_notice(notice).read_at == first


def test_open_all_marks_only_the_persons_own():
    mine, theirs = NoticeFactory(), NoticeFactory()

    assert [actions.open_all(by=mine.to), actions.open_all(by=mine.to)] == [1, 0]
    theirs.refresh_from_db()
    assert theirs.read_at is None


def test_a_demo_account_gets_the_notice_but_never_a_mail(monkeypatch):
    monkeypatch.setattr(Conf, "SYNC", False)
    lan, sample = UserFactory(), UserFactory(is_demo=True)

    notices = actions.notify([lan, sample], "x")

    assert [notice.to for notice in notices] == [lan, sample]
    assert [(job.func(), job.task["args"]) for job in OrmQ.objects.all()] == [
        ("ocop.notices.actions.mail_notice", (notices[0].pk,))
    ]
    assert actions.mail_notice(notices[1].pk) is False
    assert actions.mail_waiting() == 1
    assert [message.to for message in mail.outbox] == [[lan.email]]
