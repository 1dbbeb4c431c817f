from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from ocop.accounts import actions
from ocop.accounts.models import Appointment, Role
from ocop.accounts.queries import holds
from ocop.accounts.tests.factories import AppointmentFactory, UserFactory
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.journal.queries import history_of
from ocop.places.tests.factories import UnitFactory

TOMORROW = today() + timedelta(1)


def test_appoint_gives_a_role_tells_the_person_and_writes_it_down(office):
    binh = UserFactory(full_name="Đỗ Thanh Bình")

    made = actions.appoint(binh, role=Role.MEMBER, unit=office.province, by=office.an, position="Phó Giám đốc")

    assert (made.user, made.role, made.unit, made.starts, made.ends) == (binh, "member", office.province, today(), None)
    assert (made.position, made.appointed_by) == ("Phó Giám đốc", office.an)
    assert [(entry.by, entry.verb) for entry in history_of(binh)] == [(office.an, "user.appoint")]
    assert binh.notices.get().text.startswith(f"Bạn được giao vai trò Thành viên hội đồng, {office.province}")
    assert mail.outbox[0].to == [binh.email]


@pytest.mark.parametrize("who", ["lan", "hoa"])
def test_appoint_is_not_for_other_people(office, who):
    with pytest.raises(PermissionDenied):
        actions.appoint(UserFactory(), role=Role.EDITOR, unit=office.commune, by=getattr(office, who))


def test_appoint_stays_inside_the_administrators_units(office):
    with pytest.raises(PermissionDenied):
        actions.appoint(office.lan, role=Role.EDITOR, unit=office.province, by=office.cuc)
    with pytest.raises(PermissionDenied):
        actions.appoint(office.lan, role=Role.EDITOR, unit=office.next_commune, by=office.cuc)


@pytest.mark.parametrize("role", Role.values)
def test_nobody_appoints_herself_to_anything(office, role):
    with pytest.raises(Refused, match="Không tự bổ nhiệm"):
        actions.appoint(office.an, role=role, unit=office.commune, by=office.an)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADER, Role.SECRETARY, Role.MEMBER])
def test_administration_does_not_go_with_a_role_that_decides_either_way_round(office, role):
    decides = AppointmentFactory(role=role, unit=office.next_commune).user

    with pytest.raises(Refused, match="Quản trị hệ thống không đi cùng"):
        actions.appoint(office.cuc, role=role, unit=office.commune, by=office.an)
    with pytest.raises(Refused, match="Quản trị hệ thống không đi cùng"):
        actions.appoint(decides, role=Role.ADMINISTRATOR, unit=office.commune, by=office.an)

    assert Appointment.objects.filter(user__in=[decides, office.cuc]).count() == 2


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADVISER])
def test_administration_goes_with_editing_and_advising(office, role):
    actions.appoint(office.cuc, role=role, unit=office.commune, by=office.an)

    assert holds(office.cuc, Role.ADMINISTRATOR) and holds(office.cuc, role)


def test_appoint_looks_at_the_days_two_roles_share(office):
    office.lan.appointments.update(ends=TOMORROW)
    roles = {"role": Role.ADMINISTRATOR, "unit": office.commune, "by": office.an}

    with pytest.raises(Refused):
        actions.appoint(office.lan, starts=TOMORROW, **roles)
    made = actions.appoint(office.lan, starts=TOMORROW + timedelta(1), **roles)

    assert made.starts == TOMORROW + timedelta(1)


def test_appoint_refuses_the_same_role_twice(office):
    with pytest.raises(Refused, match="đã giữ vai trò này"):
        actions.appoint(office.lan, role=Role.OFFICER, unit=office.commune, by=office.cuc)


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ({"starts": today() - timedelta(1)}, "Ngày bắt đầu đã qua"),
        ({"starts": TOMORROW, "ends": today()}, "Ngày kết thúc phải từ ngày bắt đầu"),
    ],
)
def test_appoint_refuses_days_that_make_no_sense(office, days, sentence):
    with pytest.raises(Refused, match=sentence):
        actions.appoint(office.lan, role=Role.EDITOR, unit=office.commune, by=office.an, **days)


def test_appoint_refuses_a_locked_account(office):
    with pytest.raises(Refused, match="đang bị khóa"):
        actions.appoint(UserFactory(is_active=False), role=Role.EDITOR, unit=office.commune, by=office.an)


def test_appoint_refuses_a_unit_that_is_no_more(office):
    gone = UnitFactory(parent=office.province, valid_to=today())

    with pytest.raises(Refused, match="không còn tồn tại"):
        actions.appoint(office.lan, role=Role.EDITOR, unit=gone, by=None)


def test_set_up_may_appoint_as_of_the_past(office):
    made = actions.appoint(office.lan, role=Role.EDITOR, unit=office.commune, by=None, starts=today() - timedelta(30))

    assert made.starts == today() - timedelta(30)


def test_the_database_itself_refuses_the_same_open_role_twice(office):
    with pytest.raises(IntegrityError), transaction.atomic():
        AppointmentFactory(user=office.lan, unit=office.commune, role=Role.OFFICER)


def test_end_writes_the_last_day_and_tells_the_person(office):
    role = actions.end(office.lan.appointments.get(), by=office.cuc, last_day=TOMORROW, reason="chuyển công tác")

    role.refresh_from_db()
    assert (role.ends, holds(office.lan, Role.OFFICER)) == (TOMORROW, True)
    assert history_of(office.lan).get().details["reason"] == "chuyển công tác"
    assert "kết thúc sau ngày" in office.lan.notices.get().text


def test_end_takes_back_a_role_that_has_not_begun(office):
    future = AppointmentFactory(user=office.lan, unit=office.commune, role=Role.EDITOR, starts=TOMORROW)

    actions.end(future, by=office.cuc)

    assert list(office.lan.appointments.values_list("role", flat=True)) == ["officer"]
    assert history_of(office.lan).count() == 1


@pytest.mark.parametrize(
    ("ends", "last_day", "sentence"),
    [
        (today() - timedelta(1), today(), "đã kết thúc rồi"),
        (None, today() - timedelta(1), "Ngày kết thúc đã qua"),
        (today(), TOMORROW, "kết thúc sớm hơn"),
    ],
)
def test_end_refuses_days_that_make_no_sense(office, ends, last_day, sentence):
    office.lan.appointments.update(starts=today() - timedelta(9), ends=ends)

    with pytest.raises(Refused, match=sentence):
        actions.end(office.lan.appointments.get(), by=office.cuc, last_day=last_day)


@pytest.mark.parametrize("who", ["lan", "hoa"])
def test_end_is_not_for_other_people(office, who):
    with pytest.raises(PermissionDenied):
        actions.end(office.lan.appointments.get(), by=getattr(office, who))


def test_end_keeps_the_last_administrator_over_a_unit(office):
    actions.end(office.cuc.appointments.get(), by=office.an)

    with pytest.raises(Refused, match="quản trị viên cuối cùng"):
        actions.end(office.an.appointments.get(), by=office.an)


def test_end_does_not_count_an_administrator_who_only_begins_later(office):
    AppointmentFactory(unit=office.province, role=Role.ADMINISTRATOR, starts=today() + timedelta(9))

    with pytest.raises(Refused, match="quản trị viên cuối cùng"):
        actions.end(office.an.appointments.get(), by=office.an)
    assert actions.end(office.an.appointments.get(), by=office.an, last_day=today() + timedelta(8)).ends
