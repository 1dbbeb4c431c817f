"""From sheets to a result, with the sheet of set 7 and its printed gates and conditions; no database."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.conf import settings

from ocop.councils.tally import (
    Line,
    Scorer,
    answers_from,
    applies,
    frozen,
    mean_of,
    points_so_far,
    quorum,
    result_json,
    stopped_after,
    tally,
    unanswered,
)
from ocop.programme.law_files import read_regime, read_sheet
from ocop.programme.scoring import Rules
from ocop.programme.sheets import parse_sheet

SHEET = parse_sheet(read_sheet(settings.LAW_DIR, "26-2026", 7))
WATER = parse_sheet(read_sheet(settings.LAW_DIR, "26-2026", 16))
RULES = Rules.from_regime(read_regime(settings.LAW_DIR, "26-2026"))


def best(sheet=SHEET, lower=()):
    return {
        c.code: Line("" if c.code in lower else max(c.options, key=lambda option: option.points).id)
        for c in sheet.criteria
    }


def scorer(name, lower=()):
    content, _ = frozen(SHEET, best(lower=lower), "Tốt.", "dau")
    return Scorer(name, name, "Sở", "Ủy viên", 1, content)


def test_full_sheet_has_nothing_unanswered_and_a_hundred_points():
    lines = best()

    assert (unanswered(SHEET, lines), points_so_far(SHEET, lines)) == ([], 100)


def test_condition_is_open_until_its_criterion_is_answered():
    criterion = SHEET.criterion("5.2")

    assert [applies(criterion, lines) for lines in ({}, {"5.1": Line("5.1-a")}, {"5.1": Line("5.1-b")})] == [
        True,
        False,
        True,
    ]
    assert not applies(criterion, {"5.1": Line("")})


def test_points_leave_out_what_does_not_apply():
    lines = {**best(), "5.1": Line("5.1-a")}

    assert points_so_far(SHEET, lines) == 100 - 5 - SHEET.criterion("5.2").max + SHEET.option("5.1-a").points


def test_gate_found_by_a_member_ends_the_sheet_there():
    lines = {"1.1": Line("", is_rejected=True)}

    assert (stopped_after(SHEET, lines), unanswered(SHEET, lines)) == (1, [])
    assert len(answers_from(SHEET, lines).not_scored) == len(SHEET.criteria) - 1


def test_gate_of_a_section_holds_by_itself_at_nought_points():
    section = next(section for section in WATER.sections if section.gate)
    watched = WATER.criterion(section.gate.zero_in[0])

    assert stopped_after(WATER, {watched.code: Line("")}) == watched.index
    assert stopped_after(WATER, best(WATER)) is None


def test_dependent_line_left_over_after_a_stop_is_not_scored():
    lines = {"1.1": Line("", is_rejected=True), "5.2": Line("5.2-a")}

    assert "5.2" in answers_from(SHEET, lines).not_scored


def test_mean_is_exact_and_stored_cut_not_rounded():
    counted = tally(SHEET, [scorer("a"), scorer("b"), scorer("c", lower=("1.4",))], RULES)

    result = result_json(
        counted, RULES, spread_limit=Decimal(10), criterion_spread_limit=Decimal(2), quorum=quorum(3, 3, 60)
    )

    assert (mean_of(result), result["mean_cut"]) == (Fraction(99), "99.0000")
    assert (result["totals"], result["spread"], result["criteria_spread"]["1.4"]) == ([100, 100, 97], 3, 3)
    assert counted.criteria_beyond(Decimal(2)) == ["1.4"]
    assert counted.criteria_beyond(None) == []


def test_third_of_a_point_never_reaches_the_next_band():
    three = [scorer(name, lower=("1.1", "1.3", "1.4")) for name in "ab"] + [
        scorer("c", lower=("1.1", "1.3", "1.4", "3.2"))
    ]
    counted = tally(SHEET, three, RULES)

    assert counted.result.average == Fraction(272, 3)
    assert str(counted.stored_mean) == "90.6666"


def test_result_keeps_every_choice_of_every_member():
    counted = tally(SHEET, [scorer("a", lower=("1.4",))], RULES)

    member = result_json(
        counted, RULES, spread_limit=Decimal(10), criterion_spread_limit=None, quorum=quorum(1, 1, 60)
    )["members"][0]

    assert member["sheet"]["answers"]["none"] == ["1.4"]
    assert (member["total"], member["points"].get("1.4"), len(member["points"])) == (97, None, 31)


@pytest.mark.parametrize(
    ("present", "total", "percent", "required", "reached"),
    [(2, 3, 60, 2, True), (1, 3, 60, 2, False), (7, 11, 67, 8, False), (8, 11, 67, 8, True), (0, 0, 60, 1, False)],
)
def test_quorum_is_a_share_of_all_scoring_seats_rounded_up(present, total, percent, required, reached):
    found = quorum(present, total, percent)

    assert (found.required, found.is_reached) == (required, reached)
