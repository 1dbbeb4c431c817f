import pytest
from django.core.exceptions import PermissionDenied

from ocop.core.access import allows
from ocop.core.errors import Refused
from ocop.councils import actions
from ocop.councils.models import InterestDeclaration, ScoringSheet
from ocop.councils.tests import factories
from ocop.notices.models import Notice
from ocop.producers.models import Membership

STAGE = "in_scoring"


def refused(call, *args, **kwargs):
    with pytest.raises(Refused) as error:
        call(*args, **kwargs)
    return str(error.value)


def test_declare_opens_the_dossier_to_a_member_without_an_interest(people, evaluation):
    before = allows(people.tam, "dossier.view", evaluation.dossier)

    actions.declare_interest(evaluation, has_interest=False, by=people.tam)

    assert (before, allows(people.tam, "dossier.view", evaluation.dossier)) == (False, True)


def test_declare_keeps_the_dossier_closed_to_a_member_with_an_interest_and_tells_the_secretary(people, evaluation):
    actions.declare_interest(evaluation, has_interest=True, reason="Em ruột của giám đốc", by=people.tam)

    assert not allows(people.tam, "dossier.view", evaluation.dossier)
    assert not allows(people.tam, "evaluation.score", evaluation)
    assert Notice.objects.filter(to=people.thu).order_by("pk").last().text == (
        "Kẹo dừa sầu riêng: Võ Minh Tâm kê khai có lợi ích liên quan, không tham gia chấm."
    )


def test_declare_asks_for_the_reason_of_an_interest(people, evaluation):
    said = refused(actions.declare_interest, evaluation, has_interest=True, reason=" ", by=people.tam)

    assert said == "Hãy ghi quan hệ, lợi ích liên quan."


def test_declare_refuses_no_interest_from_someone_who_acts_for_the_producer(people, evaluation):
    Membership.objects.create(user=people.tam, producer=people.producer)

    said = refused(actions.declare_interest, evaluation, has_interest=False, by=people.tam)

    assert said.startswith("Bạn đang đại diện cho chủ thể của sản phẩm này")
    assert not InterestDeclaration.objects.filter(seat__user=people.tam).exists()


def test_member_who_starts_to_act_for_the_producer_cannot_score_any_more(people, evaluation):
    factories.cleared(evaluation, people.tam)

    Membership.objects.create(user=people.tam, producer=people.producer)

    assert not allows(people.tam, "evaluation.score", evaluation)


def test_declare_twice_is_refused(people, evaluation):
    factories.cleared(evaluation, people.tam)

    assert refused(actions.declare_interest, evaluation, has_interest=False, by=people.tam) == (
        "Bạn đã kê khai không có lợi ích với hồ sơ này. Hãy mở hồ sơ để xem và chấm."
    )


def test_interest_found_later_may_be_declared_but_not_taken_back(people, evaluation):
    factories.cleared(evaluation, people.tam)

    actions.declare_interest(evaluation, has_interest=True, reason="Mới góp vốn", by=people.tam)

    assert not allows(people.tam, "dossier.view", evaluation.dossier)
    assert refused(actions.declare_interest, evaluation, has_interest=False, by=people.tam)
    assert InterestDeclaration.objects.get(seat__user=people.tam).has_interest


def test_interest_is_not_declared_after_the_conclusion(people, evaluation):
    factories.cleared(evaluation, *people.members)
    for member in people.members:
        factories.sent(evaluation, member)
    actions.conclude(evaluation, by=people.thu)

    said = refused(actions.declare_interest, evaluation, has_interest=True, reason="Góp vốn", by=people.tam)

    assert said == "Hội đồng đã kết luận hồ sơ này. Hãy báo thư ký hội đồng bằng văn bản."


@pytest.mark.parametrize("name", ["mai", "lan", "hoa", "son", "thu", "tu", "minh", "an"])
def test_only_members_declare(people, evaluation, name):
    with pytest.raises(PermissionDenied):
        actions.declare_interest(evaluation, has_interest=False, by=getattr(people, name))


def test_declare_all_takes_each_dossier_with_its_answer(people, evaluation):
    count = actions.declare_all([evaluation], {evaluation.code: "Em ruột"}, by=people.tam)

    assert count == 1
    assert InterestDeclaration.objects.get(seat__user=people.tam).reason == "Em ruột"


def test_declare_all_of_nothing_is_refused(people, evaluation):
    assert refused(actions.declare_all, [], {}, by=people.tam) == "Không còn hồ sơ nào cần kê khai."


def test_open_sheet_makes_one_sheet_a_member(people, evaluation):
    factories.cleared(evaluation, people.tam)

    first = actions.open_sheet(evaluation, by=people.tam)

    assert actions.open_sheet(evaluation, by=people.tam) == first
    assert ScoringSheet.objects.count() == 1


def test_open_sheet_is_not_for_a_member_who_has_not_declared(people, evaluation):
    with pytest.raises(PermissionDenied):
        actions.open_sheet(evaluation, by=people.tam)


def test_save_mark_counts_the_version_and_keeps_the_answer(people, evaluation):
    sheet = actions.open_sheet(factories.cleared(evaluation, people.tam), by=people.tam)

    actions.save_mark(sheet, "1.1", "1.1-b", note="Hợp đồng 12/2026", version=0, by=people.tam)

    mark = sheet.marks.get()
    assert (mark.option, mark.note, mark.is_answered, sheet.version) == ("1.1-b", "Hợp đồng 12/2026", True, 1)


def test_save_mark_from_a_stale_window_is_refused_and_changes_nothing(people, evaluation):
    sheet = actions.open_sheet(factories.cleared(evaluation, people.tam), by=people.tam)
    actions.save_mark(sheet, "1.1", "1.1-b", version=0, by=people.tam)

    with pytest.raises(actions.Stale):
        actions.save_mark(sheet, "1.1", "1.1-c", version=0, by=people.tam)

    assert sheet.marks.get().option == "1.1-b"


def test_save_mark_again_after_a_lost_answer_is_taken(people, evaluation):
    sheet = actions.open_sheet(factories.cleared(evaluation, people.tam), by=people.tam)
    actions.save_mark(sheet, "1.1", "1.1-b", version=0, by=people.tam)

    actions.save_mark(sheet, "1.1", "1.1-b", version=0, by=people.tam)

    assert sheet.version == 1


@pytest.mark.parametrize(
    ("criterion", "given", "sentence"),
    [
        ("99", actions.MarkInput(option="99-a"), "Bộ tiêu chí này không có tiêu chí 99. Hãy tải lại trang."),
        ("1.1", actions.MarkInput(option="1.2-a"), "Tiêu chí 1.1 không có mức «1.2-a». Hãy tải lại trang."),
        ("1.2", actions.MarkInput(is_rejected=True), "Tiêu chí 1.2 không có căn cứ loại hoặc dừng đánh giá."),
    ],
)
def test_save_marks_refuses_what_the_sheet_does_not_print(people, evaluation, criterion, given, sentence):
    sheet = actions.open_sheet(factories.cleared(evaluation, people.tam), by=people.tam)

    assert refused(actions.save_marks, sheet, {criterion: given}, by=people.tam) == sentence


def test_note_alone_is_no_answer(people, evaluation):
    sheet = actions.open_sheet(factories.cleared(evaluation, people.tam), by=people.tam)

    actions.save_marks(sheet, {"1.1": actions.MarkInput(note="Xem lại hợp đồng")}, by=people.tam)

    assert not sheet.marks.get().is_answered


def test_nobody_else_writes_in_a_sheet(people, evaluation):
    sheet = actions.open_sheet(factories.cleared(evaluation, people.tam, people.binh), by=people.tam)

    for person in (people.binh, people.thu, people.son, people.an):
        with pytest.raises(PermissionDenied):
            actions.save_mark(sheet, "1.1", "1.1-b", by=person)


def test_send_freezes_the_answers_and_the_total(people, evaluation):
    sheet = factories.sent(factories.cleared(evaluation, people.tam), people.tam, lower=("1.1",))

    sent = sheet.sent.get()
    assert (sheet.state, sent.number, sent.total, sent.content["opinion"]) == ("sent", 1, 97, factories.OPINION)
    assert sent.content["answers"]["none"] == ["1.1"]


def test_send_names_what_is_not_answered(people, evaluation):
    sheet = actions.open_sheet(factories.cleared(evaluation, people.tam), by=people.tam)
    actions.save_mark(sheet, "1.1", "1.1-b", by=people.tam)

    said = refused(actions.send_sheet, sheet, by=people.tam)

    assert said == "Còn 31 tiêu chí chưa chấm: 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 2.1, 2.2…. Hãy chấm đủ rồi gửi."


def test_send_asks_for_an_opinion_in_words(people, evaluation):
    sheet = factories.filled(factories.cleared(evaluation, people.tam), people.tam, opinion=" ")

    assert refused(actions.send_sheet, sheet, by=people.tam) == "Hãy ghi ý kiến của người đánh giá trước khi gửi."


def test_criterion_whose_condition_fails_needs_no_answer_and_gives_no_points(people, evaluation):
    sheet = factories.filled(factories.cleared(evaluation, people.tam), people.tam)
    actions.save_mark(sheet, "5.1", "5.1-a", by=people.tam)

    content = actions.send_sheet(sheet, by=people.tam).content

    assert content["answers"]["not_applicable"] == ["5.2"]


def test_found_defect_ends_the_scoring_of_a_member(people, evaluation):
    sheet = actions.open_sheet(factories.cleared(evaluation, people.tam), by=people.tam)
    actions.save_marks(
        sheet, {"1.1": actions.MarkInput(option="", is_rejected=True)}, opinion="Toàn bộ nhập khẩu.", by=people.tam
    )

    content = actions.send_sheet(sheet, by=people.tam).content

    assert (content["answers"]["rejected"], len(content["answers"]["not_scored"])) == (["1.1"], 31)


def test_sent_sheet_is_not_changed_nor_sent_again(people, evaluation):
    sheet = factories.sent(factories.cleared(evaluation, people.tam), people.tam)

    said = refused(actions.save_mark, sheet, "1.1", "1.1-a", by=people.tam)

    assert said.startswith("Phiếu đã gửi nên không sửa được.")
    assert refused(actions.send_sheet, sheet, by=people.tam) == said


def test_draft_is_not_saved_after_the_conclusion(people, evaluation):
    factories.cleared(evaluation, *people.members)
    late = factories.filled(evaluation, people.chi)
    actions.mark_absent(evaluation.meeting, [late.seat], reason="Đi công tác", by=people.thu)
    for member in (people.tam, people.binh):
        factories.sent(evaluation, member)
    actions.conclude(evaluation, by=people.thu)

    assert refused(actions.save_opinion, late, "Muộn", by=people.chi) == (
        "Hội đồng đã kết luận hồ sơ này nên không sửa phiếu được nữa."
    )


def test_absent_member_does_not_score(people, evaluation):
    sheet = actions.open_sheet(factories.cleared(evaluation, people.tam), by=people.tam)
    actions.mark_absent(evaluation.meeting, [sheet.seat], reason="Ốm", by=people.thu)

    with pytest.raises(PermissionDenied):
        actions.save_opinion(sheet, "Tốt", by=people.tam)


def test_last_sheet_sent_tells_the_secretary(people, evaluation):
    factories.cleared(evaluation, *people.members)
    for member in people.members:
        factories.sent(evaluation, member)

    told = [n.text for n in Notice.objects.filter(to=people.thu) if "gửi đủ" in n.text]
    assert told == ["Kẹo dừa sầu riêng: các thành viên đã gửi đủ phiếu chấm."]


def test_damaged_line_is_a_sentence_and_is_not_sent(people, evaluation):
    sheet = factories.filled(factories.cleared(evaluation, people.tam), people.tam)
    sheet.marks.filter(criterion="1.2").update(option="1.1-a")

    said = refused(actions.send_sheet, sheet, by=people.tam)

    assert "được trả lời 2 lần" in said
    assert not sheet.sent.exists()
