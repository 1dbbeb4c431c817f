from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils.timezone import get_current_timezone

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
        "Bùi Anh Tú đã có trong tổ tư vấn. Hãy chọn người khác."
    )
    assert refused(actions.add_team_member, team, actions.TeamInput(cast.chi, "Sở", is_lead=True), by=cast.son) == (
        "Tổ tư vấn đã có tổ trưởng. Hãy thêm người này làm thành viên, hoặc cho tổ trưởng thôi tham gia."
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
    assert refused(actions.plan_meeting, council, ordinary, held_on=today(), by=cast.son).endswith(
        "Hãy xếp phiên ở hội đồng khác."
    )
    yesterday = today() - timedelta(days=1)
    assert refused(actions.plan_meeting, set_up(cast, given=another()), ordinary, held_on=yesterday, by=cast.son) == (
        "Ngày của phiên đã qua. Hãy chọn từ hôm nay trở đi."
    )


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
    for role in (Role.MEMBER, Role.ADVISER):
        Appointment.objects.create(user=cast.lan, role=role, unit=cast.province, starts=today())
    actions.hand_over_seats(cast.tu, cast.lan, by=cast.an, on=today())

    assert council.seats.get(user=cast.tam).ended_on == today()
    assert [(seat.agency, seat.stands_for) for seat in seats_of(cast.lan)] == [("Sở Công Thương", "Sở Công Thương")]
    assert team.members.get(user=cast.lan, ended_on=None).is_lead


def test_hand_over_of_a_plain_seat_to_a_member_is_refused(cast):
    council = set_up(cast)

    said = refused(actions.hand_over_seats, cast.tam, cast.binh, by=cast.an, on=today())

    assert said.startswith("Đỗ Thanh Bình đã là Ủy viên của Hội đồng")
    assert council.seats.held().filter(is_scoring=True).count() == 3


def test_hand_over_of_the_only_secretary_to_a_member_makes_a_secretary(cast):
    council = set_up(cast)

    actions.hand_over_seats(cast.thu, cast.binh, by=cast.an, on=today())

    seat = council.seats.held().get(user=cast.binh)
    assert (seat.part, seat.is_scoring) == (Seat.Part.SECRETARY, True)


def test_hand_over_of_the_chair_asks_for_a_leader(cast):
    council = set_up(cast)
    said = refused(actions.hand_over_seats, cast.ha, cast.tam, by=cast.an, on=today())
    assert "thêm Chủ tịch mới kèm văn bản ủy quyền" in said

    Appointment.objects.create(user=cast.tam, role=Role.LEADER, unit=cast.province, starts=today())
    actions.hand_over_seats(cast.ha, cast.tam, by=cast.an, on=today())

    assert council.seats.held().get(part=Seat.Part.CHAIR).user == cast.tam


def test_hand_over_of_the_chair_to_the_secretary_is_refused(cast):
    set_up(cast)
    Appointment.objects.create(user=cast.thu, role=Role.LEADER, unit=cast.province, starts=today())

    said = refused(actions.hand_over_seats, cast.ha, cast.thu, by=cast.an, on=today())

    assert "không giữ thêm ghế Chủ tịch hội đồng" in said


def test_hand_over_from_a_later_day_leaves_the_seat_where_it_is_till_then(cast):
    council, day = set_up(cast), today() + timedelta(days=3)
    Appointment.objects.create(user=cast.tu, role=Role.MEMBER, unit=cast.province, starts=today())

    actions.hand_over_seats(cast.tam, cast.tu, by=cast.an, on=day)

    assert (seats_of(cast.tam).count(), seats_of(cast.tu).count()) == (1, 0)
    assert council.seats.get(user=cast.tu).started_on == day
    with time_machine.travel(datetime.combine(day, time(9), tzinfo=get_current_timezone()), tick=False):
        assert (seats_of(cast.tam).count(), seats_of(cast.tu).count()) == (0, 1)


def test_one_agency_stands_for_one_of_those_the_decision_names(cast):
    people = [*factories.seats(cast)[:-1], replace(factories.seats(cast)[-1], agency="Sở Nông nghiệp và Môi trường")]

    said = refused(set_up, cast, seats=people, confirmed=False)

    assert "Đơn vị quản lý chuyên ngành thuộc Sở Nông nghiệp và Môi trường" in said
    assert "đại diện: Sở Nông nghiệp và Môi trường" not in said


def test_seat_says_which_named_agency_it_stands_for(cast):
    named = "Đơn vị quản lý chuyên ngành thuộc Sở Nông nghiệp và Môi trường"
    people = factories.seats(cast)
    people[1] = replace(people[1], agency="Chi cục Trồng trọt", stands_for=named)

    assert named not in refused(set_up, cast, seats=people, confirmed=False)
    people[1] = replace(people[1], stands_for="Sở Ngoại vụ")
    assert refused(set_up, cast, seats=people).startswith("Quyết định không nêu thành phần «Sở Ngoại vụ».")


def another():
    return replace(factories.decision("Hội đồng khác"), decision_number="99/QĐ-UBND")


def test_bodies_are_set_up_once_a_decision(cast):
    set_up(cast)
    again = replace(factories.decision(), decision_number="1520/QĐ-UBND")

    assert refused(set_up, cast, given=again) == (
        f"Đã ghi hội đồng theo Quyết định số 1520/QĐ-UBND năm {today().year}. Hãy mở hội đồng đó trong danh sách, hoặc "
        "xem lại số quyết định."
    )
    assert Notice.objects.filter(to=cast.tam).count() == 1
    team = factories.team(cast)
    given = replace(again, decision_number=team.decision_number)
    lead = actions.TeamInput(cast.tu, "Chi cục", is_lead=True)
    assert refused(actions.set_up_team, cast.province, team.level, given, [lead], by=cast.son).startswith(
        "Đã ghi tổ tư vấn theo"
    )


def test_meeting_is_planned_once(cast):
    council, round = set_up(cast), round_of(cast)
    actions.plan_meeting(council, round, held_on=today(), place="Hội trường", by=cast.son)

    said = refused(actions.plan_meeting, council, round, held_on=today(), place=" Hội trường ", by=cast.son)

    assert said.startswith(f"Đã xếp họp ngày {today():%d/%m/%Y} tại nơi này.")
    assert Notice.objects.filter(to=cast.tam, text__contains="họp ngày").count() == 1
    actions.plan_meeting(council, round, held_on=today(), place="Hội trường, buổi chiều", by=cast.son)


def test_extra_round_is_opened_once(cast):
    level = factories.deciding_level(cast.province)
    given = {"basis": "Quy chế 15/QĐ và KH 20", "proposed_before": today() + timedelta(days=9)}
    given |= {"held_before": today() + timedelta(days=30)}
    open_extra_round(level, cast.province, **given)

    assert refused(open_extra_round, level, cast.province, **given).endswith("Hãy chọn đợt đó.")


def test_hand_over_to_someone_already_in_the_team_leaves_the_team_its_lead(cast):
    team = factories.team(cast)
    Appointment.objects.create(user=cast.chi, role=Role.ADVISER, unit=cast.province, starts=today())
    actions.add_team_member(team, actions.TeamInput(cast.chi, "Sở"), by=cast.son)

    actions.hand_over_seats(cast.tu, cast.chi, by=cast.an, on=today())

    assert [(member.user, member.is_lead) for member in team.members.filter(ended_on=None)] == [(cast.chi, True)]
