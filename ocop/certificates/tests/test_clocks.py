"""What runs for a dossier that was rated, sent up, or came back."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine

from ocop.certificates import actions
from ocop.certificates.actions import HigherInput
from ocop.core.dates import today
from ocop.dossiers.models import Dossier
from ocop.dossiers.queries import deadline_of, deadlines_of
from ocop.programme.rounds import open_extra_round


def fetched(dossier):
    return Dossier.objects.for_page().get(pk=dossier.pk)


def sent_up(world, on, **fields):
    with time_machine.travel(on, tick=False):
        dossier = world.concluded(mean="92", stars=5, **fields)
        actions.forward([dossier], decision=world.paper(f"30-{on}"), by=world.leader)
    return fetched(dossier)


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (date(2026, 7, 29), date(2026, 9, 29)),
        (date(2026, 7, 30), date(2027, 3, 29)),
        (date(2027, 1, 29), date(2027, 3, 29)),
        (date(2027, 1, 30), date(2027, 9, 29)),
    ],
)
def test_before_the_next_level_the_first_of_its_rounds_in_time_runs(world, on, due):
    deadline = deadline_of(sent_up(world, on))

    assert (deadline.due, deadline.label) == (due, "Cấp trung ương đánh giá xong")


def test_a_re_evaluation_before_the_next_level_runs_on_its_own_clock(world):
    deadline = deadline_of(sent_up(world, date(2026, 7, 6), kind="re_evaluation"))

    assert (deadline.due, deadline.label) == (date(2026, 8, 20), "Cấp trung ương: Đánh giá lại xong")


def test_what_was_rated_is_not_late_for_its_round(world):
    dossier = world.concluded()
    Dossier.objects.filter(pk=dossier.pk).update(
        round=open_extra_round(
            dossier.level,
            dossier.desk,
            basis="Quy chế 15, Kế hoạch 20",
            proposed_before=today() + timedelta(days=2),
            held_before=today() + timedelta(days=4),
        )
    )

    with time_machine.travel(today() + timedelta(days=30), tick=False):
        assert deadline_of(fetched(dossier)) is None


def test_many_before_the_next_level_take_the_queries_of_one(world, django_assert_num_queries):
    dossiers = [sent_up(world, date(2026, 7, day)) for day in (6, 7, 8)]

    for count in (1, 3):
        rows = list(Dossier.objects.for_list().filter(pk__in=[each.pk for each in dossiers[:count]]))
        with django_assert_num_queries(6):
            deadlines_of(rows)


def test_what_came_back_from_above_starts_its_own_clock_anew(world):
    dossier = sent_up(world, date(2026, 7, 6), kind="re_evaluation")
    with time_machine.travel(date(2026, 9, 1), tick=False):
        returned = HigherInput(world.paper("99/QĐ-BNNMT"), points=Decimal(80), stars=4)
        actions.return_from_higher(dossier, returned, by=world.officer)
        actions.reopen(dossier, by=world.leader)

        assert deadline_of(fetched(dossier)).due == date(2026, 10, 16)
