"""Two presses, or two officers, at the same moment, each over a connection of their own."""

from datetime import date

import pytest

from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.councils import actions
from ocop.councils.models import Council
from ocop.councils.tests import factories
from ocop.dossiers.tests.test_two_officers import together
from ocop.programme.rounds import ensure_rounds, open_extra_round

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def one_won(answers):
    """What the others were told; exactly one act went through."""
    refused = [str(answer) for answer in answers if isinstance(answer, Refused)]
    assert [answer for answer in answers if isinstance(answer, Exception) and not isinstance(answer, Refused)] == []
    assert len(refused) == len(answers) - 1
    return refused[0]


def test_a_council_is_set_up_once(cast):
    assert one_won(together(*[lambda: factories.council(cast)] * 2)).startswith("Đã ghi hội đồng theo Quyết định số")
    assert Council.objects.get().seats.count() == 5


def test_a_team_is_set_up_once(cast):
    assert one_won(together(*[lambda: factories.team(cast)] * 2)).startswith("Đã ghi tổ tư vấn theo Quyết định số")


def test_a_meeting_is_planned_once(cast):
    council, level = factories.council(cast), factories.deciding_level(cast.province)
    ensure_rounds(level, cast.province)
    round = level.rounds.filter(unit=cast.province, held_before__gt=today()).order_by("held_before").first()

    answers = together(*[lambda: actions.plan_meeting(council, round, held_on=today(), by=cast.son)] * 2)

    assert one_won(answers).startswith("Đã xếp họp ngày")


def test_an_extra_round_is_opened_once_and_two_different_ones_both(cast):
    level = factories.deciding_level(cast.province)
    days = {"proposed_before": date(2098, 3, 1), "held_before": date(2098, 6, 1)}

    def act(basis):
        return open_extra_round(level, cast.province, basis=basis, **days)

    assert one_won(together(*[lambda: act("Quy chế 15, Kế hoạch 20")] * 2)).endswith("Hãy chọn đợt đó.")
    first, second = together(lambda: act("Quy chế 15, Kế hoạch 21"), lambda: act("Quy chế 15, Kế hoạch 22"))
    assert {first.ordinal, second.ordinal} == {2, 3}
