"""Every transition: by the wrong person, from the wrong state, twice."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from ocop.accounts.models import Appointment
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.core.workflow import all_transitions
from ocop.dossiers import actions
from ocop.dossiers.models import CLOSED, Dossier, State
from ocop.dossiers.queries import open_rounds
from ocop.dossiers.tests import factories
from ocop.journal.queries import history_of
from ocop.producers.models import Membership
from ocop.programme.rounds import open_extra_round

GROUND = "Giả mạo hồ sơ"


def ready_to_propose(cast, **fields):
    dossier = factories.accepted(cast, **fields)
    actions.write_report(dossier, factories.report(cast), by=cast.lan)
    return dossier


def ready_to_schedule(cast, **fields):
    dossier = actions.accept(factories.proposed(cast, **fields), by=cast.son)
    days = {"proposed_before": today() + timedelta(days=9), "held_before": today() + timedelta(days=19)}
    open_extra_round(dossier.level, cast.province, basis="Quy chế 15, Kế hoạch 20", **days)
    return dossier


def schedule(dossier, by):
    return actions.schedule(dossier, open_rounds(dossier).filter(is_extra=True).first(), by=by)


MOVES = {
    "submit": (factories.ready, lambda d, by: actions.submit(d, by=by), "mai"),
    "withdraw": (factories.submitted, lambda d, by: actions.withdraw(d, reason="Đổi ý.", by=by), "mai"),
    "accept": (factories.submitted, lambda d, by: actions.accept(d, by=by), "lan"),
    "send_back": (
        factories.accepted,
        lambda d, by: actions.send_back(d, [("Mẫu 02", "Thiếu.")], due_on=today(), by=by),
        "lan",
    ),
    "refuse": (factories.accepted, lambda d, by: actions.refuse(d, ground=GROUND, reason="Giấy giả.", by=by), "lan"),
    "propose": (ready_to_propose, lambda d, by: actions.propose(d, by=by), "lan"),
    "schedule": (ready_to_schedule, schedule, "son"),
}
STRANGERS = ("mai", "lan", "hoa", "son", "tam", "ha", "thu", "tu", "minh", "an", "other")


def test_every_transition_of_this_app_is_tried_here():
    own = [each.name for each in all_transitions() if each.who.__module__ == "ocop.dossiers.access"]

    assert set(MOVES) <= set(own)
    assert {"submit", "withdraw", "accept", "send_back", "refuse", "propose", "schedule"} == set(MOVES)


@pytest.mark.parametrize("name", MOVES)
def test_a_move_is_for_one_person_only_and_leaves_no_trace_when_others_try(cast, name):
    make, move, who = MOVES[name]
    dossier = make(cast)
    state, steps = dossier.state, dossier.steps.count()
    everybody = {**cast.everyone(), "other": factories.other_producer(cast)}

    for stranger in STRANGERS:
        if stranger != who:
            with pytest.raises(PermissionDenied):
                move(Dossier.objects.get(pk=dossier.pk), everybody[stranger])

    dossier.refresh_from_db()
    assert (dossier.state, dossier.steps.count()) == (state, steps)
    move(dossier, everybody[who])
    assert dossier.steps.count() == steps + 1


@pytest.mark.parametrize("name", MOVES)
def test_a_move_is_refused_the_second_time_with_who_and_when(cast, name):
    make, move, who = MOVES[name]
    dossier = make(cast)
    person = getattr(cast, who)
    move(dossier, person)

    with pytest.raises(Refused, match=f"đã chuyển sang «{dossier.get_state_display()}».*{person}.*Hãy xem lại hồ sơ"):
        move(dossier, person)


def _draft(cast):
    return factories.draft(cast, name="Nháp")


WRONG = {
    "submit": factories.submitted,
    "withdraw": lambda cast: actions.refuse(factories.accepted(cast), ground=GROUND, reason="Giả.", by=cast.lan),
    "accept": factories.accepted,
    "send_back": factories.returned,
    "refuse": factories.returned,
    "propose": factories.submitted,
    "schedule": factories.proposed,
}


@pytest.mark.parametrize("name", WRONG)
def test_a_move_is_refused_from_the_wrong_state(cast, name):
    _, move, who = MOVES[name]
    dossier = WRONG[name](cast)
    if name == "schedule":
        actions.accept(other := factories.proposed(cast, name="Khác"), by=cast.son)
        dossier.desk, dossier.level = other.desk, other.level

    with pytest.raises(Refused, match="đã chuyển sang"):
        move(dossier, getattr(cast, who))


@pytest.mark.parametrize("name", ["accept", "send_back", "refuse", "propose"])
def test_a_draft_cannot_be_moved_by_an_office(cast, name):
    with pytest.raises(Refused, match="đang ở bước «Đang soạn»"):
        MOVES[name][1](_draft(cast), cast.lan)


def test_a_role_that_is_over_moves_nothing(cast):
    dossier = factories.submitted(cast)
    Appointment.objects.filter(user=cast.lan).update(starts=today() - timedelta(9), ends=today() - timedelta(1))

    with pytest.raises(PermissionDenied):
        actions.accept(dossier, by=cast.lan)


def test_a_membership_that_is_over_moves_nothing(cast):
    dossier = factories.ready(cast)
    Membership.objects.update(starts=today() - timedelta(9), ends=today() - timedelta(1))

    with pytest.raises(PermissionDenied):
        actions.submit(dossier, by=cast.mai)


@pytest.mark.parametrize("state", ["SUBMITTED", "UNDER_CHECK", "RETURNED", "SCHEDULED"])
def test_the_producer_may_withdraw_until_the_evaluation_begins(cast, state):
    make = {
        "SUBMITTED": factories.submitted,
        "UNDER_CHECK": factories.accepted,
        "RETURNED": factories.returned,
        "SCHEDULED": factories.scheduled,
    }[state]
    dossier = make(cast)

    assert actions.withdraw(dossier, reason="Đổi ý.", by=cast.mai).state == State.WITHDRAWN


def test_a_dossier_under_review_is_not_withdrawn(cast, in_review):
    with pytest.raises(Refused, match="Tổ tư vấn đang xem xét"):
        actions.withdraw(in_review(), reason="Đổi ý.", by=cast.mai)


def test_every_step_says_from_where_to_where_by_whom_and_stands_in_the_journal(cast):
    dossier = factories.proposed(cast)

    steps = [
        (s.transition, s.from_state, s.to_state, s.from_desk, s.to_desk, s.by)
        for s in dossier.steps.select_related("from_desk", "to_desk", "by")
    ]
    assert steps == [
        ("submit", "draft", "submitted", None, cast.commune, cast.mai),
        ("accept", "submitted", "under_check", cast.commune, cast.commune, cast.lan),
        ("propose", "under_check", "submitted", cast.commune, cast.province, cast.lan),
    ]
    moved = [e.details["den"] for e in history_of(dossier) if e.verb in ("dossier.submit", "dossier.propose")]
    assert moved == ["submitted", "submitted"]


def test_closed_states_are_the_ends_of_the_way():
    assert {state for state in State if any(state in t.sources for t in all_transitions())} & set(CLOSED) == set()
