from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from ocop.accounts import actions
from ocop.accounts.actions import handing_over
from ocop.accounts.models import Appointment, Role
from ocop.accounts.tests.factories import AppointmentFactory, UserFactory
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.journal.queries import history_of

TOMORROW = today() + timedelta(1)
LONG_AGO = today() - timedelta(100)


@pytest.fixture
def moves(monkeypatch):
    monkeypatch.setattr(handing_over, "_moves", [])
    return handing_over._moves


@pytest.fixture
def nga(office):
    """Somebody of the same commune who can take over."""
    office.lan.appointments.update(starts=LONG_AGO)
    return AppointmentFactory(unit=office.commune, role=Role.EDITOR, user__full_name="Phan Thị Nga").user


def held(user):
    return list(user.appointments.order_by("pk").values_list("role", "starts", "ends"))


@pytest.mark.parametrize("on", [None, TOMORROW], ids=["today", "tomorrow"])
def test_hand_over_moves_the_roles_to_the_successor_from_a_day(office, nga, on):
    day = on or today()

    made = actions.hand_over(office.lan, to=nga, by=office.cuc, on=on)

    assert [(each.role, each.unit, each.appointed_by) for each in made] == [("officer", office.commune, office.cuc)]
    assert held(office.lan) == [("officer", LONG_AGO, day - timedelta(1))]
    assert held(nga)[1:] == [("officer", day, None)]
    entry = history_of(office.lan).get()
    assert (entry.verb, entry.details["to"]) == ("user.hand_over", "Phan Thị Nga")
    assert [office.lan.notices.count(), nga.notices.count()] == [1, 1]


def test_hand_over_of_a_role_begun_today_ends_it_today(office, nga):
    office.lan.appointments.update(starts=today())

    actions.hand_over(office.lan, to=nga, by=office.cuc)

    assert held(office.lan) == [("officer", today(), today())]


def test_hand_over_moves_a_role_that_has_not_begun_with_its_days(office, nga):
    AppointmentFactory(user=office.lan, unit=office.commune, role=Role.ADVISER, starts=TOMORROW, ends=TOMORROW)

    actions.hand_over(office.lan, to=nga, by=office.cuc)

    assert held(office.lan) == [("officer", LONG_AGO, today() - timedelta(1))]
    assert held(nga)[1:] == [("officer", today(), None), ("adviser", TOMORROW, TOMORROW)]


def test_hand_over_only_ends_what_the_successor_holds_already(office, nga):
    AppointmentFactory(user=office.lan, unit=office.commune, role=Role.EDITOR, starts=LONG_AGO)

    made = actions.hand_over(office.lan, to=nga, by=office.cuc)

    assert [each.role for each in made] == ["officer"]
    assert Appointment.objects.in_force().filter(role=Role.EDITOR, unit=office.commune).get().user == nga


def test_hand_over_leaves_roles_that_are_over(office, nga):
    old = AppointmentFactory(user=office.lan, unit=office.commune, role=Role.EDITOR, starts=LONG_AGO, ends=LONG_AGO)

    actions.hand_over(office.lan, to=nga, by=office.cuc)

    old.refresh_from_db()
    assert old.ends == LONG_AGO


def test_hand_over_calls_the_moves_of_other_apps_in_the_same_transaction(office, nga, moves):
    calls = []

    @actions.on_hand_over
    def move(person, to, *, by, on):
        calls.append((person, to, by, on))

    actions.hand_over(office.lan, to=nga, by=office.cuc)

    assert calls == [(office.lan, nga, office.cuc, today())]


def test_hand_over_moves_nothing_when_one_move_is_refused(office, nga, moves):
    @actions.on_hand_over
    def move(person, to, *, by, on):
        raise Refused("Người nhận là chủ thể của hồ sơ đang chấm.")

    with pytest.raises(Refused, match="Người nhận là chủ thể"):
        actions.hand_over(office.lan, to=nga, by=office.cuc)

    assert held(office.lan) == [("officer", LONG_AGO, None)]
    assert (nga.appointments.count(), history_of(office.lan).count(), nga.notices.count()) == (1, 0, 0)


def test_hand_over_moves_open_work_even_without_roles(office, nga, moves):
    office.lan.appointments.update(ends=LONG_AGO)

    assert actions.hand_over(office.lan, to=nga, by=office.cuc) == []
    assert history_of(office.lan).get().details["roles"] == []


def test_hand_over_refuses_administration_to_somebody_who_decides(office, nga):
    with pytest.raises(Refused, match="Quản trị hệ thống không đi cùng"):
        actions.hand_over(office.cuc, to=office.lan, by=office.an)


def test_an_administrator_hands_over_her_own_administration(office):
    successor = AppointmentFactory(unit=office.province, role=Role.EDITOR).user

    actions.hand_over(office.an, to=successor, by=office.an)

    assert [each.role for each in Appointment.objects.in_force(TOMORROW).filter(user=successor)] == [
        "editor",
        "administrator",
    ]


@pytest.mark.parametrize(
    ("to", "on", "sentence"),
    [
        ("lan", None, "khác với người bàn giao"),
        ("cuc", None, "Không tự nhận bàn giao"),
        ("gone", None, "đang bị khóa"),
        ("nga", today() - timedelta(1), "đã qua"),
    ],
)
def test_hand_over_refuses_nonsense(office, nga, to, on, sentence):
    gone = AppointmentFactory(unit=office.commune, role=Role.EDITOR, user__is_active=False).user
    successor = {"lan": office.lan, "cuc": office.cuc, "gone": gone, "nga": nga}[to]

    with pytest.raises(Refused, match=sentence):
        actions.hand_over(office.lan, to=successor, by=office.cuc, on=on)


def test_hand_over_is_not_for_other_people_nor_to_strangers(office, nga):
    with pytest.raises(PermissionDenied):
        actions.hand_over(office.lan, to=nga, by=office.hoa)
    with pytest.raises(PermissionDenied):
        actions.hand_over(office.lan, to=UserFactory(), by=office.cuc)
    with pytest.raises(PermissionDenied):
        actions.hand_over(office.hoa, to=nga, by=office.cuc)


def test_hand_over_a_second_time_finds_nothing_to_move(office, nga):
    actions.hand_over(office.lan, to=nga, by=office.cuc)

    assert actions.hand_over(office.lan, to=nga, by=office.cuc) == []
    assert nga.appointments.count() == 2
