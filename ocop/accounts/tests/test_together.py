"""Two administrators at once: the second must meet what the first did."""

from threading import Barrier, Thread

import pytest
from django.db import connections

from ocop.accounts import actions
from ocop.accounts.models import Appointment, Role
from ocop.accounts.tests.factories import AppointmentFactory, UserFactory
from ocop.core.errors import Refused

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run the acts in as many connections at the same moment; what each answered, or its refusal."""
    answers, start = [], Barrier(len(acts))

    def run(act):
        try:
            start.wait()
            act()
            answers.append("done")
        except Refused:
            answers.append("refused")
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(answers)


def test_a_person_does_not_become_administrator_and_leader_at_once(office):
    nga = UserFactory()

    answers = at_once(
        lambda: actions.appoint(nga, role=Role.ADMINISTRATOR, unit=office.commune, by=office.an),
        lambda: actions.appoint(nga, role=Role.LEADER, unit=office.commune, by=office.cuc),
    )

    assert (answers, nga.appointments.count()) == (["done", "refused"], 1)


def test_the_same_role_is_given_once(office):
    nga = UserFactory()

    answers = at_once(
        *(
            lambda by=by: actions.appoint(nga, role=Role.EDITOR, unit=office.commune, by=by)
            for by in (office.an, office.cuc)
        )
    )

    assert (answers, nga.appointments.count()) == (["done", "refused"], 1)


def test_two_administrators_do_not_end_each_other(office):
    second = AppointmentFactory(unit=office.province, role=Role.ADMINISTRATOR)
    first = office.an.appointments.get()

    answers = at_once(
        lambda: actions.end(first, by=second.user),
        lambda: actions.end(second, by=office.an),
    )

    open_ones = Appointment.objects.filter(role=Role.ADMINISTRATOR, unit=office.province, ends=None)
    assert (answers, open_ones.count()) == (["done", "refused"], 1)


def test_the_same_person_is_invited_once(office):
    def ask(by):
        return lambda: actions.invite(
            "moi@ocop.test", full_name="Phan Thị Mới", role=Role.EDITOR, unit=office.commune, by=by
        )

    answers = at_once(ask(office.an), ask(office.cuc))

    assert (answers, Appointment.objects.filter(user__email="moi@ocop.test").count()) == (["done", "refused"], 1)
