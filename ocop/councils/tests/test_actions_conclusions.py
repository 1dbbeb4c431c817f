from datetime import datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.timezone import get_current_timezone

from ocop.accounts.models import Appointment, Role
from ocop.core.access import allows
from ocop.core.dates import today
from ocop.councils import actions
from ocop.councils.models import Council, Evaluation, ScoringSheet, Seat
from ocop.councils.queries.standing import standing_of
from ocop.councils.tests import factories
from ocop.councils.tests.test_actions_sheets import refused
from ocop.dossiers.models import State
from ocop.journal.queries import history_of
from ocop.notices.models import Notice

STAGE = "all_sent"


def sheet_of(evaluation, person):
    return ScoringSheet.objects.select_related("evaluation", "seat").get(evaluation=evaluation, seat__user=person)


def change(evaluation, person, lower):
    """The member is asked, opens the sheet again, changes it and sends it."""
    sheet = sheet_of(evaluation, person)
    actions.reopen_sheet(sheet, by=person)
    actions.save_marks(sheet, {code: actions.MarkInput(option="") for code in lower}, by=person)
    return actions.send_sheet(sheet, by=person)


def asked(people, evaluation, person):
    return actions.ask_rescore(sheet_of(evaluation, person), reason="Xa các phiếu khác.", by=people.thu)


def test_conclude_freezes_mean_stars_and_every_choice(people, evaluation):
    actions.conclude(evaluation, by=people.thu)

    stored = Evaluation.objects.get(pk=evaluation.pk)
    assert (stored.mean, stored.stars, stored.outcome, stored.concluded_by) == (Decimal(100), 5, "rated", people.thu)
    assert [member["name"] for member in stored.result["members"]] == [
        str(people.binh),
        str(people.chi),
        str(people.tam),
    ]
    assert (evaluation.dossier.state, evaluation.mean) == (State.CONCLUDED, Decimal(100))


def test_conclude_tells_the_leader_without_a_figure(people, evaluation):
    actions.conclude(evaluation, by=people.thu)

    told = Notice.objects.filter(to=people.ha, url=evaluation.get_absolute_url()).order_by("pk").last()
    assert told.text == "Kẹo dừa sầu riêng: hội đồng đã kết luận, chờ quyết định."


def test_journal_names_no_figure_of_the_scoring(people, evaluation):
    actions.conclude(evaluation, by=people.thu)

    lines = [*history_of(evaluation), *history_of(evaluation.dossier)]
    assert {key for line in lines for key in line.details} & {"diem", "total", "mean", "sao", "stars"} == set()
    assert len(history_of(evaluation)) > 5


@pytest.mark.parametrize("name", ["mai", "lan", "hoa", "son", "tam", "ha", "tu", "minh", "an"])
def test_conclude_is_for_the_secretary(people, evaluation, name):
    with pytest.raises(PermissionDenied):
        actions.conclude(evaluation, by=getattr(people, name))


def test_conclude_twice_is_refused(people, evaluation):
    actions.conclude(evaluation, by=people.thu)

    said = refused(actions.conclude, evaluation, by=people.thu)

    assert said.startswith("Hồ sơ đã chuyển sang «Có kết quả, chờ quyết định»")


def another_scorer(people, evaluation):
    """Tú, who sits and scores, of whom nothing has come; as from before the rule that keeps late scorers out."""
    seat = Seat.objects.create(council=evaluation.council, user=people.tu, part=Seat.Part.MEMBER, agency="Sở Tài chính")
    Appointment.objects.create(user=people.tu, role=Role.MEMBER, unit=people.province, starts=today())
    return seat


def test_conclude_waits_for_every_member(people, evaluation):
    late = another_scorer(people, evaluation)

    assert refused(actions.conclude, evaluation, by=people.thu) == (
        "Chưa gửi phiếu: Bùi Anh Tú. Hãy nhắc các thành viên này, hoặc ghi vắng mặt."
    )
    actions.mark_absent(evaluation.meeting, [late], reason="Ốm", by=people.thu)
    assert actions.conclude(evaluation, by=people.thu).result["left_out"][0]["why"] == "Vắng mặt"


def test_nobody_who_scores_joins_once_sheets_are_sent(people, evaluation):
    Appointment.objects.create(user=people.tu, role=Role.MEMBER, unit=people.province, starts=today())
    given = actions.SeatInput(people.tu, Seat.Part.MEMBER, "Sở Tài chính")

    said = refused(actions.add_seat, evaluation.council, given, by=people.son)

    assert said.startswith("Đã có phiếu gửi cho Kẹo dừa sầu riêng, chưa kết luận.")
    listener = actions.SeatInput(people.tu, Seat.Part.MEMBER, "Sở Tài chính", is_scoring=False)
    assert actions.add_seat(evaluation.council, listener, by=people.son).user == people.tu


def test_conclude_waits_for_the_day_of_the_meeting(people, evaluation):
    later = actions.plan_meeting(
        evaluation.council, evaluation.dossier.round, held_on=today() + timedelta(days=2), by=people.thu
    )
    actions.put_in_meeting(evaluation, later, by=people.thu)

    assert refused(actions.conclude, evaluation, by=people.thu).startswith(
        f"Phiên được xếp ngày {later.held_on:%d/%m/%Y}"
    )
    assert "chưa tới" in refused(actions.conclude_all, later, by=people.thu)
    with time_machine.travel(datetime.combine(later.held_on, time(9), tzinfo=get_current_timezone()), tick=False):
        assert actions.conclude(evaluation, by=people.thu).stars == 5


def test_member_with_an_interest_does_not_count_and_may_break_the_quorum(people, evaluation):
    Council.objects.update(quorum_percent=70)

    actions.declare_interest(evaluation, has_interest=True, reason="Góp vốn", by=people.chi)

    assert refused(actions.conclude, evaluation, by=people.thu) == (
        "Chưa đủ số thành viên theo quy chế: 2/3 người chấm, cần ít nhất 3 (70 %). Hãy bổ sung thành viên hoặc chuyển "
        "hồ sơ sang phiên khác."
    )


def test_sheet_of_a_member_with_an_interest_found_later_is_left_out(people, evaluation):
    asked(people, evaluation, people.chi)
    change(evaluation, people.chi, ("1.3", "1.4"))

    actions.declare_interest(evaluation, has_interest=True, reason="Góp vốn", by=people.chi)

    assert actions.conclude(evaluation, by=people.thu).result["totals"] == [100, 100]


def test_far_apart_totals_need_a_discussion_in_words(people, evaluation):
    asked(people, evaluation, people.chi)
    change(evaluation, people.chi, ("1.3", "1.5", "2.1", "4.1"))

    said = refused(actions.conclude, evaluation, by=people.thu)

    assert said.startswith("Điểm các thành viên chênh 14 điểm, quá mức 10 của quy chế")
    concluded = actions.conclude(evaluation, discussion="Đã thảo luận từng tiêu chí.", by=people.thu)
    assert (concluded.mean, Fraction(concluded.result["mean"])) == (Decimal("95.3333"), Fraction(286, 3))


def test_discussion_may_be_written_before(people, evaluation):
    actions.write_conclusion(evaluation, "Thống nhất.", by=people.thu)

    assert actions.conclude(evaluation, by=people.thu).result["discussion"] == "Thống nhất."
    assert refused(actions.write_conclusion, evaluation, "Sửa", by=people.thu).startswith(
        "Hội đồng đã kết luận hồ sơ này nên"
    )


def test_star_mark_missed_by_the_majority_lowers_the_stars(people, evaluation):
    for member in (people.tam, people.binh):
        asked(people, evaluation, member)
        change(evaluation, member, ("1.1",))

    concluded = actions.conclude(evaluation, by=people.thu)

    assert (concluded.mean, concluded.result["band"], concluded.stars) == (Decimal(98), 5, 2)
    assert concluded.result["missed"]["3"] == ["1.1-a"]


def test_defect_found_by_the_majority_rejects_the_product(people, evaluation):
    for member in (people.tam, people.binh):
        asked(people, evaluation, member)
        sheet = sheet_of(evaluation, member)
        actions.reopen_sheet(sheet, by=member)
        actions.save_marks(sheet, {"1.1": actions.MarkInput(option="", is_rejected=True)}, by=member)
        actions.send_sheet(sheet, by=member)

    concluded = actions.conclude(evaluation, discussion="Nguyên liệu nhập khẩu.", by=people.thu)

    assert (concluded.outcome, concluded.stars, concluded.result["found"]) == ("rejected", None, ["1.1"])


def test_ask_rescore_reaches_the_member_and_keeps_the_first_sheet(people, evaluation):
    request = asked(people, evaluation, people.chi)

    second = change(evaluation, people.chi, ("1.4",))

    request.refresh_from_db()
    assert (request.answer, second.number, second.total) == ("Đã chấm lại.", 2, 97)
    assert [sent.total for sent in sheet_of(evaluation, people.chi).sent.all()] == [100, 97]


def test_ask_rescore_is_not_repeated_nor_without_reason(people, evaluation):
    sheet = sheet_of(evaluation, people.chi)
    assert refused(actions.ask_rescore, sheet, reason=" ", by=people.thu) == "Hãy ghi lý do đề nghị xem lại."

    asked(people, evaluation, people.chi)

    assert refused(asked, people, evaluation, people.chi) == "Đang chờ Huỳnh Kim Chi trả lời đề nghị trước."


@pytest.mark.parametrize("name", ["mai", "lan", "son", "tam", "ha", "tu", "minh", "an"])
def test_ask_rescore_is_for_the_secretary(people, evaluation, name):
    with pytest.raises(PermissionDenied):
        actions.ask_rescore(sheet_of(evaluation, people.chi), reason="Xa", by=getattr(people, name))


def test_ask_rescore_waits_until_all_have_sent(people, evaluation):
    another_scorer(people, evaluation)

    assert refused(asked, people, evaluation, people.chi).startswith("Chỉ đề nghị xem lại khi mọi thành viên đã gửi")


def test_ask_rescore_after_the_conclusion_is_refused(people, evaluation):
    actions.conclude(evaluation, by=people.thu)

    assert refused(asked, people, evaluation, people.chi).startswith("Hội đồng đã kết luận hồ sơ này nên không đề nghị")


def test_member_may_keep_the_score_with_a_reason(people, evaluation):
    request = asked(people, evaluation, people.chi)
    sheet = sheet_of(evaluation, people.chi)
    actions.reopen_sheet(sheet, by=people.chi)
    actions.save_marks(sheet, {"1.4": actions.MarkInput(option="")}, opinion="Đổi", by=people.chi)
    assert refused(actions.keep_score, sheet, answer=" ", by=people.chi) == "Hãy ghi vì sao giữ nguyên điểm."

    actions.keep_score(sheet, answer="Hồ sơ đủ căn cứ.", by=people.chi)

    request.refresh_from_db()
    sheet.refresh_from_db()
    assert (request.answer, sheet.state, sheet.opinion) == ("Hồ sơ đủ căn cứ.", "sent", factories.OPINION)
    assert sheet.marks.get(criterion="1.4").option == "1.4-c"
    assert sheet.sent.count() == 1


def test_only_the_asked_member_looks_again(people, evaluation):
    sheet = sheet_of(evaluation, people.chi)
    assert refused(actions.reopen_sheet, sheet, by=people.chi).startswith("Không còn đề nghị xem lại nào")
    asked(people, evaluation, people.chi)

    for person in (people.tam, people.thu, people.son, people.an):
        with pytest.raises(PermissionDenied):
            actions.reopen_sheet(sheet, by=person)


def test_reopening_twice_changes_nothing(people, evaluation):
    asked(people, evaluation, people.chi)
    sheet = sheet_of(evaluation, people.chi)

    actions.reopen_sheet(sheet, by=people.chi)

    assert actions.reopen_sheet(sheet, by=people.chi).version == sheet.version


def test_open_request_holds_the_conclusion_unless_overridden_in_words(people, evaluation):
    asked(people, evaluation, people.chi)

    assert refused(actions.conclude, evaluation, by=people.thu).startswith("Còn đề nghị xem lại điểm")
    said = refused(actions.conclude, evaluation, without_answers=True, by=people.thu)
    assert said == "Hãy ghi ý kiến thảo luận của hội đồng trước khi bỏ qua đề nghị xem lại."
    concluded = actions.conclude(evaluation, without_answers=True, discussion="Đã bàn tại phiên.", by=people.thu)
    assert concluded.result["requests"][0]["answered"] is False


def test_half_changed_sheet_counts_as_it_was_sent(people, evaluation):
    asked(people, evaluation, people.chi)
    sheet = sheet_of(evaluation, people.chi)
    actions.reopen_sheet(sheet, by=people.chi)
    actions.save_marks(sheet, {"1.4": actions.MarkInput(option="")}, by=people.chi)

    concluded = actions.conclude(evaluation, without_answers=True, discussion="Đã bàn.", by=people.thu)

    assert concluded.result["totals"] == [100, 100, 100]


def test_conclude_all_closes_what_is_ready_and_says_what_is_not(people, evaluation):
    second = factories.given_to(
        people, factories.another_dossier(people, evaluation.dossier, name="Mứt dừa"), evaluation.council
    )

    concluded, waiting = actions.conclude_all(evaluation.meeting, by=people.thu)

    assert [each.pk for each in concluded] == [evaluation.pk]
    assert [(each.evaluation.pk, each.sentence) for each in waiting] == [
        (second.pk, "Hồ sơ đang ở bước «Tổ tư vấn đang xem xét», hội đồng chưa chấm.")
    ]
    evaluation.dossier.refresh_from_db()
    assert evaluation.dossier.state == State.CONCLUDED
    assert evaluation.dossier.steps.last().transition == "conclude"
    assert history_of(evaluation.dossier).last().verb == "dossier.conclude"


def test_conclude_all_gives_the_same_result_as_one_by_one(people, evaluation):
    actions.conclude_all(evaluation.meeting, by=people.thu)
    together = Evaluation.objects.get(pk=evaluation.pk)

    assert (together.mean, together.stars, together.concluded_by) == (Decimal(100), 5, people.thu)
    assert together.result["quorum"] == {"present": 3, "total": 3, "required": 2, "percent": 60}


def test_conclude_all_of_nothing_ready_is_refused_with_the_reason(people, evaluation):
    asked(people, evaluation, people.chi)

    said = refused(actions.conclude_all, evaluation.meeting, by=people.thu)

    assert said.startswith("Chưa hồ sơ nào kết luận được. Kẹo dừa sầu riêng: Còn đề nghị xem lại")


def test_conclude_all_twice_is_refused(people, evaluation):
    actions.conclude_all(evaluation.meeting, by=people.thu)

    said = refused(actions.conclude_all, evaluation.meeting, by=people.thu)

    assert said == "Phiên này không còn hồ sơ nào chờ kết luận."


@pytest.mark.parametrize("name", ["mai", "son", "tam", "ha", "tu", "an"])
def test_conclude_all_is_for_the_secretary(people, evaluation, name):
    with pytest.raises(PermissionDenied):
        actions.conclude_all(evaluation.meeting, by=getattr(people, name))


def test_conclude_all_asks_few_questions(people, evaluation, django_assert_max_num_queries):
    with django_assert_max_num_queries(45):
        actions.conclude_all(evaluation.meeting, by=people.thu)


def test_absence_is_recorded_once_and_not_for_who_has_sent(people, evaluation):
    meeting, seat = evaluation.meeting, evaluation.council.seats.get(user=people.ha)

    assert refused(actions.mark_absent, meeting, [seat], reason=" ", by=people.thu) == "Hãy ghi lý do vắng mặt."
    actions.mark_absent(meeting, [seat], reason="Đi công tác", by=people.thu)
    assert refused(actions.mark_absent, meeting, [seat], reason="x", by=people.thu).endswith("Hãy bỏ chọn người này.")
    sent = evaluation.council.seats.get(user=people.tam)
    assert refused(actions.mark_absent, meeting, [sent], reason="x", by=people.thu).startswith("Võ Minh Tâm đã gửi")
    other = factories.council(people).seats.first()
    assert refused(actions.mark_absent, meeting, [other], reason="x", by=people.thu).startswith("Người này không thuộc")


def test_absence_may_be_taken_back_until_the_conclusion(people, evaluation):
    meeting, seat = evaluation.meeting, evaluation.council.seats.get(user=people.ha)
    actions.mark_absent(meeting, [seat], reason="Ốm", by=people.thu)

    actions.mark_present(meeting, seat, by=people.thu)
    actions.mark_present(meeting, seat, by=people.thu)

    assert not meeting.absences.exists()
    actions.conclude(evaluation, by=people.thu)
    assert refused(actions.mark_present, meeting, seat, by=people.thu).startswith("Phiên đã có kết luận")
    assert refused(actions.mark_absent, meeting, [seat], reason="x", by=people.thu).startswith("Phiên đã có kết luận")


def test_discussion_of_a_meeting_is_the_secretarys(people, evaluation):
    actions.write_discussion(evaluation.meeting, " Thống nhất. ", by=people.thu)

    assert evaluation.meeting.discussion == "Thống nhất."
    with pytest.raises(PermissionDenied):
        actions.write_discussion(evaluation.meeting, "x", by=people.son)


def test_end_seat_waits_for_the_conclusion_once_a_sheet_is_sent(people, evaluation):
    seat = evaluation.council.seats.get(user=people.tam)

    assert refused(actions.end_seat, seat, by=people.son).startswith("Võ Minh Tâm đã gửi phiếu cho hồ sơ chưa kết luận")


def test_sheet_sent_before_a_hand_over_counts_and_the_successor_is_not_waited_for(people, evaluation):
    Appointment.objects.create(user=people.tu, role=Role.MEMBER, unit=people.province, starts=today())

    actions.hand_over_seats(people.tam, people.tu, by=people.an, on=today())

    assert standing_of(evaluation).waited_for == []
    assert allows(people.thu, "evaluation.see_scores", evaluation)
    factories.cleared(evaluation, people.tu)
    assert not allows(people.tu, "evaluation.score", evaluation)
    assert actions.conclude(evaluation, by=people.thu).result["totals"] == [100, 100, 100]


def test_conclude_refuses_an_older_evaluation_of_a_dossier_that_is_scored_anew(people, evaluation):
    Evaluation.objects.filter(pk=evaluation.pk).update(concluded_at=timezone.now())
    Evaluation.objects.create(dossier=evaluation.dossier, council=evaluation.council, opened_by=people.son)

    said = refused(actions.conclude, evaluation, by=people.thu)

    assert said == "Hội đồng đã kết luận hồ sơ này. Tải lại trang để xem."


def test_conclude_all_closes_several_and_tells_the_leader_once(people, evaluation):
    dossier = factories.another_dossier(people, evaluation.dossier, name="Mứt dừa")
    second = factories.report(people, factories.given_to(people, dossier, evaluation.council))
    factories.cleared(actions.begin_scoring(second, by=people.thu), *people.members)
    for member in people.members:
        factories.sent(second, member, lower=("1.4",))

    concluded, waiting = actions.conclude_all(evaluation.meeting, by=people.thu)

    assert ([each.mean for each in concluded], waiting) == ([Decimal(100), Decimal(97)], [])
    told = [n.text for n in Notice.objects.filter(to=people.ha).order_by("pk")]
    assert told[-1] == "Hội đồng đã kết luận 2 hồ sơ, chờ quyết định."
    officer = Notice.objects.filter(to=people.son).order_by("pk").last()
    assert officer.text == "2 hồ sơ: kết luận của hội đồng. Hồ sơ: có kết quả, chờ quyết định."
