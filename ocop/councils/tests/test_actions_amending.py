"""A Quy chế amended, a body dissolved: only between dossiers."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from ocop.core.dates import today
from ocop.councils import actions
from ocop.councils.models import AdvisoryTeam, Council
from ocop.councils.queries.bodies import councils_for, teams_for
from ocop.councils.tests import factories
from ocop.councils.tests.test_actions_sheets import refused
from ocop.notices.models import Notice

STAGE = "in_review"


@pytest.fixture
def idle(people, evaluation):
    """A council with no dossier before it."""
    return factories.council(people)


def new(**fields):
    return replace(factories.regulation(number="8/QĐ-HĐ", quorum_percent=80, spread_limit=Decimal(8)), **fields)


def amend(council, people, given=None, **fields):
    return actions.amend_regulation(council, given or new(), **{"in_force_from": today(), "by": people.son, **fields})


def test_amended_regulation_holds_and_the_earlier_one_is_kept(people, idle):
    amend(idle, people)

    council = Council.objects.get(pk=idle.pk)
    assert (council.regulation_number, council.quorum_percent, council.regulation_from) == ("8/QĐ-HĐ", 80, today())
    past = council.past_regulations.get()
    assert (past.number, past.quorum_percent, past.spread_limit) == ("1521/QĐ-UBND", 60, 10)
    told = Notice.objects.filter(to=people.tam).order_by("pk").last()
    assert told.text.endswith(f"quy chế số 8/QĐ-HĐ áp dụng từ {today():%d/%m/%Y}.")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"in_force_from": today() + timedelta(days=1)}, "Ngày áp dụng phải"),
        ({"in_force_from": today() - timedelta(days=1)}, "Ngày áp dụng phải"),
        ({"given": new(quorum_percent=0)}, "Tỷ lệ tối thiểu"),
        ({"given": new(date=today() + timedelta(days=1))}, "Ngày ban hành quy chế ở tương lai."),
        ({"given": factories.regulation()}, "Quy chế này giống"),
    ],
)
def test_regulation_that_cannot_take_its_place_is_refused(people, idle, fields, sentence):
    assert refused(amend, idle, people, **fields).startswith(sentence)
    assert not idle.past_regulations.exists()


def test_nothing_is_changed_under_a_dossier(people, evaluation):
    given = {"on": today(), "reason": "QĐ 9", "by": people.son}

    assert refused(amend, evaluation.council, people).startswith("Còn 1 hồ sơ đang đánh giá: Kẹo dừa sầu riêng.")
    assert refused(actions.dissolve_council, evaluation.council, **given).endswith("rồi giải thể.")
    assert refused(actions.dissolve_team, evaluation.team, **given).endswith("rồi giải thể.")


def test_dissolved_council_takes_no_dossier_any_more(people, idle):
    actions.dissolve_council(idle, on=today(), reason="Quyết định 9/QĐ-UBND", by=people.son)

    assert idle not in councils_for(people.province, idle.level)
    assert Notice.objects.filter(to=people.tam, text__contains="giải thể từ").count() == 1
    with pytest.raises(PermissionDenied):
        amend(idle, people)


def test_dissolved_team_takes_no_dossier_any_more(people, evaluation):
    team = factories.team(people)

    actions.dissolve_team(team, on=today(), reason="Quyết định 9/QĐ-UBND", by=people.son)

    assert list(teams_for(people.province, team.level)) == [evaluation.team]
    assert AdvisoryTeam.objects.get(pk=team.pk).dissolved_on == today()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"reason": " "}, "Hãy ghi căn cứ giải thể"),
        ({"on": today() + timedelta(days=1)}, "Ngày giải thể phải từ"),
        ({"on": today() - timedelta(days=1)}, "Ngày giải thể phải từ"),
    ],
)
def test_dissolving_needs_a_paper_and_a_day_that_has_come(people, idle, fields, sentence):
    given = {"on": today(), "reason": "QĐ 9", "by": people.son, **fields}

    assert refused(actions.dissolve_council, idle, **given).startswith(sentence)


@pytest.mark.parametrize("name", ["mai", "lan", "tam", "ha", "thu", "tu", "minh", "an"])
def test_only_the_officer_of_the_unit_amends_and_dissolves(people, idle, name):
    someone = getattr(people, name)

    for act in (
        lambda: amend(idle, people, by=someone),
        lambda: actions.dissolve_council(idle, on=today(), reason="x", by=someone),
        lambda: actions.dissolve_team(AdvisoryTeam.objects.first(), on=today(), reason="x", by=someone),
    ):
        with pytest.raises(PermissionDenied):
            act()
