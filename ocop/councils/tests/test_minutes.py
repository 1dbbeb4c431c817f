"""Minutes are closed once, and stay what they were. In this stage Tâm, Bình and Chi have sent."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from docx import Document

from ocop.accounts.models import Appointment, Role
from ocop.core.dates import today
from ocop.councils import actions
from ocop.councils.models import Evaluation, Meeting
from ocop.councils.queries.printing import leader_docx, minutes_docx
from ocop.councils.tests import factories
from ocop.councils.tests.test_actions_sheets import refused
from ocop.journal.queries import history_of
from ocop.producers.models import Membership, Product

STAGE = "all_sent"


def words(data):
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def printed(meeting, paper=minutes_docx):
    meeting = Meeting.objects.select_related("council__unit").get(pk=meeting.pk)
    return words(paper(meeting, list(meeting.evaluations.filter(concluded_at__isnull=False))))


def times(**change):
    now = timezone.now()
    return {"started_at": now - timedelta(minutes=2), "ended_at": now - timedelta(minutes=1)} | change


@pytest.fixture
def concluded(people, evaluation):
    actions.write_discussion(evaluation.meeting, "Đã họp đủ.", by=people.thu)
    actions.conclude(evaluation, by=people.thu)
    return evaluation.meeting


def test_closed_minutes_keep_people_quorum_times_and_words(people, concluded):
    factories.closed(people, concluded)

    kept = Meeting.objects.get(pk=concluded.pk).minutes
    assert [(p["name"], p["part"]) for p in kept["present"]] == [
        (str(people.ha), "Chủ tịch hội đồng"),
        *((str(person), "Ủy viên") for person in (people.binh, people.chi, people.tam)),
        (str(people.thu), "Thư ký"),
    ]
    assert kept["quorum"] == {"present": 3, "total": 3, "required": 2}
    assert (kept["chair"]["name"], kept["secretary"]["name"]) == (str(people.ha), str(people.thu))
    assert history_of(concluded).last().verb == "meeting.close"
    paper = printed(concluded)
    assert "Bắt đầu lúc 00 giờ 00" in paper
    assert "Đã họp đủ." in paper


def test_closed_minutes_are_not_rewritten_by_a_hand_over_or_a_new_regulation(people, concluded):
    factories.closed(people, concluded)
    before = printed(concluded), printed(concluded, leader_docx)
    for role in (Role.LEADER, Role.MEMBER):
        Appointment.objects.create(user=people.tu, role=role, unit=people.province, starts=today())

    for leaving in (people.ha, people.tam):
        actions.hand_over_seats(leaving, people.tu if leaving == people.ha else people.lan, by=people.an, on=today())
    actions.amend_regulation(
        concluded.council, factories.regulation(number="99/QĐ", quorum_percent=90), in_force_from=today(), by=people.son
    )

    Product.objects.update(name="Tên mới")

    assert printed(concluded) == before[0]
    assert printed(concluded, leader_docx) == before[1].replace("Kẹo dừa sầu riêng", "Tên mới")


def test_minutes_not_closed_are_printed_as_a_draft(people, concluded):
    draft = printed(concluded)

    factories.closed(people, concluded)

    assert ("DỰ THẢO" in draft.upper(), "DỰ THẢO" in printed(concluded).upper()) == (True, False)


def test_member_with_an_interest_is_not_counted_as_present(people, evaluation):
    actions.declare_interest(evaluation, has_interest=True, reason="Góp vốn", by=people.chi)
    actions.conclude(evaluation, by=people.thu)

    kept = factories.closed(people, evaluation.meeting).minutes

    assert str(people.chi) not in [each["name"] for each in kept["present"]]
    assert [each["name"] for each in kept["excluded"]] == [str(people.chi)]
    assert kept["quorum"]["present"] == 2


def test_closing_waits_for_every_dossier_of_the_meeting(people, evaluation):
    said = refused(actions.close_meeting, evaluation.meeting, **times(), by=people.thu)
    assert said.startswith("Còn 1 hồ sơ chưa kết luận: Kẹo dừa sầu riêng.")

    empty = actions.plan_meeting(
        evaluation.council, evaluation.dossier.round, held_on=today(), place="Phòng 2", by=people.thu
    )
    assert refused(actions.close_meeting, empty, **times(), by=people.thu).startswith("Phiên chưa kết luận hồ sơ nào.")


def test_closing_refuses_times_that_cannot_be(people, concluded):
    now = timezone.now()
    for wrong, sentence in (
        ({"ended_at": now - timedelta(minutes=3)}, "Giờ kết thúc phải sau"),
        ({"started_at": now - timedelta(days=2)}, "Phiên được xếp ngày"),
        ({"ended_at": now + timedelta(minutes=5)}, "Giờ kết thúc ở tương lai."),
    ):
        assert refused(actions.close_meeting, concluded, **times(**wrong), by=people.thu).startswith(sentence)


def test_meeting_that_nobody_presided_is_not_closed(people, evaluation):
    chair = evaluation.council.seats.get(user=people.ha)
    actions.mark_absent(evaluation.meeting, [chair], reason="Đi công tác", by=people.thu)
    actions.conclude(evaluation, by=people.thu)

    assert refused(factories.closed, people, evaluation.meeting).startswith("Chủ tịch và Phó Chủ tịch đều vắng")


def test_closed_meeting_is_not_written_over_nor_filled_again(people, concluded):
    factories.closed(people, concluded)

    assert refused(factories.closed, people, concluded).startswith("Biên bản phiên này đã khóa lúc")
    assert refused(actions.write_discussion, concluded, "Khác", by=people.thu).startswith("Biên bản phiên này đã khóa")
    second = factories.another_dossier(people, Evaluation.objects.get().dossier, name="Mứt dừa")
    other = factories.given_to(people, second, concluded.council, meeting=False)
    assert refused(actions.put_in_meeting, other, concluded, by=people.thu).endswith(
        "Hãy chọn phiên khác hoặc xếp phiên mới."
    )


@pytest.mark.parametrize("name", ["mai", "lan", "son", "tam", "ha", "tu", "an"])
def test_closing_is_for_the_secretary(people, concluded, name):
    with pytest.raises(PermissionDenied):
        actions.close_meeting(concluded, **times(), by=getattr(people, name))


def test_secretary_with_an_interest_leaves_the_meeting_to_another(people, evaluation):
    chair = evaluation.council.seats.get(user=people.ha)
    Membership.objects.create(user=people.thu, producer=people.producer)

    for act in (
        lambda: actions.mark_absent(evaluation.meeting, [chair], reason="Ốm", by=people.thu),
        lambda: actions.mark_present(evaluation.meeting, chair, by=people.thu),
        lambda: actions.close_meeting(evaluation.meeting, **times(), by=people.thu),
    ):
        assert refused(act).startswith("Bạn có lợi ích liên quan với Kẹo dừa sầu riêng của phiên này.")
