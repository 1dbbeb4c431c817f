"""What is hidden stays hidden: in rows, lists, pages, history. In this stage Tâm and Bình have sent, Chi has not."""

import pytest
from django.contrib.auth.models import AnonymousUser

from ocop.accounts.models import Appointment, Role
from ocop.core.access import allows
from ocop.core.dates import today
from ocop.councils import actions
from ocop.councils.models import Evaluation, ScoringSheet
from ocop.councils.queries.meetings import agenda_of
from ocop.councils.queries.panel import panel_of
from ocop.councils.queries.scores import others_of
from ocop.councils.queries.tasks import my_sheets, sees_councils, sits_or_advises, task_count, tasks_of
from ocop.councils.tests import factories
from ocop.dossiers.models import Dossier
from ocop.files.models import StoredFile
from ocop.producers.models import Membership

STAGE = "two_sent"
TOTAL = "94"
"""What Tâm gave, and nobody but Tâm may find on any page before the others have sent."""


def sheets_seen(person):
    rows = ScoringSheet.objects.allowed(person, "scoringsheet.view").order_by("pk")
    return [sheet.seat.user.full_name.split()[-1] for sheet in rows]


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("tam", ["Tâm", "Bình"]),
        ("binh", ["Tâm", "Bình"]),
        ("chi", ["Chi"]),
        ("thu", []),
        ("son", []),
        ("ha", []),
        ("tu", []),
        ("mai", []),
        ("lan", []),
        ("hoa", []),
        ("minh", []),
        ("an", []),
    ],
)
def test_sheets_seen_while_one_member_is_waited_for(people, evaluation, name, seen):
    factories.filled(evaluation, people.chi)

    assert sheets_seen(getattr(people, name)) == seen


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("chi", ["Tâm", "Bình", "Chi"]),
        ("thu", ["Tâm", "Bình", "Chi"]),
        ("son", ["Tâm", "Bình", "Chi"]),
        ("ha", []),
        ("tu", []),
        ("mai", []),
        ("lan", []),
        ("an", []),
    ],
)
def test_sheets_seen_when_all_have_sent(people, evaluation, name, seen):
    factories.sent(evaluation, people.chi)

    assert sheets_seen(getattr(people, name)) == seen


def test_leader_sees_sheets_and_result_only_after_the_conclusion(people, evaluation):
    factories.sent(evaluation, people.chi)
    before = allows(people.ha, "evaluation.view", evaluation), sheets_seen(people.ha)

    actions.conclude(evaluation, by=people.thu)

    assert before == (False, [])
    assert sheets_seen(people.ha) == ["Tâm", "Bình", "Chi"]
    assert allows(people.ha, "dossier.view", evaluation.dossier)


def test_chair_who_does_not_score_follows_after_declaring(people, evaluation):
    before = allows(people.ha, "evaluation.follow", evaluation)

    factories.cleared(evaluation, people.ha)

    assert (before, allows(people.ha, "evaluation.follow", evaluation)) == (False, True)
    assert not allows(people.ha, "evaluation.see_scores", evaluation)
    assert not allows(people.ha, "evaluation.score", evaluation)


def test_member_with_an_interest_loses_everything(people, evaluation):
    actions.declare_interest(evaluation, has_interest=True, reason="Góp vốn", by=people.tam)

    assert sheets_seen(people.tam) == ["Tâm"]
    assert Evaluation.objects.allowed(people.tam, "evaluation.view").count() == 0
    assert Dossier.objects.allowed(people.tam, "dossier.view").count() == 0
    assert StoredFile.objects.allowed(people.tam, "storedfile.view").count() == 0


def test_secretary_who_scores_declares_before_the_dossier_opens(people, evaluation):
    evaluation.council.seats.filter(user=people.thu).update(is_scoring=True)

    assert not allows(people.thu, "dossier.view", evaluation.dossier)
    factories.cleared(evaluation, people.thu)
    assert allows(people.thu, "dossier.view", evaluation.dossier)


def test_secretary_with_an_interest_neither_follows_nor_concludes(people, evaluation):
    factories.sent(evaluation, people.chi)
    Membership.objects.create(user=people.thu, producer=people.producer)

    assert not allows(people.thu, "evaluation.follow", evaluation)
    assert not allows(people.thu, "dossier.conclude", evaluation.dossier)


def test_officer_who_acts_for_the_producer_does_not_follow(people, evaluation):
    Membership.objects.create(user=people.son, producer=people.producer)

    assert not allows(people.son, "evaluation.follow", evaluation)


def test_administrator_with_a_role_in_the_unit_still_sees_no_score(people, evaluation):
    factories.sent(evaluation, people.chi)
    Appointment.objects.create(user=people.an, role=Role.MEMBER, unit=people.province, starts=today())

    assert sheets_seen(people.an) == []
    assert Evaluation.objects.allowed(people.an, "evaluation.view").count() == 0


def test_files_and_report_open_to_the_council_and_the_team(people, evaluation):
    file = evaluation.dossier.evidence.first().file
    seen = {
        name: (
            allows(getattr(people, name), "storedfile.view", file),
            allows(getattr(people, name), "dossier.read_report", evaluation.dossier),
        )
        for name in ("tam", "tu", "thu", "ha", "hoa", "minh", "an")
    }

    both, neither = (True, True), (False, False)
    assert seen == {"tam": both, "tu": both, "thu": both, "ha": neither, "hoa": neither, "minh": neither, "an": neither}


def test_producer_and_commune_see_no_result_before_the_decision(people, evaluation):
    factories.sent(evaluation, people.chi)
    actions.conclude(evaluation, by=people.thu)
    hidden = [allows(person, "evaluation.see_result", evaluation) for person in (people.mai, people.lan)]

    Dossier.objects.filter(pk=evaluation.dossier_id).update(state="not_recognised")

    assert hidden == [False, False]
    assert [allows(p, "evaluation.see_result", evaluation) for p in (people.mai, people.lan)] == [True, True]
    assert not allows(people.hoa, "evaluation.see_result", evaluation)
    assert not allows(people.mai, "evaluation.see_scores", evaluation)


PAGES = (
    "/hoi-dong/",
    "/hoi-dong/viec/",
    "/hoi-dong/danh-gia/{evaluation}/",
    "/hoi-dong/phien/{meeting}/",
    "/ban-lam-viec/ho-so/{dossier}/",
    "/thong-bao/",
    "/hoi-dong/viec/phieu/{sheet}/",
    "/hoi-dong/viec/phieu/{sheet}/phieu.docx",
    "/hoi-dong/phien/{meeting}/bien-ban.docx",
)


@pytest.mark.parametrize("name", ["lan", "son", "ha", "thu", "chi", "an"])
def test_no_page_tells_what_a_member_gave_before_all_have_sent(people, evaluation, client, name):
    sheet = ScoringSheet.objects.get(seat__user=people.tam)
    client.force_login(getattr(people, name))
    codes = {
        "evaluation": evaluation.code,
        "meeting": evaluation.meeting.code,
        "dossier": evaluation.dossier.code,
        "sheet": sheet.code,
    }

    answers = [client.get(page.format(**codes)) for page in PAGES]

    assert sheet.total == int(TOTAL)
    assert [a for a in answers if a.status_code == 200 and f"{TOTAL} điểm" in a.content.decode()] == []
    assert answers[6].status_code == answers[7].status_code == 404


def test_member_who_has_sent_reads_the_own_total(people, client):
    client.force_login(people.tam)

    assert f"{TOTAL} điểm" in client.get("/hoi-dong/viec/").content.decode()


def test_agenda_says_who_is_waited_for_and_no_figure(people, evaluation):
    line = agenda_of(evaluation.meeting, people.thu)[0]

    assert [str(seat.user) for seat in line.standing.waited_for] == ["Huỳnh Kim Chi"]
    assert (line.sees_scores, line.sees_result) == (False, False)
    assert agenda_of(evaluation.meeting, people.chi)[0].standing is None
    assert agenda_of(evaluation.meeting, people.an) == []


def test_panel_shows_progress_to_those_who_follow_and_nothing_to_strangers(people, evaluation):
    assert panel_of(evaluation.dossier, people.thu)["standing"].quorum.present == 2
    assert panel_of(evaluation.dossier, people.tam)["standing"] is None
    assert panel_of(evaluation.dossier, people.mai) is None
    assert panel_of(evaluation.dossier, people.an) is None


def test_panel_shows_the_result_to_the_leader_after_the_conclusion(people, evaluation):
    factories.sent(evaluation, people.chi)
    actions.conclude(evaluation, by=people.thu)

    assert panel_of(evaluation.dossier, people.ha)["result"].words == "5 sao"
    assert panel_of(evaluation.dossier, people.mai) is None


def test_tasks_name_what_waits_for_whom(people, evaluation):
    factories.filled(evaluation, people.chi)

    assert [(t.words, t.answered, t.total) for t in my_sheets(people.chi)] == [("Đang chấm", 32, 32)]
    assert [t.words for t in tasks_of(people.tam)] == []
    assert [t.words for t in tasks_of(people.ha)] == ["Kê khai lợi ích trước khi mở hồ sơ"]
    assert [task_count(p) for p in (people.chi, people.tam, people.ha, people.tu, people.an)] == [1, 0, 1, 0, 0]


def test_task_to_look_again_comes_first(people, evaluation):
    factories.sent(evaluation, people.chi)
    sheet = ScoringSheet.objects.get(seat__user=people.tam)
    actions.ask_rescore(sheet, reason="Thấp hơn hẳn", by=people.thu)

    assert [t.words for t in tasks_of(people.tam)] == ["Xem lại điểm"]
    assert task_count(people.tam) == 1


def test_task_of_a_sheet_not_opened_yet(people, evaluation):
    assert [(t.words, t.posts) for t in tasks_of(people.chi)] == [("Chưa chấm", True)]


def test_others_are_those_the_person_may_see(people, evaluation):
    assert [str(s.seat.user) for s in others_of(evaluation, people.tam)] == ["Đỗ Thanh Bình"]
    assert others_of(evaluation, people.chi) == []


def test_visitor_has_no_tasks_and_no_councils(people):
    visitor = AnonymousUser()

    assert (task_count(visitor), sits_or_advises(visitor), sees_councils(visitor)) == (0, False, False)
    assert [sits_or_advises(p) for p in (people.tam, people.tu, people.mai)] == [True, True, False]
    assert [sees_councils(p) for p in (people.son, people.tam, people.mai)] == [True, True, False]
