from datetime import timedelta

import pytest

from ocop.accounts.models import Appointment, Role, User
from ocop.accounts.tests.factories import AppointmentFactory, UserFactory
from ocop.core.access import allows
from ocop.core.dates import today
from ocop.journal.actions import record
from ocop.journal.models import Entry
from ocop.places.models import Unit
from ocop.places.tests.factories import UnitFactory


def seen(user, permission, model=User):
    return set(model.objects.allowed(user, permission))


def test_an_administrator_sees_the_people_of_her_unit_and_below(office):
    assert seen(office.an, "user.view") == {office.an, office.cuc, office.lan, office.hoa}
    assert seen(office.cuc, "user.view") == {office.cuc, office.lan}


def test_everybody_else_sees_only_the_own_account(office):
    assert [seen(user, "user.view") for user in (office.lan, office.hoa)] == [{office.lan}, {office.hoa}]
    assert seen(None, "user.view") == set()


def test_an_administrator_still_sees_whoever_left(office):
    office.lan.appointments.update(starts=today() - timedelta(9), ends=today() - timedelta(1))

    assert office.lan in seen(office.cuc, "user.view")


def test_an_administrator_whose_role_is_over_sees_nobody(office):
    office.cuc.appointments.update(starts=today() - timedelta(9), ends=today() - timedelta(1))

    assert seen(office.cuc, "user.view") == {office.cuc}
    assert seen(office.cuc, "unit.appoint", Unit) == set()


def test_roles_are_given_in_the_administrators_units_that_still_exist(office):
    UnitFactory(parent=office.province, valid_to=today() - timedelta(1))

    assert seen(office.an, "unit.appoint", Unit) == {office.province, office.commune, office.next_commune}
    assert seen(office.cuc, "unit.appoint", Unit) == {office.commune}
    assert seen(office.lan, "unit.appoint", Unit) == set()


@pytest.mark.parametrize("permission", ["user.hand_over", "user.deactivate", "user.reactivate", "user.invite"])
def test_an_account_is_managed_only_by_whoever_administers_all_its_roles(office, permission):
    AppointmentFactory(user=office.lan, unit=office.next_commune, role=Role.EDITOR)

    assert [allows(user, permission, office.lan) for user in (office.an, office.cuc, office.hoa)] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("permission", ["user.deactivate", "user.reactivate", "user.invite"])
def test_nobody_locks_or_opens_the_own_account(office, permission):
    assert not allows(office.an, permission, office.an)


def test_roles_are_seen_by_their_holder_and_ended_by_the_administrator(office):
    role = office.lan.appointments.get()

    assert {
        user: (allows(user, "appointment.view", role), allows(user, "appointment.end", role))
        for user in (
            office.an,
            office.cuc,
            office.lan,
            office.hoa,
        )
    } == {
        office.an: (True, True),
        office.cuc: (True, True),
        office.lan: (True, False),
        office.hoa: (False, False),
    }
    assert seen(office.lan, "appointment.end", Appointment) == set()


def test_the_journal_is_read_for_the_own_people_and_the_system_only(office):
    lines = [record("thử", office.lan, by=by) for by in (None, office.lan, office.hoa, UserFactory())]

    assert seen(office.an, "entry.view", Entry) == set(lines[:3])
    assert seen(office.cuc, "entry.view", Entry) == {lines[1]}
    assert seen(office.lan, "entry.view", Entry) == set()


def test_the_journal_is_read_whole_where_no_unit_stands_above(office):
    top = Unit.objects.get(parent=None)
    administrator = AppointmentFactory(role=Role.ADMINISTRATOR, unit=top).user
    lines = [record("thử", office.lan, by=by) for by in (None, office.lan, UserFactory())]

    assert seen(administrator, "entry.view", Entry) == set(lines)
