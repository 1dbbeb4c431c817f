from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404

from ocop.core import access
from ocop.core.access import EVERY, NONE, AccessQuerySet, allows, get_visible_or_404, grant, require, rows_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_grants(monkeypatch):
    """An empty table of grants for one test."""
    monkeypatch.setattr(access, "_grants", {})


@pytest.fixture
def mai():
    return SimpleNamespace(is_authenticated=True, is_active=True, kind="session")


@pytest.fixture
def lan():
    return SimpleNamespace(is_authenticated=True, is_active=True, kind="contenttype")


def rows():
    """Any table serves: two rows of one that is always there."""
    return AccessQuerySet(ContentType).filter(model__in=("session", "contenttype")).order_by("model")


def names(found):
    return [row.model for row in found]


def own(person):
    return Q(model=person.kind)


def row_of(person):
    return ContentType.objects.get(model=person.kind)


def test_a_permission_is_the_union_of_its_grants(mai, lan):
    grant("contenttype.view", own, because="của mình")
    grant("contenttype.view", lambda person: Q(model="contenttype"), because="thử")

    assert names(rows().allowed(mai, "contenttype.view")) == ["contenttype", "session"]
    assert names(rows().allowed(lan, "contenttype.view")) == ["contenttype"]


def test_without_a_grant_nobody_has_it_and_a_misspelt_name_fails(mai):
    grant("contenttype.view", lambda person: NONE, because="không ai")

    assert names(rows().allowed(mai, "contenttype.view")) == []
    with pytest.raises(LookupError):
        rows_for(mai, "contenttype.veiw")


def test_an_empty_q_is_refused_because_it_would_open_everything(mai):
    grant("contenttype.view", lambda person: Q(), because="nhầm")

    with pytest.raises(ValueError, match="EVERY or NONE"):
        rows().allowed(mai, "contenttype.view")


def test_a_visitor_meets_only_public_grants():
    grant("contenttype.view", own, because="của mình")
    assert names(rows().allowed(None, "contenttype.view")) == []
    assert names(rows().allowed(AnonymousUser(), "contenttype.view")) == []

    grant("contenttype.view", lambda person: Q(model="session"), because="công khai", public=True)
    assert names(rows().allowed(AnonymousUser(), "contenttype.view")) == ["session"]


def test_a_closed_account_meets_only_public_grants(mai):
    grant("contenttype.view", own, because="của mình")
    mai.is_active = False

    assert names(rows().allowed(mai, "contenttype.view")) == []


def test_with_access_marks_each_row_for_its_buttons(mai):
    grant("contenttype.view", lambda person: EVERY, because="mọi người")
    grant("contenttype.read", own, because="của mình")
    grant("contenttype.burn", lambda person: NONE, because="không ai")

    found = rows().with_access(mai, "contenttype.view", "contenttype.read", "contenttype.burn")

    assert [(row.may_view, row.may_read, row.may_burn) for row in found] == [(True, False, False), (True, True, False)]


def test_require_and_get_visible_or_404_tell_403_from_404(mai, lan):
    grant("contenttype.view", own, because="của mình")
    grant("contenttype.read", lambda person: NONE, because="không ai")

    assert get_visible_or_404(ContentType.objects.all(), mai, model="session") == row_of(mai)
    with pytest.raises(Http404):
        get_visible_or_404(ContentType.objects.all(), mai, model="contenttype")
    with pytest.raises(Http404):
        get_visible_or_404(ContentType.objects.all(), mai, pk="không phải số")
    with pytest.raises(PermissionDenied):
        require(mai, "contenttype.read", row_of(mai))
    assert allows(mai, "contenttype.view", row_of(mai))
    assert not allows(mai, "contenttype.view", row_of(lan))
