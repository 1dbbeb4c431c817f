import random
from fractions import Fraction

import pytest

from ocop.programme.answers import Answers, WrongAnswers, ballot, ballots
from ocop.programme.averages import members_beyond, members_spread, number, truncated
from ocop.programme.scoring import Rules, criteria_spread, score, score_ballots
from ocop.programme.tests.filled import banded, filled, law, picks, random_picks, rules, sheet, tiny

# Sheet 5, lowered without touching a star mark: each takes so many points off 100.
LOWERED = {"1.1": "1.1-b", "1.2": None, "1.3": None, "1.5": "1.5-a", "1.6": "1.6-a"}  # 1 + 3 + 3 + 2 + 1 = 10


def result(number, changes=None, *, by=None, **given):
    return score(sheet(number), filled(sheet(number), changes, **given), by or rules())


def test_points_are_added_by_part():
    scored = result(5, LOWERED | {"4.2": "4.2-a", "6.2": "6.2-b"})

    assert (scored.points, scored.total, scored.average, scored.totals) == ({"A": 30, "B": 22, "C": 33}, 85, 85, (85,))


def test_nothing_ticked_anywhere_is_one_star():
    scored = result(5, start="none")

    assert (scored.points, scored.band, scored.final, scored.outcome) == ({"A": 0, "B": 0, "C": 0}, 1, 1, "rated")


@pytest.mark.parametrize("number", range(1, 27))
def test_the_highest_options_are_five_stars_on_every_sheet(number):
    scored = result(number)

    assert (scored.total, scored.final, scored.missed, scored.next) == (100, 5, {3: (), 4: (), 5: ()}, ())


@pytest.mark.parametrize(
    ("average", "stars"),
    [
        ("0", 1), ("29.99", 1), ("30", 2), ("49.99", 2), ("50", 3), ("69.99", 3), ("69.999999999999", 3), ("70", 4),
        ("89.99", 4), ("89.9999999999999999999999999", 4), ("90", 5), ("100", 5),
    ],
)  # fmt: skip
def test_a_band_begins_at_its_lower_bound_and_nothing_is_rounded_up(average, stars):
    assert rules().band(Fraction(average)) == stars


@pytest.mark.parametrize(
    ("changes", "total", "final"),
    [
        (LOWERED, 90, 5),
        (LOWERED | {"2.4": "2.4-a"}, 89, 4),
        (LOWERED | {"6.4": "6.4-c", "6.5": "6.5-c", "7": "7-c"}, 85, 4),
    ],
)
def test_five_stars_begin_at_90(changes, total, final):
    scored = result(5, changes)

    assert (scored.total, scored.final) == (total, final)


# QĐ 26/2026/QĐ-TTg, Phụ lục II, mục 5: 8 marks of ***, 13 of ****, 5 of *****
MARKS_5 = {
    3: ("1.1-b", "2.2-c", "2.3-a", "3.5-a", "4.1-b", "5.3-b", "8-a", "9-a"),
    4: (
        "1.4-c",
        "1.5-a",
        "2.1-c",
        "2.3-c",
        "3.4-b",
        "3.5-b",
        "4.1-c",
        "5.1-e",
        "6.1-c",
        "6.4-c",
        "6.5-c",
        "7-c",
        "9-b",
    ),
    5: ("1.4-d", "4.1-d", "6.4-d", "6.5-d", "7-d"),
}


def test_with_nothing_ticked_every_mark_is_missed():
    assert result(5, start="none").missed == MARKS_5


@pytest.mark.parametrize(
    ("criterion", "pick", "missed", "final"),
    [
        ("1.1", "1.1-a", {3: ("1.1-b",), 4: (), 5: ()}, 2),
        ("1.1", None, {3: ("1.1-b",), 4: (), 5: ()}, 2),
        ("1.1", "1.1-b", {3: (), 4: (), 5: ()}, 5),
        ("1.4", "1.4-b", {3: (), 4: ("1.4-c",), 5: ("1.4-d",)}, 3),
        ("1.4", "1.4-c", {3: (), 4: (), 5: ("1.4-d",)}, 4),
        ("1.5", None, {3: (), 4: ("1.5-a",), 5: ()}, 3),
        ("1.5", "1.5-a", {3: (), 4: (), 5: ()}, 5),
        ("2.3", "2.3-b", {3: (), 4: ("2.3-c",), 5: ()}, 3),
        ("2.3", None, {3: ("2.3-a",), 4: ("2.3-c",), 5: ()}, 2),
        ("8", None, {3: ("8-a",), 4: (), 5: ()}, 2),
    ],
)
def test_a_missed_mark_takes_the_stars_above(criterion, pick, missed, final):
    scored = result(5, {criterion: pick})

    assert (scored.band, scored.missed, scored.final) == (5, missed, final)


def test_a_star_is_given_by_points_where_marks_would_allow_more():
    only_marks = {code: None for code in picks(sheet(5))}
    only_marks |= {option.rpartition("-")[0]: option for stars in (3, 4, 5) for option in MARKS_5[stars]}

    scored = result(5, only_marks)

    assert (scored.total, scored.missed, scored.final) == (50, {3: (), 4: (), 5: ()}, 3)


def test_tourism_has_no_mark_for_five_stars():
    assert result(26, start="none").missed == {3: ("3.5-a",), 4: ("3.4-b", "3.5-b"), 5: ()}


def test_of_two_options_with_equal_points_the_later_is_the_higher():
    of = tiny({"points": [0, 1, 1, 2], "marks": {"c": 3}})
    low, high = (score(of, filled(of, {"1": pick}), banded(0, 1, 1)) for pick in ("1-b", "1-c"))

    assert (low.final, high.final) == (2, 3)


@pytest.mark.parametrize(
    ("number", "changes", "given", "outcome", "found"),
    [
        (5, {"6.1": "6.1-a"}, {"rejected": ["6.1"]}, "stopped", ("6.1",)),
        (5, {"6.1": "6.1-a"}, {}, "rated", ()),
        (5, {}, {"rejected": ["2.1"]}, "rejected", ("2.1",)),
        (5, {}, {"rejected": ["6.1", "2.1"]}, "rejected", ("2.1", "6.1")),
        (11, {"6.1.1": None}, {"rejected": ["6.1.1"]}, "stopped", ("6.1.1",)),
        (16, {"6.2": "6.2-a"}, {}, "stopped", ("6",)),
        (16, {"6.2": None}, {}, "stopped", ("6",)),
        (16, {"7": "7-a"}, {}, "rated", ()),
        (21, {"6.2": None}, {"rejected": ["6.2"], "not_scored": ["7", "8", "9"]}, "rejected", ("6.2",)),
    ],
)
def test_a_gate_decides_the_outcome(number, changes, given, outcome, found):
    scored = result(number, changes, **given)

    assert (scored.outcome, scored.found) == (outcome, found)
    assert (scored.final is None, scored.next == ()) == ((True, True) if found else (False, False))


def test_points_of_a_stopped_sheet_stand_but_give_no_stars():
    scored = result(5, {"6.1": "6.1-a"}, rejected=["6.1"])

    assert (scored.total, scored.band, scored.final) == (98, 5, None)


def test_a_case_is_scored_in_itself():
    assert result(26, {"8": "8-c", "9": "9-d", "15": "15-c"}).total == 96


def test_answers_that_cannot_stand_are_not_scored():
    with pytest.raises(WrongAnswers):
        score(sheet(5), Answers(chosen=()), rules())


# --- members


def members_of(*totals):
    """Members of sheet 5 with these totals, by taking points off criteria without marks (11, 10, 1.2, 1.3, 4.2)."""
    off = {
        0: {}, 1: {"11": "11-b"}, 2: {"11": "11-a"}, 3: {"11": None}, 4: {"11": None, "10": "10-a"},
        5: {"11": None, "10": None}, 10: {**LOWERED}, 11: {**LOWERED, "11": "11-b"}, 12: {**LOWERED, "11": "11-a"},
        13: {**LOWERED, "11": None},
    }  # fmt: skip
    return [off[100 - total] for total in totals]


@pytest.mark.parametrize(
    ("totals", "average", "band"),
    [
        ((90, 90, 90), Fraction(90), 5),
        ((90, 90, 89), Fraction(269, 3), 4),
        ((89, 89, 90), Fraction(268, 3), 4),
        ((100, 87, 87, 87, 90, 90, 89), Fraction(90), 5),
        ((100, 87, 87, 87, 90, 90, 88), Fraction(629, 7), 4),
        ((90,) * 10 + (89,), Fraction(989, 11), 4),
        ((90,) * 10 + (90,), Fraction(90), 5),
    ],
)
def test_the_average_of_members_is_exact(totals, average, band):
    scored = result(5, members=members_of(*totals))

    assert (scored.totals, scored.average, scored.band, scored.total) == (totals, average, band, 100)


def test_three_hundred_members_may_come_as_near_as_89_996():
    base, members = ballots(sheet(5), filled(sheet(5), members=members_of(90, 89)))

    scored = score_ballots(sheet(5), [members[0]] * 299 + [members[1]], rules(), base=base)

    assert (scored.average, scored.final, scored.as_json()["average"]) == (Fraction(26999, 300), 4, 89.9966666666)


def test_part_averages_add_up_to_the_average():
    scored = result(5, members=[{"1.1": "1.1-b"}, {}, {"4.2": "4.2-a", "7": "7-a"}])

    assert scored.part_averages == {"A": Fraction(119, 3), "B": Fraction(24), "C": Fraction(100, 3)}
    assert sum(scored.part_averages.values()) == scored.average


def test_without_members_the_first_ballot_is_the_base():
    base, (member,) = ballots(sheet(5), filled(sheet(5), members=[{"1.1": "1.1-b"}]))

    assert score_ballots(sheet(5), [member, base], rules()).total == 99


# 8-a carries *** : what three or four members tick there, and whether the mark is reached
@pytest.mark.parametrize(
    ("gate_uses", "ticks", "missed"),
    [
        ("majority", ["8-a", "8-a", None], ()),
        ("majority", ["8-c", "8-a", None], ()),
        ("majority", ["8-a", None, None], ("8-a",)),
        ("majority", ["8-a", "8-c", None, None], ("8-a",)),
        ("majority", ["8-a", "8-c", "8-a", None], ()),
        ("all_members", ["8-a", "8-a", None], ("8-a",)),
        ("all_members", ["8-a", "8-a", "8-c"], ()),
        ("mean_of_members", ["8-c", None, None], ("8-a",)),
        ("mean_of_members", ["8-b", "8-a", None], ()),
        ("mean_of_members", ["8-c", "8-a", None, None], ("8-a",)),
        ("mean_of_members", ["8-c", "8-a", None], ()),
    ],
)
def test_whose_choice_decides_a_mark_is_a_reading(gate_uses, ticks, missed):
    chosen = Rules(rules().bands, rules().mark_levels, gate_uses)

    scored = result(5, members=[{"8": tick} for tick in ticks], by=chosen)

    assert scored.missed[3] == missed


def test_an_unknown_reading_is_refused():
    with pytest.raises(ValueError, match="gate_uses"):
        Rules(rules().bands, rules().mark_levels, "chair")


@pytest.mark.parametrize(
    ("zeros", "members", "outcome"),
    [(1, 3, "rated"), (2, 3, "stopped"), (2, 4, "rated"), (3, 4, "stopped"), (3, 5, "stopped")],
)
def test_a_gate_is_found_by_more_than_half_of_the_members(zeros, members, outcome):
    changes = [{"6.1": "6.1-a"}] * zeros + [{}] * (members - zeros)

    assert result(16, members=changes).outcome == outcome


def test_a_remark_stated_in_the_base_is_stated_by_all_members():
    assert result(5, rejected=["2.1"], members=[{}, {}, {}]).outcome == "rejected"


@pytest.mark.parametrize("number", range(1, 27))
def test_stars_agree_with_a_plain_count(number):
    chance = random.Random(number)
    for _ in range(20):
        start = random_picks(sheet(number), chance)
        ticked = {c.code: next((o for o in c.options if o.id == start[c.code]), None) for c in sheet(number).criteria}
        total = sum(option.points for option in ticked.values() if option)
        stars = max(s for s, lower in ((5, 90), (4, 70), (3, 50), (2, 30), (1, 0)) if total >= lower)
        for criterion in sheet(number).criteria:
            for option in criterion.options:
                held = ticked[criterion.code]
                if option.min_stars and (held is None or held.index < option.index):
                    stars = min(stars, option.min_stars - 1)

        scored = result(number, start)

        assert scored.total == total
        assert scored.final == (stars if scored.outcome == "rated" else None)


# --- figures


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (Fraction(269999, 3000), 2, "89.99"), (Fraction(90), 2, "90.00"), (Fraction(200, 3), 2, "66.66"),
        (Fraction(1, 2), 0, "0"), (Fraction(899999999999, 10**10), 10, "89.9999999999"), (Fraction(-1, 3), 2, "-0.34"),
    ],
)  # fmt: skip
def test_what_is_shown_is_cut_off(value, decimals, shown):
    assert str(truncated(value, decimals)) == shown


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (Fraction(90), "90"), (Fraction(179, 2), "89.5"), (Fraction(200, 3), "66.6666666666"),
        (Fraction(9 * 10**20 - 1, 10**19), "89.9999999999"),
    ],
)  # fmt: skip
def test_a_printed_number_never_reaches_a_band_it_does_not_hold(value, printed):
    assert repr(number(value)) == printed


@pytest.mark.parametrize(
    ("totals", "limit", "beyond"),
    [
        ((), 10, ()), ((80,), 10, ()), ((80, 90), 10, ()), ((80, 91), 10, (0, 1)), ((80, 82, 81, 60, 79), 10, (3,)),
        ((70, 80, 90), 10, (0, 2)), ((70, 80, 91), 10, (2,)), ((70, 80, 90), 20, ()), ((70, 81, 80), 10, (0, 1)),
    ],
)  # fmt: skip
def test_members_to_be_heard_lie_beyond_the_limit(totals, limit, beyond):
    assert members_beyond(totals, limit) == beyond


def test_spread_is_between_the_highest_and_the_lowest():
    _, members = ballots(sheet(5), filled(sheet(5), members=[{"7": "7-a"}, {"7": "7-c", "1.1": None}, {}]))

    spread = criteria_spread(sheet(5), members)

    assert (members_spread([70, 81, 80]), members_spread([])) == (11, 0)
    assert {code: points for code, points in spread.items() if points} == {"1.1": 3, "7": 5}
    assert len(spread) == 31


def test_rules_come_from_the_regime():
    of = rules()

    assert [(band.stars, band.lower) for band in of.bands] == [(5, 90), (4, 70), (3, 50), (2, 30), (1, 0)]
    assert (of.mark_levels, of.gate_uses, of.above(5), of.above(1)) == ((3, 4, 5), "majority", None, 2)
    assert Rules.from_regime(law().regime) == of


def test_result_is_told_in_json():
    printed = result(26, {"8": None, "17": None, "16": None, "13": None}).as_json()

    assert list(printed) == ["points", "total", "average", "band", "missed", "outcome", "final", "next"]
    assert (printed["total"], printed["final"], printed["missed"]) == (88, 4, {"3": [], "4": [], "5": []})
    assert printed["next"] == [
        {
            "stars": 5, "criterion": "8", "name": "Đáp ứng điều kiện kinh doanh dịch vụ", "from": None, "to": "8-a",
            "label": sheet(26).option("8-a").label, "gain": 1, "why": "points", "or": ["8-c"],
        },
        {
            "stars": 5, "criterion": "13", "name": "Chất lượng sản phẩm dịch vụ du lịch", "from": None, "to": "13-a",
            "label": sheet(26).option("13-a").label, "gain": 1, "why": "points", "or": [],
        },
    ]  # fmt: skip


def test_ballot_of_one_scorer_gives_the_same_as_the_answers():
    answers = filled(sheet(5), LOWERED)

    assert score_ballots(sheet(5), [ballot(sheet(5), answers)], rules()) == score(sheet(5), answers, rules())
