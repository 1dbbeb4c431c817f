"""A dossier takes long to reach its council, so each test file walks there once (`STAGE`) and every test starts there.

What a test does on top is rolled back to the stage by the usual savepoint of a database test.
"""

import inspect

import pytest
from django.db import transaction
from django_q.conf import Conf

import conftest as root
from ocop.councils.models import Evaluation
from ocop.councils.tests import factories


@pytest.fixture(autouse=True)
def jobs_wait(monkeypatch):
    """Mail is not what is tested here: its jobs are queued as in service and stay in the queue."""
    monkeypatch.setattr(Conf, "SYNC", False)


@pytest.fixture(scope="module")
def staged(request, django_db_setup, django_db_blocker):
    """The cast and the evaluation the file's `STAGE` names (a function of `factories`), built once."""
    with django_db_blocker.unblock(), transaction.atomic():
        sync, Conf.SYNC = Conf.SYNC, False
        try:
            cast = inspect.unwrap(root.cast)(None)
            evaluation = getattr(factories, request.module.STAGE)(cast)
        finally:
            Conf.SYNC = sync
        yield cast, evaluation.pk
        transaction.set_rollback(True)


@pytest.fixture
def people(staged, db):
    """The cast of the stage."""
    return staged[0]


@pytest.fixture
def evaluation(staged, db):
    """The evaluation of the stage, fresh from the database."""
    return Evaluation.objects.select_related("dossier", "council", "meeting").get(pk=staged[1])
