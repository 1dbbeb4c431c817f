import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404

from ocop.core import access
from ocop.core.access import EVERY, NONE, allows, get_visible_or_404, grant, require, rows_for
from ocop.notices.models import Notice


@pytest.fixture
def own_grants(monkeypatch):
    """An empty table of grants for one test."""
    monkeypatch.setattr(access, "_grants", {})


@pytest.fixture
def notices(cast):
    return [Notice.objects.create(to=cast.mai, text="Của Mai"), Notice.objects.create(to=cast.lan, text="Của Lan")]


def own(user):
    return Q(to=user)


def test_a_permission_is_the_union_of_its_grants(own_grants, cast, notices):
    grant("notice.view", own, because="của mình")
    grant("notice.view", lambda user: Q(text="Của Lan"), because="thử")

    assert list(Notice.objects.allowed(cast.mai, "notice.view").order_by("pk")) == notices
    assert list(Notice.objects.allowed(cast.lan, "notice.view")) == [notices[1]]


def test_without_a_grant_nobody_has_it_and_a_misspelt_name_fails(own_grants, cast, notices):
    grant("notice.view", lambda user: NONE, because="không ai")

    assert list(Notice.objects.allowed(cast.an, "notice.view")) == []
    with pytest.raises(LookupError):
        rows_for(cast.an, "notice.veiw")


def test_an_empty_q_is_refused_because_it_would_open_everything(own_grants, cast, notices):
    grant("notice.view", lambda user: Q(), because="nhầm")

    with pytest.raises(ValueError, match="EVERY or NONE"):
        list(Notice.objects.allowed(cast.mai, "notice.view"))


def test_a_visitor_meets_only_public_grants(own_grants, cast, notices):
    grant("notice.view", own, because="của mình")
    assert list(Notice.objects.allowed(None, "notice.view")) == []
    assert list(Notice.objects.allowed(AnonymousUser(), "notice.view")) == []

    grant("notice.view", lambda user: Q(text="Của Lan"), because="công khai", public=True)
    assert list(Notice.objects.allowed(AnonymousUser(), "notice.view")) == [notices[1]]


def test_a_closed_account_meets_only_public_grants(own_grants, cast, notices):
    grant("notice.view", own, because="của mình")
    cast.mai.is_active = False

    assert list(Notice.objects.allowed(cast.mai, "notice.view")) == []


def test_with_access_marks_each_row_for_its_buttons(own_grants, cast, notices):
    grant("notice.view", lambda user: EVERY, because="mọi người")
    grant("notice.read", own, because="của mình")

    rows = Notice.objects.with_access(cast.mai, "notice.view", "notice.read").order_by("pk")

    assert [(row.may_view, row.may_read) for row in rows] == [(True, True), (True, False)]


def test_require_and_get_visible_or_404_tell_403_from_404(own_grants, cast, notices):
    grant("notice.view", own, because="của mình")
    grant("notice.read", lambda user: NONE, because="không ai")

    assert get_visible_or_404(Notice.objects.all(), cast.mai, pk=notices[0].pk) == notices[0]
    with pytest.raises(Http404):
        get_visible_or_404(Notice.objects.all(), cast.mai, pk=notices[1].pk)
    with pytest.raises(Http404):
        get_visible_or_404(Notice.objects.all(), cast.mai, pk="không phải số")
    with pytest.raises(PermissionDenied):
        require(cast.mai, "notice.read", notices[0])
    assert allows(cast.mai, "notice.view", notices[0])
    assert not allows(cast.mai, "notice.view", notices[1])
