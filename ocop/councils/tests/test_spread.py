"""Members beyond a limit of the Quy chế look again before the council concludes. Tâm, Bình and Chi have sent."""

from decimal import Decimal

import pytest

from ocop.councils import actions
from ocop.councils.models import Council, ScoringSheet
from ocop.councils.queries.scores import scores_of
from ocop.councils.queries.standing import standing_of
from ocop.councils.tests import factories
from ocop.councils.tests.test_actions_sheets import refused
from ocop.journal.queries import history_of

STAGE = "far_apart"


def sheet_of(evaluation, person):
    return ScoringSheet.objects.select_related("evaluation", "seat").get(evaluation=evaluation, seat__user=person)


def far(evaluation):
    return [str(each.sheet.seat.user) for each in scores_of(standing_of(evaluation)).to_ask]


def conclude(evaluation, people, **fields):
    return actions.conclude(evaluation, discussion="Đã thảo luận.", by=people.thu, **fields)


def test_a_member_beyond_the_limit_is_asked_before_the_conclusion(people, evaluation):
    assert refused(conclude, evaluation, people) == (
        "Điểm chênh quá mức của quy chế. Hãy đề nghị xem lại phiếu: Huỳnh Kim Chi. Mỗi người chấm lại hoặc giữ điểm và "
        "ghi lý do, rồi mới kết luận."
    )
    assert far(evaluation) == [str(people.chi)]

    actions.ask_all_beyond(evaluation, reason="Chênh", by=people.thu)

    said = refused(conclude, evaluation, people, without_answers=True)
    assert said.startswith("Đang chờ xem lại phiếu chênh quá mức: Huỳnh Kim Chi.")
    actions.keep_score(sheet_of(evaluation, people.chi), answer="Đủ căn cứ.", by=people.chi)
    assert refused(actions.conclude, evaluation, by=people.thu).startswith("Điểm các thành viên chênh 14 điểm")
    assert conclude(evaluation, people).result["requests"][0]["answer"] == "Đủ căn cứ."


def test_criteria_beyond_their_limit_are_heard_too(people, evaluation):
    Council.objects.update(spread_limit=Decimal(50), criterion_spread_limit=Decimal(2))
    assert far(evaluation) == [str(people.chi)]
    assert refused(conclude, evaluation, people).startswith("Điểm chênh quá mức của quy chế.")

    actions.ask_all_beyond(evaluation, reason="Chênh", by=people.thu)
    actions.keep_score(sheet_of(evaluation, people.chi), answer="Đủ căn cứ.", by=people.chi)

    assert refused(actions.conclude, evaluation, by=people.thu).startswith("Tiêu chí ")
    assert conclude(evaluation, people).stars


def test_limits_in_halves_hold_and_nobody_is_asked_twice(people, evaluation):
    Council.objects.update(spread_limit=Decimal("13.5"))
    actions.ask_all_beyond(evaluation, reason="Chênh", by=people.thu)

    assert refused(actions.ask_all_beyond, evaluation, reason="Chênh", by=people.thu).startswith("Không còn thành viên")
    assert [line.verb for line in history_of(evaluation)].count("scoringsheet.ask_again") == 1


def test_nobody_is_asked_within_the_limits(people, evaluation):
    Council.objects.update(spread_limit=Decimal(14))

    assert far(evaluation) == []
    assert refused(actions.ask_all_beyond, evaluation, reason="x", by=people.thu).startswith("Không còn thành viên nào")
    assert actions.conclude(evaluation, by=people.thu).stars


def test_who_has_left_the_council_is_not_waited_for(people, evaluation):
    actions.hand_over_seats(people.chi, people.lan, by=people.an, on=factories.today())

    assert conclude(evaluation, people).result["totals"]


@pytest.mark.parametrize("limits", [{"spread_limit": Decimal(14)}, {"criterion_spread_limit": Decimal(40)}])
def test_limits_that_are_kept_ask_for_nothing(people, evaluation, limits):
    Council.objects.update(**{"spread_limit": Decimal(14), **limits})

    assert actions.conclude(evaluation, by=people.thu).outcome == "rated"
