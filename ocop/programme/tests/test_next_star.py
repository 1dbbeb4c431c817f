import random
from fractions import Fraction

import pytest

from ocop.programme.answers import Answers
from ocop.programme.scoring import score
from ocop.programme.tests.filled import banded, filled, random_picks, rules, sheet, tiny

# Sheet 5, lowered without touching a star mark: each takes so many points off 100.
LOWERED = {"1.1": "1.1-b", "1.2": None, "1.3": None, "1.5": "1.5-a", "1.6": "1.6-a"}  # 1 + 3 + 3 + 2 + 1 = 10


def result(number, changes=None, *, by=None, **given):
    return score(sheet(number), filled(sheet(number), changes, **given), by or rules())


def steps(scored):
    return [(step.criterion.code, step.to.id, step.gain, step.why) for step in scored.next]


def test_next_star_asks_for_missed_marks_cheapest_first():
    scored = result(5, {"1.5": None, "2.1": "2.1-b", "4.1": "4.1-a", "3.4": None})

    assert (scored.total, scored.final) == (89, 2)
    assert steps(scored) == [("4.1", "4.1-b", 1, "mark")]


def test_next_star_asks_for_the_marks_of_all_levels_up_to_it():
    scored = result(5, {"1.4": "1.4-b", "2.1": "2.1-a", "3.5": "3.5-a", "7": "7-b"})

    assert (scored.total, scored.final) == (87, 3)
    assert steps(scored) == [
        ("1.4", "1.4-c", 1, "mark"),
        ("3.5", "3.5-b", 1, "mark"),
        ("7", "7-c", 2, "mark"),
        ("2.1", "2.1-c", 5, "mark"),
    ]


def test_next_star_asks_for_the_highest_mark_of_a_criterion_once():
    scored = score(tiny({"points": [0, 1, 2, 3], "marks": {"b": 3, "c": 4}}, {"points": [9]}),
                   Answers(chosen=("1-a", "2-a")), banded(0, 1, 2, 3, 4))  # fmt: skip
    raised = score(tiny({"points": [0, 1, 2, 3], "marks": {"b": 3, "c": 4}}, {"points": [9]}),
                   Answers(chosen=("1-b", "2-a")), banded(0, 1, 2, 3, 4))  # fmt: skip

    assert (scored.final, steps(scored)) == (2, [("1", "1-b", 1, "mark")])
    assert (raised.final, steps(raised)) == (3, [("1", "1-c", 1, "mark")])


def test_next_star_asks_for_the_smallest_step_when_one_point_is_lacking():
    scored = result(5, LOWERED | {"2.4": "2.4-a"})

    assert (scored.total, scored.final) == (89, 4)
    assert steps(scored) == [("1.1", "1.1-c", 1, "points")]


def test_next_star_lists_no_step_that_is_not_needed():
    # 87 points; smallest first: 1.1 (+1), 1.6 (+1), 4.3 (+2) make 91, so one of the single points can stay away
    changes = {"1.1": "1.1-b", "1.6": "1.6-a", "4.3": "4.3-d", "5.3": "5.3-b", "8": "8-a", "9": "9-b"}

    scored = result(5, changes)

    assert (scored.total, scored.final) == (87, 4)
    assert steps(scored) == [("1.6", "1.6-b", 1, "points"), ("4.3", "4.3-e", 2, "points")]


def test_next_star_leaves_out_the_largest_step_it_can():
    of = tiny({"points": [0, 1]}, {"points": [0, 2]}, {"points": [0, 3]})

    scored = score(of, Answers((), none=("1", "2", "3")), banded(0, 4))

    assert steps(scored) == [("1", "1-b", 1, "points"), ("3", "3-b", 3, "points")]


def test_next_star_joins_steps_in_one_criterion():
    of = tiny({"points": [0, 1, 2, 3]})

    scored = score(of, Answers(chosen=("1-a",)), banded(0, 3))

    assert steps(scored) == [("1", "1-d", 3, "points")]
    assert scored.next[0].current.id == "1-a"


def test_next_star_counts_what_the_marks_already_add():
    of = tiny({"points": [0, 2, 5], "marks": {"b": 3}}, {"points": [0, 1, 2]}, {"points": [9]})

    scored = score(of, Answers(chosen=("1-a", "2-a", "3-a")), banded(0, 1, 12))

    assert (scored.final, steps(scored)) == (2, [("1", "1-b", 2, "mark"), ("2", "2-b", 1, "points")])


def test_next_star_goes_on_from_a_mark_in_the_same_criterion():
    of = tiny({"points": [0, 2, 5], "marks": {"b": 3}}, {"points": [9]})

    scored = score(of, Answers(chosen=("1-a", "2-a")), banded(0, 1, 13))

    assert [(s.current.id, s.to.id, s.gain, s.why) for s in scored.next] == [
        ("1-a", "1-b", 2, "mark"),
        ("1-b", "1-c", 3, "points"),
    ]


STORY = {"criterion": "1", "except_options": ["1-a"], "text": "Chỉ khi"}


def test_next_star_passes_over_a_criterion_that_does_not_apply():
    of = tiny({"points": [0, 5]}, {"points": [0, 1], "applies_when": STORY}, {"points": [0, 2]})

    scored = score(of, Answers(("1-a", "3-a"), not_applicable=("2",)), banded(0, 2))

    assert steps(scored) == [("3", "3-b", 2, "points")]


def test_next_star_uses_a_criterion_that_comes_to_apply():
    of = tiny({"points": [0, 1, 6]}, {"points": [0, 2], "applies_when": STORY})

    scored = score(of, Answers(("1-a",), none=("2",)), banded(0, 3))

    assert steps(scored) == [("1", "1-b", 1, "points"), ("2", "2-b", 2, "points")]


def test_next_star_keeps_the_step_another_depends_on():
    of = tiny({"points": [0, 1, 6]}, {"points": [0, 2], "applies_when": STORY})

    scored = score(of, Answers(("1-a",), not_applicable=("2",)), banded(0, 2))

    assert steps(scored) == [("1", "1-b", 1, "points"), ("2", "2-b", 2, "points")]


def test_next_star_passes_over_a_step_without_points():
    of = tiny({"points": [0, 0, 1, 1, 2]})

    assert steps(score(of, Answers((), none=("1",)), banded(0, 1))) == [("1", "1-c", 1, "points")]
    assert steps(score(of, Answers(("1-c",)), banded(0, 2))) == [("1", "1-e", 1, "points")]


def test_next_star_stays_in_the_chosen_case():
    of = tiny({"points": [1, 4, 2, 3], "cases": {"a": 1, "b": 1, "c": 2, "d": 2}})

    first, second = (score(of, Answers((pick,)), banded(0, 3)) for pick in ("1-a", "1-c"))

    assert (steps(first), steps(second)) == ([("1", "1-b", 3, "points")], [("1", "1-d", 1, "points")])
    assert [step.alternatives for step in (*first.next, *second.next)] == [(), ()]


def test_next_star_offers_every_case_where_none_is_chosen():
    of = tiny({"points": [1, 3, 1, 3], "cases": {"a": 1, "b": 1, "c": 2, "d": 2}})

    low, high = (score(of, Answers((), none=("1",)), banded(0, lower)).next for lower in (1, 2))

    assert [(s.to.id, [o.id for o in s.alternatives]) for s in (*low, *high)] == [("1-a", ["1-c"]), ("1-b", ["1-d"])]


def test_next_star_stops_where_nothing_is_left_to_gain():
    of = tiny({"points": [0, 1]})

    assert steps(score(of, Answers(("1-a",)), banded(0, 9))) == [("1", "1-b", 1, "points")]


def test_next_star_of_a_council_gains_what_the_average_gains():
    of = tiny({"points": [0, 1, 3], "marks": {"c": 3}}, {"points": [0, 1, 2]})
    answers = Answers(("1-a", "2-a"), members=({"1": "1-b"}, {"1": "1-c", "2": "2-b"}, {}))

    scored = score(of, answers, banded(0, 1, 4))

    assert (scored.average, scored.final) == (Fraction(5, 3), 2)
    assert [(s.current.id, s.to.id, s.gain, s.why) for s in scored.next] == [
        ("2-a", "2-b", Fraction(2, 3), "points"),
        ("1-b", "1-c", Fraction(5, 3), "mark"),
    ][::-1]


def test_next_star_of_a_council_asks_those_who_gave_less():
    of = tiny({"points": [0, 1, 2]})
    answers = Answers(("1-c",), members=({}, {}, {"1": "1-a"}))

    scored = score(of, answers, banded(0, 2))

    assert [(s.current.id, s.to.id, s.gain) for s in scored.next] == [("1-c", "1-c", Fraction(2, 3))]


@pytest.mark.parametrize(
    ("ticks", "held"),
    [("bbaa", "1-a"), ("bbba", "1-b"), ("bbaaa", "1-a"), ("bbbaa", "1-b"), ("ab", "1-a"), ("aab", "1-a")],
)
def test_next_star_of_a_council_starts_from_what_more_than_half_gave(ticks, held):
    of = tiny({"points": [0, 1, 9]}, {"points": [0, 1]})
    answers = Answers(("1-a", "2-a"), members=tuple({"1": f"1-{tick}"} for tick in ticks))

    scored = score(of, answers, banded(0, 9))

    assert (scored.next[-1].current.id, scored.next[-1].to.id) == (held, "1-c")


@pytest.mark.parametrize("number", [1, 5, 8, 11, 16, 23, 26])
def test_next_steps_lead_to_the_next_star_and_none_is_idle(number):
    chance = random.Random(number)
    for _ in range(25):
        start = random_picks(sheet(number), chance)
        scored = result(number, start)
        if scored.final in (None, 5):
            continue

        wanted = {step.criterion.code: step.to.id for step in scored.next}
        reached = result(number, start | wanted)

        assert reached.final == scored.final + 1
        assert reached.average - scored.average == sum(step.gain for step in scored.next)
        for step in scored.next:
            back = start | wanted | {step.criterion.code: step.current.id if step.current else None}
            if step.criterion.code != "5.1" or back["5.1"] not in (None, "5.1-a"):
                assert result(number, back).final != scored.final + 1
