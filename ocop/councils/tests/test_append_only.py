"""What was sent and concluded stays, in the database too; what may follow still goes on behind the lock."""

import pytest
from django.db import DatabaseError, connection, transaction

from ocop.councils import actions
from ocop.councils.models import Evaluation, Mark, ScoringSheet, SentSheet
from ocop.councils.tests import factories

STAGE = "all_sent"
pytestmark = pytest.mark.usefixtures("locks")


def refused(statement, match="is never edited"):
    with pytest.raises(DatabaseError, match=match), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE councils_sentsheet SET total = 1",
        "DELETE FROM councils_sentsheet",
        "UPDATE councils_scoringsheet SET total = 1",
        "UPDATE councils_scoringsheet SET opinion = 'khác'",
        "UPDATE councils_scoringsheet SET sent_at = NULL",
        "DELETE FROM councils_scoringsheet",
        "UPDATE councils_mark SET note = 'khác'",
        "DELETE FROM councils_mark",
        "INSERT INTO councils_mark (sheet_id, criterion, option, applies, is_answered, is_rejected, note) "
        "SELECT sheet_id, 'x', '', applies, is_answered, is_rejected, '' FROM councils_mark",
    ],
)
def test_a_sheet_that_was_sent_is_not_changed(evaluation, statement):
    refused(statement)


def test_a_line_is_not_replaced_in_a_sheet_that_was_sent(evaluation):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite knows INSERT OR REPLACE")

    refused("INSERT OR REPLACE INTO councils_scoringsheet SELECT * FROM councils_scoringsheet")


def test_a_second_look_goes_on_behind_the_lock(people, evaluation):
    sheet = evaluation.sheets.get(seat__user=people.tam)
    before = sorted(sheet.marks.values_list("criterion", "option", "note"))
    actions.ask_rescore(sheet, reason="Xem lại tiêu chí 1.1.", by=people.thu)
    actions.reopen_sheet(sheet, by=people.tam)
    actions.save_opinion(sheet, "Đang nghĩ lại.", by=people.tam)
    actions.save_mark(sheet, before[0][0], before[0][1], note="Thử ghi.", by=people.tam)

    actions.keep_score(sheet, answer="Giữ nguyên vì mẫu đúng mô tả.", by=people.tam)

    sheet.refresh_from_db()
    assert (sheet.state, sheet.opinion) == (ScoringSheet.State.SENT, factories.OPINION)
    assert sorted(sheet.marks.values_list("criterion", "option", "note")) == before


def test_a_score_is_kept_without_opening_the_sheet(people, evaluation):
    sheet = evaluation.sheets.get(seat__user=people.tam)
    actions.ask_rescore(sheet, reason="Xem lại tiêu chí 1.1.", by=people.thu)
    marks = sorted(sheet.marks.values_list("pk", flat=True))

    actions.keep_score(sheet, answer="Giữ nguyên.", by=people.tam)

    assert sorted(sheet.marks.values_list("pk", flat=True)) == marks


def test_a_sheet_sent_again_leaves_the_first_one_readable(people, evaluation):
    sheet = evaluation.sheets.get(seat__user=people.tam)
    actions.ask_rescore(sheet, reason="Xem lại.", by=people.thu)
    actions.reopen_sheet(sheet, by=people.tam)
    actions.save_opinion(sheet, "Đã xem lại.", by=people.tam)

    actions.send_sheet(sheet, by=people.tam)

    said = [each.content["opinion"] for each in SentSheet.objects.filter(sheet=sheet)]
    assert said == [factories.OPINION, "Đã xem lại."]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE councils_evaluation SET stars = 5",
        "UPDATE councils_evaluation SET concluded_at = NULL",
        "UPDATE councils_evaluation SET result = '{}'",
        "DELETE FROM councils_evaluation",
        "UPDATE councils_scoringsheet SET state = 'draft'",
        "UPDATE councils_mark SET option = ''",
    ],
)
def test_what_a_council_concluded_is_not_changed(people, evaluation, statement):
    actions.conclude(evaluation, by=people.thu, discussion="Hội đồng thống nhất.")

    refused(statement)

    kept = Evaluation.objects.get(pk=evaluation.pk)
    assert (kept.result, kept.stars) == (evaluation.result, evaluation.stars)
    assert kept.result != {}
    assert Mark.objects.filter(sheet__evaluation=kept).exclude(option="").exists()


@pytest.mark.parametrize("column", ["discussion = 'khác'", "minutes = '{}'", "closed_at = NULL"])
def test_minutes_are_not_changed_once_closed(people, evaluation, column):
    actions.conclude_all(evaluation.meeting, by=people.thu)
    factories.closed(people, evaluation.meeting)

    refused(f"UPDATE councils_meeting SET {column}")
    refused("DELETE FROM councils_meeting")
