from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from ocop.accounts.models import Appointment, Role
from ocop.core.dates import today
from ocop.councils import actions
from ocop.councils.access import seats_of, teams_of
from ocop.councils.models import Council, Seat
from ocop.councils.tests import factories
from ocop.councils.tests.test_actions_sheets import refused
from ocop.notices.models import Notice
from ocop.places.tests.factories import UnitFactory
from ocop.programme.models import Level
from ocop.programme.rounds import ensure_rounds, open_extra_round


def set_up(cast, **fields):
    given = {
        "unit": cast.province,
        "level": factories.deciding_level(cast.province),
        "given": factories.decision(),
        "regulation": factories.regulation(),
        "seats": factories.seats(cast),
        "by": cast.son,
        "confirmed": True,
        **fields,
    }
    return actions.set_up_council(**given)


def test_set_up_council_keeps_decision_regulation_and_members(cast):
    council = set_up(cast)

    assert (council.decision_number, council.quorum_percent, council.spread_limit) == ("1520/QĐ-UBND", 60, 10)
    assert [seat.user for seat in council.seats.filter(is_scoring=True)] == cast.members


def test_set_up_council_tells_each_member(cast):
    set_up(cast)

    assert [n.text for n in Notice.objects.filter(to=cast.tam)] == [
        "Bạn tham gia Hội đồng đánh giá, phân hạng sản phẩm OCOP tỉnh với vai trò Ủy viên."
    ]


@pytest.mark.parametrize("name", ["mai", "lan", "hoa", "tam", "ha", "thu", "tu", "minh", "an"])
def test_only_an_officer_of_the_unit_sets_up_its_council(cast, name):
    with pytest.raises(PermissionDenied):
        set_up(cast, by=getattr(cast, name))


def test_council_is_not_set_up_at_a_level_that_screens(cast):
    screening = Level.objects.get(regime__code="26-2026", task="screen")

    assert refused(set_up, cast, level=screening).startswith("Cấp xã không lập hội đồng ở tỉnh Vĩnh Long.")


def test_missing_agencies_are_named_and_go_with_a_confirmation(cast):
    said = refused(set_up, cast, confirmed=False)

    assert "Sở Nông nghiệp và Môi trường" in said
    assert "Sở Y tế" not in said
    assert "An toàn thực phẩm" not in said
    assert not Council.objects.exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda seats: seats[1:], "Hội đồng phải có đúng một Chủ tịch. Hãy chọn lại."),
        (lambda seats: seats[:-1], "Hội đồng phải có thư ký để ghi kết luận. Hãy chọn ít nhất một người."),
        (lambda seats: [seats[0], seats[-1]], "Hội đồng phải có người chấm điểm."),
        (lambda seats: [replace(seats[0], part="boss"), *seats[1:]], "Hội đồng phải có đúng một Chủ tịch."),
        (lambda seats: [*seats[:1], replace(seats[1], part="x"), *seats[2:]], "Hãy chọn vai trò trong hội đồng."),
        (lambda seats: [*seats[:1], replace(seats[1], agency=" "), *seats[2:]], "Hãy ghi Võ Minh Tâm đại diện cho"),
        (lambda seats: [*seats, seats[1]], "Võ Minh Tâm đã có trong hội đồng"),
    ],
)
def test_composition_that_cannot_stand_is_refused(cast, change, sentence):
    said = refused(set_up, cast, seats=change(factories.seats(cast)))

    assert said.startswith(sentence)
    assert not Council.objects.exists()


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        ({"number": " "}, "Hãy ghi số quyết định ban hành quy chế"),
        ({"quorum_percent": 0}, "Tỷ lệ tối thiểu"),
        ({"spread_limit": Decimal(0)}, "Chênh lệch điểm tối đa"),
    ],
)
def test_regulation_that_cannot_stand_is_refused(cast, rules, sentence):
    assert refused(set_up, cast, regulation=factories.regulation(**rules)).startswith(sentence)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": " "}, "Hãy ghi tên và số quyết định thành lập."),
        ({"decision_date": date(2099, 1, 1)}, "Ngày quyết định thành lập ở tương lai."),
    ],
)
def test_decision_that_cannot_stand_is_refused(cast, change, sentence):
    assert refused(set_up, cast, given=replace(factories.decision(), **change)).startswith(sentence)


def test_chair_who_is_no_leader_needs_a_delegation(cast):
    chair = actions.SeatInput(cast.tam, Seat.Part.CHAIR, "Sở Nông nghiệp và Môi trường")
    seats = [chair, *factories.seats(cast)[2:]]

    assert refused(set_up, cast, seats=seats).startswith("Võ Minh Tâm làm Chủ tịch theo ủy quyền")
    delegated = replace(chair, delegation_number="88/GUQ-UBND", delegation_date=today())
    assert set_up(cast, seats=[delegated, *seats[1:]]).seats.get(part="chair").user == cast.tam


def test_administrator_never_sits(cast):
    Appointment.objects.create(user=cast.an, role=Role.MEMBER, unit=cast.province, starts=today())
    seats = [*factories.seats(cast), actions.SeatInput(cast.an, Seat.Part.MEMBER, "Sở Y tế")]

    assert refused(set_up, cast, seats=seats) == "Ngô Bảo An là quản trị hệ thống nên không tham gia hội đồng."


def test_person_without_the_role_in_this_unit_never_sits(cast):
    seats = [*factories.seats(cast), actions.SeatInput(cast.hoa, Seat.Part.MEMBER, "Sở Y tế")]

    assert refused(set_up, cast, seats=seats).startswith("Lê Thị Hoa chưa giữ vai trò «Thành viên hội đồng»")


def test_locked_account_never_sits(cast):
    cast.chi.is_active = False
    cast.chi.save()

    assert refused(set_up, cast) == "Tài khoản của Huỳnh Kim Chi đã khóa."


def test_end_seat_takes_the_member_out_once(cast):
    council = set_up(cast)
    seat = council.seats.get(user=cast.chi)

    actions.end_seat(seat, by=cast.son)

    assert list(seats_of(cast.chi)) == []
    assert refused(actions.end_seat, seat, by=cast.son).startswith("Huỳnh Kim Chi đã thôi tham gia từ")


@pytest.mark.parametrize("name", ["tam", "thu", "ha", "an", "minh"])
def test_only_the_officer_changes_who_sits(cast, name):
    council = set_up(cast)

    with pytest.raises(PermissionDenied):
        actions.end_seat(council.seats.get(user=cast.chi), by=getattr(cast, name))


def test_seat_is_worth_nothing_once_the_role_behind_it_ends(cast):
    set_up(cast)

    Appointment.objects.filter(user=cast.tam).update(
        ends=today() - timedelta(days=1), starts=today() - timedelta(days=9)
    )

    assert list(seats_of(cast.tam)) == []


def test_team_has_one_lead_and_only_advisers(cast):
    level = factories.deciding_level(cast.province)
    given = factories.decision("Tổ tư vấn")
    member = actions.TeamInput(cast.tu, "Chi cục")

    said = refused(actions.set_up_team, cast.province, level, given, [member], by=cast.son)
    assert said == "Tổ tư vấn phải có đúng một tổ trưởng. Hãy chọn lại."
    wrong = actions.TeamInput(cast.tam, "Sở", is_lead=True)
    said = refused(actions.set_up_team, cast.province, level, given, [wrong], by=cast.son)
    assert said.startswith("Võ Minh Tâm chưa giữ vai trò «Thành viên tổ tư vấn»")


def test_team_member_joins_once_and_the_last_one_stays(cast):
    team = factories.team(cast)
    Appointment.objects.create(user=cast.chi, role=Role.ADVISER, unit=cast.province, starts=today())

    assert refused(actions.add_team_member, team, actions.TeamInput(cast.tu, "Sở"), by=cast.son) == (
        "Bùi Anh Tú đã có trong tổ tư vấn."
    )
    assert refused(actions.add_team_member, team, actions.TeamInput(cast.chi, "Sở", is_lead=True), by=cast.son) == (
        "Tổ tư vấn đã có tổ trưởng."
    )
    assert refused(actions.end_team_member, team.members.get(), by=cast.son).startswith("Đây là người cuối cùng")
    actions.add_team_member(team, actions.TeamInput(cast.chi, "Sở"), by=cast.son)
    lead = team.members.get(user=cast.tu)
    actions.end_team_member(lead, by=cast.son)
    assert list(teams_of(cast.tu)) == []
    assert refused(actions.end_team_member, lead, by=cast.son).startswith("Bùi Anh Tú đã thôi tham gia từ")


def round_of(cast, *, extra=False):
    level = factories.deciding_level(cast.province)
    ensure_rounds(level, cast.province)
    if extra:
        days = {"proposed_before": today() + timedelta(days=9), "held_before": today() + timedelta(days=30)}
        return open_extra_round(level, cast.province, basis="Quy chế 15/QĐ và KH 20", **days)
    return level.rounds.filter(unit=cast.province, held_before__gt=today()).order_by("held_before").first()


def test_plan_meeting_takes_the_mode_of_the_regulation_and_tells_the_members(cast):
    council = set_up(cast)

    meeting = actions.plan_meeting(council, round_of(cast), held_on=today(), by=cast.son)

    assert meeting.mode == Council.Mode.MEETING
    assert Notice.objects.filter(to=cast.tam, url=f"/hoi-dong/phien/{meeting.code}/").count() == 1


def test_plan_meeting_refuses_what_the_regulation_or_the_round_does_not_allow(cast):
    council = set_up(cast, regulation=factories.regulation(allows_extra_rounds=False))
    ordinary, extra = round_of(cast), round_of(cast, extra=True)

    assert refused(actions.plan_meeting, council, extra, held_on=today(), by=cast.son).startswith(
        "Quy chế của hội đồng"
    )
    late = ordinary.held_before
    assert refused(actions.plan_meeting, council, ordinary, held_on=late, by=cast.son).endswith(
        "Hãy chọn ngày sớm hơn."
    )
    wrong = {"held_on": today(), "mode": "zoom", "by": cast.son}
    assert refused(actions.plan_meeting, council, ordinary, **wrong) == "Hãy chọn họp hay lấy ý kiến bằng văn bản."
    council.dissolved_on = today()
    assert refused(actions.plan_meeting, council, ordinary, held_on=today(), by=cast.son).endswith("đã giải thể.")


def test_plan_meeting_refuses_another_units_round(cast):
    council = set_up(cast)
    elsewhere = UnitFactory(level="province", code="91", name="An Giang", kind="tỉnh", parent=cast.nation)
    ensure_rounds(factories.deciding_level(cast.province), elsewhere)

    said = refused(
        actions.plan_meeting, council, elsewhere.rounds.order_by("held_before").last(), held_on=today(), by=cast.son
    )

    assert said == "Đợt này không phải của đơn vị lập hội đồng. Hãy chọn đợt khác."


@pytest.mark.parametrize("name", ["tam", "ha", "tu", "an", "lan"])
def test_only_secretary_and_officer_plan_a_meeting(cast, name):
    council = set_up(cast)

    with pytest.raises(PermissionDenied):
        actions.plan_meeting(council, round_of(cast), held_on=today(), by=getattr(cast, name))


def test_hand_over_moves_seat_and_team_to_the_successor(cast):
    council, team = set_up(cast), factories.team(cast)
    Appointment.objects.create(user=cast.tu, role=Role.MEMBER, unit=cast.province, starts=today())

    actions.hand_over_seats(cast.tam, cast.tu, by=cast.an, on=today())
    Appointment.objects.create(user=cast.chi, role=Role.ADVISER, unit=cast.province, starts=today())
    actions.hand_over_seats(cast.tu, cast.chi, by=cast.an, on=today())

    assert council.seats.get(user=cast.tam).ended_on == today()
    assert [seat.agency for seat in seats_of(cast.chi)] == ["Sở Khoa học và Công nghệ"]
    assert team.members.get(user=cast.chi, ended_on=None).is_lead


def test_hand_over_to_someone_already_there_only_ends_the_seat(cast):
    council = set_up(cast)

    actions.hand_over_seats(cast.tam, cast.binh, by=cast.an, on=today())

    assert council.seats.filter(ended_on=None, is_scoring=True).count() == 2


def test_hand_over_to_someone_already_in_the_team_only_ends_the_membership(cast):
    team = factories.team(cast)
    Appointment.objects.create(user=cast.chi, role=Role.ADVISER, unit=cast.province, starts=today())
    actions.add_team_member(team, actions.TeamInput(cast.chi, "Sở"), by=cast.son)

    actions.hand_over_seats(cast.tu, cast.chi, by=cast.an, on=today())

    assert [member.user for member in team.members.filter(ended_on=None)] == [cast.chi]
