"""The officers' and the team's pages. In this stage Tâm, Bình and Chi are cleared and nobody has opened a sheet."""

import pytest

from ocop.core.dates import today
from ocop.councils.models import AdvisoryTeam, Council, Meeting
from ocop.councils.tests import factories
from ocop.dossiers.models import State

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
    wrong = client.post(page + "them/", {}, follow=True).content.decode()
    gone = client.post(page + "thoi/", {"member": "x"}, follow=True).content.decode()

    assert "Tổ tư vấn phải có đúng một tổ trưởng." in nobody
    assert "Đây là người cuối cùng của tổ." in last
    assert "Hãy chọn người và ghi cơ quan." in wrong
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
