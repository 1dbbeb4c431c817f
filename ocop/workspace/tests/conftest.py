from __future__ import annotations

import pytest

from ocop.core import frame
from ocop.dossiers import standing


@pytest.fixture
def as_(client):
    """The test browser, signed in as somebody; None is a visitor."""

    def sign_in(user):
        client.logout()
        if user is not None:
            client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def no_menu(monkeypatch):
    """The page alone: each app adds entries to the menu, with queries of their own."""
    monkeypatch.setattr(frame, "_entries", [])


@pytest.fixture
def no_standing(monkeypatch):
    """No app knows of any recognition, so that the standing of products costs no query."""
    monkeypatch.setattr(standing, "_source", [])
