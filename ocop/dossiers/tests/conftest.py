"""What only tests of dossiers need: a recognition to renew, a review to amend in, a browser, a day to stand on."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from ocop.core import access
from ocop.core.access import everyone, grant
from ocop.core.workflow import Transition
from ocop.dossiers import standing
from ocop.dossiers.actions import moving
from ocop.dossiers.models import State
from ocop.dossiers.standing import Standing, standing_source
from ocop.dossiers.tests import factories


@pytest.fixture
def recognised(monkeypatch):
    """Say what every product holds: `recognised(valid_to=…)`."""
    monkeypatch.setattr(standing, "_source", [])

    def say(*, valid_to=None, stars=4, is_in_force=True):
        standing_source(lambda product: Standing(stars, valid_to, is_in_force))

    return say


@pytest.fixture
def nothing_recognised(monkeypatch):
    """No app knows of any recognition."""
    monkeypatch.setattr(standing, "_source", [])


@pytest.fixture
def in_review(monkeypatch, cast):
    """Make a dossier whose team reviews it, as the app of the councils will: the grants are gone after the test."""
    grants = {name: list(rows) for name, rows in access._grants.items()}
    monkeypatch.setattr(access, "_grants", grants)
    review = Transition(
        model="dossier",
        name="begin_test_review",
        label="Bắt đầu xem xét",
        sources=(State.SCHEDULED,),
        target=State.IN_REVIEW,
        who=everyone,
        because="tests",
    )
    grant("dossier.begin_test_review", everyone, because="tests")
    grant("dossier.ask_amendment", factories.of_the_province(cast), because="tests")

    def make(**fields):
        dossier = factories.scheduled(cast, **fields)
        with moving(dossier, review, by=cast.son):
            pass
        return dossier

    return make


@pytest.fixture
def on():
    """Stand on a day: `on(2026, 12, 21)`; nine in the morning in Việt Nam. The last day asked for holds."""
    traveller = None

    def go(year, month, day, hour=9, minute=0):
        nonlocal traveller
        if traveller:
            traveller.stop()
        there = datetime(year, month, day, hour, minute, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
        traveller = time_machine.travel(there, tick=False)
        traveller.start()

    yield go
    if traveller:
        traveller.stop()


@pytest.fixture
def as_(client):
    """The test browser, signed in as somebody; None is a visitor."""

    def sign_in(user):
        client.logout()
        if user is not None:
            client.force_login(user)
        return client

    return sign_in
