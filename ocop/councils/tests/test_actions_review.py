from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.timezone import get_current_timezone

from ocop.accounts.models import Appointment, Role
from ocop.core.access import allows
from ocop.core.dates import today
from ocop.core.errors import Refused, Stale
from ocop.councils import actions
from ocop.councils.forms import MeetingForm, PutInMeetingForm
from ocop.councils.models import AdvisoryTeam, Council, Evaluation
from ocop.councils.tests import factories
from ocop.councils.tests.test_actions_sheets import refused
from ocop.dossiers.actions import answer_request, count_samples, extend_request, withdraw_request
from ocop.dossiers.models import Dossier, State
from ocop.dossiers.queries import awaiting
from ocop.dossiers.tests.factories import stored
from ocop.journal.queries import history_of
from ocop.notices.models import Notice
from ocop.producers.models import Membership
from ocop.programme.models import Round

STAGE = "in_review_again"


def conclude(evaluation, by):
    return actions.file_advisory_report(evaluation, conclusion="Đủ điều kiện.", by=by)


def visit(evaluation, by, **fields):
    given = {"visited_on": today(), "participants": "Tổ tư vấn", "findings": "Đúng hồ sơ.", **fields}
    return actions.record_site_visit(evaluation, by=by, **given)


@pytest.fixture
def waiting(people, evaluation):
    """A dossier put into a round, not given to a council yet."""
    return Dossier.objects.get(state=State.SCHEDULED)


def begin(waiting, people, **fields):
    given = {"council": Council.objects.get(), "team": AdvisoryTeam.objects.get(), "by": people.son, **fields}
    return actions.begin_review(waiting, **given)


def test_begin_review_gives_the_dossier_to_council_and_team(people, waiting):
    evaluation = begin(waiting, people)

    assert (waiting.state, evaluation.dossier, evaluation.team.members.get().user) == (
        State.IN_REVIEW,
        waiting,
        people.tu,
    )
    assert waiting in awaiting(people.son).filter(state=State.IN_REVIEW)
    assert Notice.objects.filter(to=people.tu, url=evaluation.get_absolute_url()).count() == 1


@pytest.mark.parametrize("name", ["mai", "lan", "hoa", "tam", "ha", "thu", "tu", "minh", "an"])
def test_begin_review_is_for_the_officer_of_the_desk(people, waiting, name):
    with pytest.raises(PermissionDenied):
        begin(waiting, people, by=getattr(people, name))


def test_begin_review_twice_is_refused(people, waiting):
    begin(waiting, people)

    assert refused(begin, waiting, people).startswith("Hồ sơ đã chuyển sang «Tổ tư vấn đang xem xét»")


def test_begin_review_waits_for_the_samples(people, waiting):
    count_samples(waiting, 3, by=people.son)

    assert refused(begin, waiting, people) == "Cần 5 sản phẩm mẫu, mới nhận 3. Hãy ghi số mẫu (Điều 6.2d)."
    assert Dossier.objects.get(pk=waiting.pk).state == State.SCHEDULED


def test_begin_review_wants_a_team_where_the_council_sits(people, waiting):
    assert refused(begin, waiting, people, team=None).startswith("Hãy chọn tổ tư vấn")


def test_begin_review_wants_a_round(people, waiting):
    Dossier.objects.filter(pk=waiting.pk).update(round=None)

    assert refused(begin, waiting, people) == "Hồ sơ chưa xếp vào đợt nào. Hãy xếp hồ sơ vào đợt trước."


def test_begin_review_refuses_a_council_whose_regulation_has_no_extra_rounds(people, waiting):
    Council.objects.update(allows_extra_rounds=False)

    assert refused(begin, waiting, people).startswith("Quy chế của hội đồng không cho phép đợt bổ sung.")


@pytest.mark.parametrize("model", [Council, AdvisoryTeam])
def test_begin_review_refuses_a_dissolved_body(people, waiting, model):
    model.objects.update(dissolved_on=today())

    assert "đã giải thể từ" in refused(begin, waiting, people)


@pytest.mark.parametrize("model", [Council, AdvisoryTeam])
def test_begin_review_refuses_another_units_body(people, waiting, model):
    model.objects.update(unit=people.nation)

    assert refused(begin, waiting, people).endswith("không phải của đơn vị đang giữ hồ sơ. Hãy chọn lại.")


def test_begin_review_may_name_the_meeting(people, waiting, evaluation):
    assert begin(waiting, people, meeting=evaluation.meeting).meeting == evaluation.meeting


def test_put_in_meeting_refuses_another_round(people, waiting, evaluation):
    other = Round.objects.exclude(pk=evaluation.meeting.round_id).filter(unit=people.province).last()
    Dossier.objects.filter(pk=waiting.pk).update(round=other)
    waiting.refresh_from_db()
    second = begin(waiting, people)

    assert refused(actions.put_in_meeting, second, evaluation.meeting, by=people.son).startswith("Phiên này thuộc")


def test_put_in_meeting_refuses_another_councils(people, evaluation):
    meeting = evaluation.meeting
    meeting.council = factories.council(people)
    meeting.save()

    assert refused(actions.put_in_meeting, evaluation, meeting, by=people.son).startswith("Phiên này của hội đồng khác")


def test_first_dossier_is_not_decided_by_written_opinions(people, evaluation):
    meeting = actions.plan_meeting(
        evaluation.council, evaluation.dossier.round, held_on=today(), mode="written", by=people.thu
    )

    assert refused(actions.put_in_meeting, evaluation, meeting, by=people.thu).startswith("Hồ sơ «Lần đầu» phải được")


def test_finding_is_written_over_until_the_report(people, evaluation):
    actions.record_finding(evaluation, "1.1", option="1.1-b", text="Thiếu hợp đồng", by=people.tu)
    actions.record_finding(evaluation, "1.1", option="1.1-c", text="Đã có hợp đồng", by=people.tu)

    assert [(f.option, f.text) for f in evaluation.findings.all()] == [("1.1-c", "Đã có hợp đồng")]


@pytest.mark.parametrize(("criterion", "option"), [("99", ""), ("1.1", "1.2-a")])
def test_finding_refuses_what_the_sheet_does_not_print(people, evaluation, criterion, option):
    with pytest.raises(Refused):
        actions.record_finding(evaluation, criterion, option=option, by=people.tu)


@pytest.mark.parametrize("name", ["mai", "lan", "hoa", "son", "tam", "ha", "thu", "minh", "an"])
def test_only_the_team_reviews(people, evaluation, name):
    someone = getattr(people, name)

    for act in (
        lambda: actions.record_finding(evaluation, "1.1", text="x", by=someone),
        lambda: visit(evaluation, someone),
        lambda: actions.ask_addition(evaluation, [("a", "b")], due_on=today(), by=someone),
        lambda: conclude(evaluation, someone),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_site_visit_keeps_its_file_for_those_who_see_the_evaluation(people, evaluation):
    made = visit(evaluation, people.tu, file=stored(people.tu))

    seen = [
        name
        for name in ("thu", "son", "tam", "mai", "an")
        if allows(getattr(people, name), "storedfile.view", made.file)
    ]
    assert seen == ["thu", "son"]
    assert refused(visit, evaluation, people.tu, visited_on=today() + timedelta(days=1)).startswith("Ngày khảo sát ở")
    assert refused(visit, evaluation, people.tu, findings=" ") == "Hãy ghi thành phần và kết quả khảo sát."


def test_ask_addition_reaches_the_producer_and_holds_the_report_and_the_scoring(people, evaluation):
    visit(evaluation, people.tu)

    actions.ask_addition(
        evaluation, [("Tiêu chí 1.1", "Bổ sung hợp đồng")], due_on=today() + timedelta(days=5), by=people.tu
    )

    assert evaluation.dossier in awaiting(people.mai)
    assert refused(conclude, evaluation, people.tu).startswith("Đang chờ chủ thể bổ sung hồ sơ")
    request = evaluation.dossier.amendment_requests.get()
    answer_request(evaluation.dossier, {request.items.get().pk: "Đã thêm."}, by=people.mai)
    assert conclude(evaluation, people.tu).filed_by == people.tu


def test_report_asks_for_words_and_a_visit(people, evaluation):
    assert refused(actions.file_advisory_report, evaluation, conclusion=" ", by=people.tu).startswith(
        "Hãy ghi kết luận"
    )
    assert refused(conclude, evaluation, people.tu).startswith("Hãy ghi kết quả khảo sát thực tế")


def test_report_is_filed_once_and_closes_the_review(people, evaluation):
    visit(evaluation, people.tu)
    conclude(evaluation, people.tu)

    said = refused(conclude, evaluation, people.tu)

    assert said.startswith("Báo cáo của tổ tư vấn đã gửi nên không sửa được nữa.")
    assert refused(actions.record_finding, evaluation, "1.1", text="x", by=people.tu) == said


def test_begin_scoring_needs_the_report_and_a_meeting(people, evaluation):
    Evaluation.objects.filter(pk=evaluation.pk).update(meeting=None)

    assert refused(actions.begin_scoring, evaluation, by=people.son).startswith("Tổ tư vấn chưa gửi báo cáo")
    visit(evaluation, people.tu)
    conclude(evaluation, people.tu)
    assert refused(actions.begin_scoring, evaluation, by=people.son).startswith("Hãy xếp hồ sơ vào một phiên")


@pytest.mark.parametrize("name", ["son", "thu"])
def test_begin_scoring_calls_the_members(people, evaluation, name):
    factories.report(people, evaluation)

    actions.begin_scoring(evaluation, by=getattr(people, name))

    assert evaluation.dossier.state == State.IN_SCORING
    url = f"/hoi-dong/viec/ke-khai/{evaluation.code}/"
    assert set(Notice.objects.filter(url=url).values_list("to", flat=True)) == {m.pk for m in people.members}
    assert refused(actions.begin_scoring, evaluation, by=people.son).startswith("Hồ sơ đã chuyển sang")


@pytest.mark.parametrize("name", ["mai", "lan", "hoa", "tam", "ha", "tu", "minh", "an"])
def test_begin_scoring_is_for_officer_and_secretary(people, evaluation, name):
    factories.report(people, evaluation)

    with pytest.raises(PermissionDenied):
        actions.begin_scoring(evaluation, by=getattr(people, name))


def test_concluded_evaluation_is_not_scored_again(people, evaluation):
    factories.report(people, evaluation)
    Evaluation.objects.filter(pk=evaluation.pk).update(concluded_at=timezone.now())

    assert refused(actions.begin_scoring, evaluation, by=people.son).startswith("Hội đồng đã kết luận lần đánh giá này")
    assert refused(actions.put_in_meeting, evaluation, evaluation.meeting, by=people.son).startswith(
        "Hội đồng đã kết luận hồ sơ này"
    )


@pytest.fixture
def again(people, waiting):
    """A re-evaluation given to the council, without a team."""
    kind = waiting.regime.dossier_kinds.get(key="re_evaluation")
    Dossier.objects.filter(pk=waiting.pk).update(kind=kind)
    waiting.refresh_from_db()
    return begin(waiting, people, team=None)


def meeting_of(evaluation, by, mode, **fields):
    given = {"held_on": today(), "mode": mode, "place": mode, "by": by, **fields}
    return actions.plan_meeting(evaluation.council, evaluation.dossier.round, **given)


def test_re_evaluation_goes_by_written_opinion_and_needs_a_report(people, again):
    actions.put_in_meeting(again, meeting_of(again, people.thu, "written"), by=people.thu)
    said = refused(actions.begin_scoring, again, by=people.thu)
    assert said.startswith("Chưa có báo cáo đánh giá. Hãy mở «Xem xét hồ sơ»")

    conclude(again, people.son)
    actions.begin_scoring(again, by=people.thu)

    assert again.dossier.state == State.IN_SCORING


GROUND = "Có thay đổi lớn về quy mô sản xuất"


def test_re_evaluation_is_looked_at_on_the_spot_only_on_a_ground_of_the_law(people, again):
    given = {"conclusion": "Đủ.", "by": people.son}
    assert refused(actions.file_advisory_report, again, site_check_grounds=["Khác"], **given).startswith(
        "Quyết định không nêu căn cứ «Khác»"
    )
    assert refused(actions.file_advisory_report, again, site_check_grounds=[GROUND], **given).endswith("(Điều 7.6c).")
    visit(again, people.son)

    assert actions.file_advisory_report(again, site_check_grounds=[GROUND], **given).site_check_grounds == [GROUND]


def test_officer_reports_where_there_is_no_team(people, again):
    assert conclude(again, people.son).filed_by == people.son


def test_re_evaluation_sits_only_on_a_ground_of_the_law(people, again):
    sitting = meeting_of(again, people.thu, "meeting")
    ground = "Có nội dung phức tạp cần thảo luận"
    for wrong in ("", "Tiện họp"):
        said = refused(actions.put_in_meeting, again, sitting, ground=wrong, by=people.thu)
        assert said.startswith("Hồ sơ «Đánh giá lại» lấy ý kiến bằng văn bản. Chỉ họp khi: có nhiều ý kiến")

    actions.put_in_meeting(again, sitting, ground=ground, by=people.thu)

    assert Evaluation.objects.get(pk=again.pk).meeting_ground == ground
    assert history_of(again).last().details["can_cu_hop"] == ground
    actions.put_in_meeting(again, meeting_of(again, people.thu, "written"), ground=ground, by=people.thu)
    assert Evaluation.objects.get(pk=again.pk).meeting_ground == ""


def test_first_dossier_is_never_decided_by_written_opinions_whatever_the_regulation(people, evaluation):
    Council.objects.update(mode="written")
    written = meeting_of(evaluation, people.thu, "written")

    assert refused(actions.put_in_meeting, evaluation, written, by=people.thu).startswith("Hồ sơ «Lần đầu» phải được")


def test_meeting_form_starts_from_the_kind_of_what_waits(people, evaluation, again):
    assert MeetingForm(evaluation.council).fields["mode"].initial == "written"
    assert "ground" in PutInMeetingForm(again).fields
    assert "ground" not in PutInMeetingForm(evaluation).fields


def ask(evaluation, people, days=5):
    due_on = today() + timedelta(days=days)
    return actions.ask_addition(evaluation, [("Tiêu chí 1.1", "Bổ sung hợp đồng")], due_on=due_on, by=people.tu)


def told(person):
    return Notice.objects.filter(to=person).order_by("pk").last().text


@pytest.mark.parametrize("name", ["tu", "son"])
def test_request_may_be_withdrawn_by_team_and_officer(people, evaluation, name):
    visit(evaluation, people.tu)
    ask(evaluation, people)
    assert refused(withdraw_request, evaluation.dossier, reason=" ", by=people.tu).startswith("Hãy ghi lý do rút")

    withdraw_request(evaluation.dossier, reason="Đã đủ.", by=getattr(people, name))

    assert told(people.mai).endswith("không cần trả lời nữa. Đã đủ.")
    assert history_of(evaluation.dossier).last().verb == "dossier.withdraw_request"
    assert refused(answer_request, evaluation.dossier, {}, by=people.mai).startswith("Yêu cầu bổ sung này đã đóng")
    assert refused(withdraw_request, evaluation.dossier, reason="x", by=people.tu).startswith("Không còn yêu cầu")
    assert conclude(evaluation, people.tu)


def test_request_may_be_given_more_time(people, evaluation):
    due_on = ask(evaluation, people).due_on
    assert refused(extend_request, evaluation.dossier, due_on=due_on, by=people.son).startswith("Hạn mới phải")

    later = due_on + timedelta(days=4)
    extend_request(evaluation.dossier, due_on=later, by=people.son)

    assert evaluation.dossier.amendment_requests.get().due_on == later
    assert told(people.mai).endswith(f"đến hết ngày {later:%d/%m/%Y}.")


@pytest.mark.parametrize("name", ["mai", "lan", "hoa", "tam", "ha", "thu", "minh", "an"])
def test_only_team_and_officer_settle_a_request(people, evaluation, name):
    ask(evaluation, people)

    with pytest.raises(PermissionDenied):
        withdraw_request(evaluation.dossier, reason="x", by=getattr(people, name))


def test_work_goes_on_when_the_day_of_a_request_has_gone_by(people, evaluation):
    visit(evaluation, people.tu)
    request = ask(evaluation, people, days=0)
    assert refused(conclude, evaluation, people.tu).startswith("Đang chờ chủ thể bổ sung hồ sơ, đến hết ngày")

    tomorrow = datetime.combine(today() + timedelta(days=1), time(9), tzinfo=get_current_timezone())
    with time_machine.travel(tomorrow, tick=False):
        conclude(evaluation, people.tu)

    request.refresh_from_db()
    assert request.closed_at is not None
    assert "Quá hạn" in told(people.mai)


def test_findings_of_another_adviser_are_not_overwritten_unseen(people, evaluation):
    Appointment.objects.create(user=people.chi, role=Role.ADVISER, unit=people.province, starts=today())
    actions.add_team_member(evaluation.team, actions.TeamInput(people.chi, "Sở"), by=people.son)
    actions.record_finding(evaluation, "1.1", text="Của Tú", by=people.tu)

    with pytest.raises(Stale, match="Bùi Anh Tú vừa sửa nhận xét tiêu chí"):
        actions.record_findings(
            evaluation,
            {"1.1": actions.FindingInput(text="Của Chi", version=0), "1.2": actions.FindingInput(text="x", version=0)},
            by=people.chi,
        )
    assert [f.text for f in evaluation.findings.all()] == ["Của Tú"]
    actions.record_findings(evaluation, {"1.1": actions.FindingInput(text="Của Chi", version=1)}, by=people.chi)

    line = history_of(evaluation).last()
    assert (line.verb, line.by, line.details["sua_cua"]) == ("evaluation.finding", people.chi, "Bùi Anh Tú")


def test_the_same_form_records_one_visit(people, evaluation):
    first = visit(evaluation, people.tu, token="abc")

    assert visit(evaluation, people.tu, token="abc") == first
    assert evaluation.site_visits.count() == 1


def test_nobody_acts_on_the_own_producers_dossier(people, evaluation, waiting):
    for person in (people.tu, people.thu, people.son):
        Membership.objects.create(user=person, producer=people.producer)

    for act in (
        lambda: actions.record_finding(evaluation, "1.1", text="x", by=people.tu),
        lambda: actions.put_in_meeting(evaluation, evaluation.meeting, by=people.thu),
        lambda: actions.begin_scoring(evaluation, by=people.thu),
        lambda: actions.begin_scoring(evaluation, by=people.son),
        lambda: begin(waiting, people),
    ):
        with pytest.raises(PermissionDenied):
            act()
