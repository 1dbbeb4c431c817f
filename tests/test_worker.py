"""A real worker in its own process, on the test's database: what is queued gets done, once, whatever happens to it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection, transaction
from django_q.conf import Conf
from django_q.models import OrmQ, Success

from ocop.accounts.tests.factories import UserFactory
from ocop.certificates.actions import render_certificate
from ocop.certificates.actions.deciding import issue
from ocop.certificates.tests.factories import RecognitionFactory
from ocop.core.later import later
from ocop.files.models import StoredFile
from ocop.journal.models import Entry
from ocop.notices.actions import mail_notice, notify
from ocop.programme.actions import load_law
from ocop.programme.models import Regime

PATIENCE = 40


def database_url():
    """The address of the test's database."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    user = quote(given["USER"] or "", safe="") + (f":{quote(given['PASSWORD'], safe='')}" if given["PASSWORD"] else "")
    port = f":{given['PORT']}" if given["PORT"] else ""
    return f"postgres://{user}@{quote(given['HOST'] or '', safe='')}{port}/{given['NAME']}"


def until(what):
    """Wait until it is so."""
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, "the worker did not do it in time"
        time.sleep(0.05)


@pytest.fixture
def mailbox():
    folder = Path(settings.VAR_DIR) / "mail"
    folder.mkdir(exist_ok=True)
    yield folder
    for path in folder.iterdir():
        path.unlink()


@pytest.fixture
def start(transactional_db, mailbox, monkeypatch):
    """Starts a worker; those still running at the end are killed, with all their processes."""
    monkeypatch.setattr(Conf, "SYNC", False)
    if not Regime.objects.exists():
        load_law()
    workers = []
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings_worker",
        "DATABASE_URL": database_url(),
        "OCOP_VAR": str(settings.VAR_DIR),
    }

    def run():
        command = [sys.executable, "manage.py", "qcluster"]
        worker = subprocess.Popen(command, cwd=settings.BASE_DIR, env=env, start_new_session=True)
        workers.append(worker)
        return worker

    yield run
    for worker in workers:
        kill(worker)


def kill(worker):
    """kill -9 to the worker and every process it has started."""
    if worker.poll() is None:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


def issued(recognition, officer):
    """A certificate whose PDF is queued, as `recognise` does it."""
    with transaction.atomic():
        return issue(recognition, number=None, by=officer)


def letters(mailbox):
    return [text for path in mailbox.glob("*.log") for text in path.read_text().split("-" * 79)[:-1]]


def test_a_worker_does_what_was_queued_and_again_changes_nothing(start, mailbox):
    recognition, officer = RecognitionFactory(), UserFactory()
    certificate = issued(recognition, officer)
    (notice,) = notify([officer], "Đã cấp giấy chứng nhận.")
    later(render_certificate, certificate.pk)
    later(mail_notice, notice.pk)
    assert (OrmQ.objects.count(), certificate.file, notice.mailed_at, mail.outbox) == (4, None, None, [])

    start()
    until(lambda: OrmQ.objects.count() == 0)

    certificate.refresh_from_db()
    notice.refresh_from_db()
    assert Success.objects.count() == 4
    with certificate.file.content.open() as pdf:
        assert pdf.read(5) == b"%PDF-"
    assert StoredFile.objects.filter(name__startswith="giay-chung-nhan").count() == 1
    assert Entry.objects.filter(verb="certificate.render").count() == 1
    assert notice.mailed_at is not None
    assert [officer.email in letter for letter in letters(mailbox)] == [True]


def test_a_job_of_a_killed_worker_is_done_by_the_next_and_only_once(start, mailbox):
    recognition, officer = RecognitionFactory(), UserFactory()
    (notice,) = notify([officer], "Đã cấp giấy chứng nhận.")
    (mailbox / "hangs").touch()
    first = start()
    until((mailbox / "asked").exists)
    certificate = issued(recognition, officer)  # waits behind the mail
    kill(first)
    notice.refresh_from_db()
    assert (notice.mailed_at, letters(mailbox), OrmQ.objects.count()) == (None, [], 2)

    (mailbox / "hangs").unlink()
    second = start()
    until(lambda: OrmQ.objects.count() < 2)
    kill(second)  # wherever it is now: with the next job, or before it
    start()
    until(lambda: OrmQ.objects.count() == 0)

    certificate.refresh_from_db()
    notice.refresh_from_db()
    assert StoredFile.objects.filter(name__startswith="giay-chung-nhan").get() == certificate.file
    assert Entry.objects.filter(verb="certificate.render").count() == 1
    assert notice.mailed_at is not None
    assert len(letters(mailbox)) == 1
