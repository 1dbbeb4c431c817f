"""The officers' and the team's pages. In this stage Tâm, Bình and Chi are cleared and nobody has opened a sheet."""

import re
from datetime import timedelta

import pytest

from ocop.accounts.models import Appointment, Role
from ocop.core.access import allows
from ocop.core.dates import today
from ocop.councils import actions
from ocop.councils.models import AdvisoryTeam, Council, Meeting
from ocop.councils.tests import factories
from ocop.dossiers.models import State
from ocop.dossiers.tests.factories import picture, stored

STAGE = "all_cleared"


@pytest.fixture
def at(client, people):
    """A signed-in client of one of the cast."""

    def sign_in(name):
        client.force_login(getattr(people, name))
        return client

    return sign_in


def people_data(people, **parts):
    data = {}
    for person, (part, agency) in parts.items():
        key = f"p{getattr(people, person).pk}"
        data |= {f"{key}-part": part, f"{key}-agency": agency}
        if part == "member":
            data[f"{key}-is_scoring"] = "on"
    return data


def council_data(people, **more):
    level = factories.deciding_level(people.province)
    return {
        "place": f"{level.pk}-{people.province.pk}",
        "name": "Hội đồng đợt hai",
        "decision_number": "77/QĐ-UBND",
        "decision_date": today().isoformat(),
        "regulation_number": "78/QĐ-UBND",
        "regulation_date": today().isoformat(),
        "quorum_percent": "70",
        "spread_limit": "10",
        "mode": "meeting",
        **people_data(
            people,
            ha=("chair", "UBND tỉnh"),
            tam=("member", "Sở Công Thương"),
            thu=("secretary", "Chi cục"),
        ),
        **more,
    }


def test_council_is_set_up_on_one_page_with_a_warning_first(at, people):
    client = at("son")

    warned = client.post("/hoi-dong/lap/", council_data(people))
    done = client.post("/hoi-dong/lap/", council_data(people, confirmed="on"))

    council = Council.objects.get(decision_number="77/QĐ-UBND")
    assert "Thành phần còn thiếu đại diện" in warned.content.decode()
    assert done.url == council.get_absolute_url()
    assert [seat.user for seat in council.seats.filter(is_scoring=True)] == [people.tam]


def test_the_page_proposes_the_usual_spread_limit(at):
    form = at("son").get("/hoi-dong/lap/").context["form"]

    assert form["spread_limit"].value() == form.places[form["place"].initial][1].regime.reading("members_spread_limit")


def test_set_up_pages_are_for_officers_of_deciding_units(at):
    found = {name: at(name).get("/hoi-dong/lap/").status_code for name in ("son", "lan", "tam", "ha", "thu", "an")}

    assert found == {"son": 200, "lan": 403, "tam": 403, "ha": 403, "thu": 403, "an": 403}
    assert at("lan").get("/hoi-dong/to-tu-van/lap/").status_code == 403
    assert at("son").get("/hoi-dong/lap/").content.decode().count('<fieldset class="seat"') == 5


def test_team_is_set_up_and_changed_on_its_pages(at, people):
    client = at("son")
    level = factories.deciding_level(people.province)
    data = {
        "place": f"{level.pk}-{people.province.pk}",
        "name": "Tổ hai",
        "decision_number": "79/QĐ-UBND",
        "decision_date": today().isoformat(),
        "lead": people.tu.pk,
    }

    nobody = client.post("/hoi-dong/to-tu-van/lap/", data).content.decode()
    client.post("/hoi-dong/to-tu-van/lap/", {**data, f"p{people.tu.pk}-joins": "on", f"p{people.tu.pk}-agency": "Sở"})
    team = AdvisoryTeam.objects.get(name="Tổ hai")
    page = f"/hoi-dong/to-tu-van/{team.code}/"
    last = client.post(page + "thoi/", {"member": team.members.get().pk}, follow=True).content.decode()
    wrong = client.post(page + "them/", {"agency": "Chi cục"})
    gone = client.post(page + "thoi/", {"member": "x"}, follow=True).content.decode()

    assert "Tổ tư vấn phải có đúng một tổ trưởng." in nobody
    assert "Đây là người cuối cùng của tổ." in last
    assert (wrong.status_code, 'value="Chi cục"' in wrong.content.decode()) == (422, True)
    assert "Không còn người này trong tổ." in gone
    assert client.get(page).status_code == 200


def test_council_page_adds_and_ends_seats_and_plans_meetings(at, people, evaluation):
    client = at("son")
    council = evaluation.council
    base = council.get_absolute_url()
    chi = council.seats.get(user=people.chi)

    client.post(base + "thoi/", {"seat": chi.code})
    appointment = people.chi.appointments.get()
    wrong = client.post(base + "them/", {"person": appointment.pk})
    client.post(base + "them/", {"person": appointment.pk, "part": "member", "agency": "Sở Y tế", "is_scoring": "on"})
    unknown = client.post(base + "thoi/", {"seat": "x"}, follow=True).content.decode()
    no_round = client.post(base + "xep-phien/", {})
    planned = client.post(
        base + "xep-phien/",
        {
            "round": evaluation.dossier.round.code,
            "held_on": today().isoformat(),
            "mode": "meeting",
            "place": "Hội trường",
        },
    )

    assert (wrong.status_code, no_round.status_code) == (422, 422)
    assert council.seats.get(user=people.chi, ended_on=None).agency == "Sở Y tế"
    assert "Không còn thành viên này" in unknown
    assert planned.url == f"/hoi-dong/phien/{Meeting.objects.order_by('pk').last().code}/"


def test_council_pages_for_those_who_may_not_change_them(at, evaluation):
    base = evaluation.council.get_absolute_url()

    assert at("tam").get(base).status_code == 200
    assert at("tam").post(base + "them/", {}).status_code == 403
    assert at("lan").get(base).status_code == 404


def test_dossier_is_given_to_council_and_team_from_its_page(at, people, evaluation):
    dossier = factories.another_dossier(people, evaluation.dossier, name="Mứt dừa")
    client = at("son")
    url = f"/hoi-dong/ho-so/{dossier.code}/giao/"
    team = AdvisoryTeam.objects.get()

    page = client.get(url).content.decode()
    refused = client.post(url, {"council": evaluation.council.code, "team": ""}).content.decode()
    AdvisoryTeam.objects.update(level=evaluation.dossier.regime.levels.get(unit_level="nation"))
    wrong = client.post(url, {"council": evaluation.council.code, "team": team.code}).content.decode()
    AdvisoryTeam.objects.update(level=evaluation.council.level)
    done = client.post(url, {"council": evaluation.council.code, "team": team.code})

    assert "Giao hồ sơ" in page
    assert "form-errors" in refused
    assert "form-errors" in wrong
    assert done.url == dossier.evaluations.get().get_absolute_url()


def test_team_reviews_on_its_page(at, people, evaluation):
    dossier = factories.another_dossier(people, evaluation.dossier, name="Mứt dừa")
    second = factories.given_to(people, dossier, evaluation.council, meeting=False)
    client = at("tu")
    base = f"/hoi-dong/viec/xem-xet/{second.code}/"

    page = client.get(base).content.decode()
    saved = client.post(base + "luu/", {"_changed": ["q-1.1", "ghi-1.1"], "q-1.1": "1.1-b", "ghi-1.1": "Thiếu"}).json()
    client.post(base, {"q-1.2": "1.2-a", "ghi-1.2": "", "q-1.3": "", "ghi-1.3": ""})
    bad_visit = client.post(base + "khao-sat/", {})
    future = client.post(base + "khao-sat/", {"visited_on": "2099-01-01", "participants": "a", "findings": "b"})
    client.post(base + "khao-sat/", {"visited_on": today().isoformat(), "participants": "Tổ", "findings": "Đúng"})
    bad_items = client.post(base + "bo-sung/", {"due_on": today().isoformat(), "subject": ["Mục 1"], "reason": [""]})
    no_day = client.post(base + "bo-sung/", {"subject": ["Mục 1"], "reason": ["x"]})
    asked = client.post(base + "bo-sung/", {"due_on": today().isoformat(), "subject": ["Mục 1"], "reason": ["Thiếu"]})
    waiting = client.post(base + "bao-cao/", {"conclusion": "Đủ"})
    empty = client.post(base + "bao-cao/", {})

    assert page.count("data-criterion=") == 32
    assert saved["show"] == {"done": "1"}
    assert {f.criterion: (f.option, f.text) for f in second.findings.all()} == {
        "1.1": ("1.1-b", "Thiếu"),
        "1.2": ("1.2-a", ""),
    }
    codes = [r.status_code for r in (bad_visit, future, bad_items, no_day, waiting, empty)]
    assert codes == [422] * 6
    assert asked.status_code == 302


def test_team_files_its_report_on_its_page(at, people, evaluation):
    dossier = factories.another_dossier(people, evaluation.dossier, name="Mứt dừa")
    second = factories.given_to(people, dossier, evaluation.council)
    client = at("tu")
    base = f"/hoi-dong/viec/xem-xet/{second.code}/"
    client.post(base + "khao-sat/", {"visited_on": today().isoformat(), "participants": "Tổ", "findings": "Đúng"})

    client.post(base + "bao-cao/", {"conclusion": "Đủ điều kiện."})
    started = at("son").post(f"/hoi-dong/danh-gia/{second.code}/cham/")

    assert started.url == second.get_absolute_url()
    dossier.refresh_from_db()
    assert dossier.state == State.IN_SCORING
    assert at("tu").get(base).status_code == 403


def test_list_shows_councils_and_open_evaluations_to_those_who_see_them(at):
    found = {name: "Kẹo dừa sầu riêng" in at(name).get("/hoi-dong/").content.decode() for name in ("son", "tam", "an")}

    assert found == {"son": True, "tam": True, "an": False}


def test_visitor_is_led_to_the_sign_in(client, evaluation):
    for url in ("/hoi-dong/", "/hoi-dong/viec/", evaluation.get_absolute_url()):
        assert client.get(url).status_code == 302


def test_delegation_is_attached_shown_and_read_by_who_sees_the_council(at, people, evaluation):
    client = at("son")
    council = evaluation.council
    appointment = Appointment.objects.create(
        user=people.tu, role=Role.MEMBER, unit=people.province, agency="Sở Y tế", starts=today()
    )
    given = {"person": appointment.pk, "part": "member", "agency": "Sở Y tế"}
    given["delegation_upload"] = picture("uy-quyen.jpg")

    client.post(council.get_absolute_url() + "them/", given)

    file = council.seats.get(user=people.tu).delegation_file
    assert f"/tep/{file.code}/" in client.get(council.get_absolute_url()).content.decode()
    seen = {name: allows(getattr(people, name), "storedfile.view", file) for name in ("tam", "ha", "mai", "lan")}
    assert seen == {"tam": True, "ha": True, "mai": False, "lan": False}


def test_delegation_is_attached_while_the_council_is_set_up(at, people):
    key = f"p{people.ha.pk}-delegation_upload"

    at("son").post("/hoi-dong/lap/", council_data(people, confirmed="on", **{key: picture("uy-quyen.jpg")}))

    council = Council.objects.get(decision_number="77/QĐ-UBND")
    assert council.seats.get(user=people.ha).delegation_file.name == "uy-quyen.jpg"


def test_decision_of_a_team_is_read_by_its_members(at, people, evaluation):
    team = evaluation.team
    team.decision_file = stored(people.son)
    team.save()

    assert f"/tep/{team.decision_file.code}/" in at("tu").get(f"/hoi-dong/to-tu-van/{team.code}/").content.decode()
    assert allows(people.tu, "storedfile.view", team.decision_file)
    assert not allows(people.tam, "storedfile.view", team.decision_file)


def test_refused_acts_on_the_council_keep_what_was_typed(at, people, evaluation):
    client, council = at("son"), evaluation.council
    factories.sent(evaluation, people.tam)
    appointment = Appointment.objects.create(user=people.tu, role=Role.MEMBER, unit=people.province, starts=today())
    seat = {"person": appointment.pk, "part": "member", "agency": "Sở Tài chính", "is_scoring": "on"}
    meeting = {"round": evaluation.dossier.round.code, "held_on": "2020-01-01", "mode": "meeting", "place": "Phòng 9"}

    added = client.post(council.get_absolute_url() + "them/", seat)
    planned = client.post(council.get_absolute_url() + "xep-phien/", meeting)

    assert (added.status_code, 'value="Sở Tài chính"' in added.content.decode()) == (422, True)
    assert (planned.status_code, 'value="Phòng 9"' in planned.content.decode()) == (422, True)


def test_regulation_is_amended_and_the_council_dissolved_on_their_pages(at, people):
    council, client = factories.council(people), at("son")
    base = council.get_absolute_url()
    data = {
        "regulation_number": "8/QĐ-HĐ",
        "regulation_date": today().isoformat(),
        "in_force_from": today().isoformat(),
        "quorum_percent": "80",
        "spread_limit": "8",
        "mode": "meeting",
    }

    shown = client.get(base + "sua-quy-che/").content.decode()
    wrong = client.post(base + "sua-quy-che/", {**data, "in_force_from": "2099-01-01"})
    client.post(base + "sua-quy-che/", data)
    page = client.get(base).content.decode()
    no_reason = client.post(base + "giai-the/", {"on": today().isoformat()})
    late = client.post(base + "giai-the/", {"on": "2099-01-01", "reason": "QĐ 9"})
    client.post(base + "giai-the/", {"on": today().isoformat(), "reason": "QĐ 9"})

    assert 'value="60"' in shown
    assert (wrong.status_code, no_reason.status_code, late.status_code) == (422, 422, 422)
    assert "Quy chế số 1521/QĐ-UBND" in page.replace(council.regulation_number, "1521/QĐ-UBND")
    council.refresh_from_db()
    assert (council.quorum_percent, council.dissolved_on) == (80, today())
    assert at("tam").get(base + "giai-the/").status_code == 403


def test_team_is_dissolved_on_its_page(at, people):
    team, client = factories.team(people), at("son")
    url = f"/hoi-dong/to-tu-van/{team.code}/giai-the/"

    late = client.post(url, {"on": "2099-01-01", "reason": "QĐ 9"})
    client.post(url, {"on": today().isoformat(), "reason": "QĐ 9"})

    team.refresh_from_db()
    assert (late.status_code, team.dissolved_on) == (422, today())
    assert client.get(url).status_code == 403


@pytest.fixture
def in_review(people, evaluation):
    """One more dossier, with Tú's team."""
    dossier = factories.another_dossier(people, evaluation.dossier, name="Mứt dừa")
    return factories.given_to(people, dossier, evaluation.council)


def test_request_for_additions_is_settled_from_the_pages(at, people, in_review):
    base = f"/hoi-dong/viec/xem-xet/{in_review.code}/"
    acts = f"/hoi-dong/danh-gia/{in_review.code}/"
    ask = {"due_on": today().isoformat(), "subject": ["Mục 1"], "reason": ["Thiếu"]}
    at("tu").post(base + "bo-sung/", ask)
    later = today() + timedelta(days=3)

    team_page = at("tu").get(base).content.decode()
    officer = at("son")
    officer_page = officer.get(in_review.get_absolute_url()).content.decode()
    wrong = officer.post(acts + "gia-han-bo-sung/", {"due_on": "x"}, follow=True).content.decode()
    extended = officer.post(acts + "gia-han-bo-sung/", {"due_on": later.isoformat()})
    withdrawn = at("tu").post(acts + "rut-bo-sung/", {"reason": "Đã đủ."})

    assert (acts + "rut-bo-sung/" in team_page, acts + "gia-han-bo-sung/" in officer_page) == (True, True)
    assert "Hãy ghi hạn mới đúng dạng ngày." in wrong
    assert (extended.url, withdrawn.url) == (in_review.get_absolute_url(), base)
    request = in_review.dossier.amendment_requests.get()
    assert (request.due_on, request.closed_at is not None) == (later, True)
    assert "đã đóng" in at("tu").get(base).content.decode()


def written(in_review):
    return {f.criterion: (f.by.full_name, f.text) for f in in_review.findings.all()}


def test_two_advisers_write_beside_each_other(at, people, in_review):
    Appointment.objects.create(user=people.lan, role=Role.ADVISER, unit=people.province, starts=today())
    actions.add_team_member(in_review.team, actions.TeamInput(people.lan, "Sở"), by=people.son)
    url = f"/hoi-dong/viec/xem-xet/{in_review.code}/luu/"

    def save(who, mark, **fields):
        fields = {f"ghi-{code.replace('_', '.')[1:]}": text for code, text in fields.items()}
        return at(who).post(url, {"_changed": list(fields), "version": mark, **fields})

    first = save("tu", "0", c1_1="Của Tú").json()["version"]
    beside = save("lan", "0", c1_2="Của Lan").json()["version"]
    own_again = save("lan", beside, c1_2="Của Lan, rõ hơn")
    over = save("lan", own_again.json()["version"], c1_1="Của Lan")

    assert (first, beside, own_again.status_code, over.status_code) == ("1", "0;1.2=2", 200, 409)
    assert "Bùi Anh Tú vừa sửa nhận xét tiêu chí 1.1" in over.json()["error"]
    assert {code: text for code, (_, text) in written(in_review).items()} == {
        "1.1": "Của Tú",
        "1.2": "Của Lan, rõ hơn",
    }


def test_whole_form_saves_only_what_was_changed_and_keeps_it_when_stale(at, people, in_review):
    actions.record_finding(in_review, "1.1", text="Cũ", by=people.tu)
    client = at("tu")
    url = f"/hoi-dong/viec/xem-xet/{in_review.code}/"
    shown = dict(re.findall(r'name="cu-([\d.]+)" value="(\w+)"', client.get(url).content.decode()))
    actions.record_finding(in_review, "1.1", text="Mới, ở cửa sổ khác", by=people.tu)
    form = {"version": "1", **{f"cu-{code}": kept for code, kept in shown.items()}, "q-1.1": "", "q-1.2": ""}

    beside = client.post(url, {**form, "ghi-1.1": "Cũ", "ghi-1.2": "Thêm"})
    over = client.post(url, {**form, "ghi-1.1": "Chữ vừa gõ", "ghi-1.2": ""})

    page = over.content.decode()
    assert (beside.status_code, over.status_code) == (302, 409)
    assert "Chữ vừa gõ</textarea>" in page
    assert "Bùi Anh Tú: chưa đề xuất mức. Mới, ở cửa sổ khác" in page
    assert {code: text for code, (_, text) in written(in_review).items()} == {
        "1.1": "Mới, ở cửa sổ khác",
        "1.2": "Thêm",
    }


def test_visit_sent_twice_is_written_once(at, people, in_review):
    client, url = at("tu"), f"/hoi-dong/viec/xem-xet/{in_review.code}/"
    token = re.search(r'name="token" value="(\w+)"', client.get(url).content.decode())[1]
    data = {"visited_on": today().isoformat(), "participants": "Tổ", "findings": "Đúng", "token": token}

    for _ in range(2):
        client.post(url + "khao-sat/", data)

    assert in_review.site_visits.count() == 1
