"""The sweep of the CMS: one rule for all below /cms/. Editors in force get in, nobody else; some is closed to all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, get_resolver

from ocop.accounts.models import Appointment, Role
from ocop.content import actions
from ocop.content.middleware import CLOSED, CMS, cms_gate

WITHOUT_ARGUMENT = re.compile(r"[a-z0-9_\-/]*")


def cms_patterns() -> list[Any]:
    return next(each.url_patterns for each in get_resolver().url_patterns if _is_cms(each))


def _is_cms(each: Any) -> bool:
    return not isinstance(each, URLPattern) and any(str(inner.pattern) == "cms/" for inner in each.url_patterns)


def addresses(patterns: list[Any], path: str = "/") -> Iterator[str]:
    """The addresses below /cms/ that need no argument."""
    for each in patterns:
        here = path + str(each.pattern).lstrip("^").removesuffix("$").replace("\\Z", "")
        if isinstance(each, URLPattern):
            if here.startswith(CMS) and WITHOUT_ARGUMENT.fullmatch(here):
                yield here
        else:
            yield from addresses(each.url_patterns, here)


ADDRESSES = sorted(set(addresses(cms_patterns())))


@pytest.fixture
def site(cast):
    actions.plant_tree()
    return cast


def test_the_cms_has_addresses_to_walk():
    assert len(ADDRESSES) > 60
    assert {"/cms/", "/cms/images/", "/cms/reports/locked/", "/cms/users/"} <= set(ADDRESSES)


def test_the_gate_stops_everybody_but_editors_at_every_address(site):
    gate = cms_gate(lambda request: HttpResponse("inside"))
    let_in = []
    for who, person in site.everyone().items():
        for address in ADDRESSES:
            request = RequestFactory().get(address, headers={"X-Requested-With": "XMLHttpRequest"})
            request.user = person or AnonymousUser()
            try:
                answer = gate(request)
            except PermissionDenied:
                continue
            if who != "bien" or (answer.status_code != 200 and not address.startswith(CLOSED)):
                let_in.append(f"{address} {who}")

    assert let_in == []


def test_a_page_of_the_cms_sends_a_visitor_to_the_sign_in_and_tells_the_others(site, client):
    for address in ("/cms/", "/cms/pages/", "/cms/login/"):
        assert client.get(address).headers["Location"] == f"/dang-nhap/?next={address}"
    for who in ("mai", "lan", "an"):
        client.force_login(getattr(site, who))
        assert (who, client.get("/cms/").status_code) == (who, 403)


def test_an_editor_opens_every_screen_that_is_not_closed(site, client):
    client.force_login(site.bien)
    wrong = []
    for address in ADDRESSES:
        answer = client.get(address)
        if answer.streaming:
            answer.getvalue()
        expected = {404} if address.startswith(CLOSED) else {200, 302, 400, 404, 405}
        if answer.status_code not in expected or "/dang-nhap/" in answer.headers.get("Location", ""):
            wrong.append(f"{address}: {answer.status_code}")

    assert wrong == []


def test_an_ended_or_coming_role_opens_nothing(site, client):
    client.force_login(site.bien)
    assert client.get("/cms/").status_code == 200
    appointment = Appointment.objects.filter(user=site.bien, role=Role.EDITOR)

    appointment.update(starts="2025-01-01", ends="2025-12-31")
    assert client.get("/cms/").status_code == 403

    appointment.update(starts="2999-01-01", ends=None)
    assert client.get("/cms/").status_code == 403


def test_a_script_of_a_stranger_gets_403(site, client):
    headers = {"X-Requested-With": "XMLHttpRequest"}
    assert client.get("/cms/", headers=headers).status_code == 403

    client.force_login(site.lan)
    assert client.get("/cms/", headers=headers).status_code == 403


def test_an_officer_is_told_whose_screens_these_are(site, client):
    client.force_login(site.lan)

    assert "Trang này dành cho biên tập viên" in client.get("/cms/").content.decode()
