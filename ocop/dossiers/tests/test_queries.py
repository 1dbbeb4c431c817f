from datetime import date, timedelta

import pytest

from ocop.core.dates import today
from ocop.core.workflow import all_transitions
from ocop.dossiers import actions, standing
from ocop.dossiers.actions import Answer, Paper
from ocop.dossiers.fields import fields_of
from ocop.dossiers.models import Dossier, State
from ocop.dossiers.queries import (
    answers_of,
    awaiting,
    deadline_of,
    deadlines_of,
    gaps_of,
    late_notice,
    round_choices,
    samples_needed,
    score_ticks,
    self_result,
)
from ocop.dossiers.queries.reading import read_forms
from ocop.dossiers.queries.report import missing_in_report, topics_of
from ocop.dossiers.queries.sections import criterion_lines, editor_tabs, sections_of
from ocop.dossiers.standing import Standing, standing_of, standing_source, standings_of
from ocop.dossiers.tests import factories
from ocop.producers.models import Membership
from ocop.programme.models import Clock, LawForm
from ocop.programme.rounds import open_extra_round


@pytest.fixture
def since_january(cast):
    """Mai has long acted for her producer, and the officers have long held their roles."""
    Membership.objects.update(starts=date(2026, 1, 1))
    cast.lan.appointments.update(starts=date(2026, 1, 1))
    return cast


# What is missing


def gaps(dossier, *, blocks=True):
    return [gap.sentence for gap in gaps_of(Dossier.objects.for_page().get(pk=dossier.pk)) if gap.blocks == blocks]


def test_a_complete_dossier_has_no_gap_that_blocks(cast):
    assert gaps(factories.ready(cast)) == []


def test_an_untouched_sheet_is_one_gap_a_section(cast):
    dossier = factories.draft(cast)

    scoring = [gap for gap in gaps_of(dossier) if gap.section]

    assert len(scoring) == len(dossier.criteria_set.sheet.sections)
    assert (scoring[0].place, scoring[0].section) == ("1.1", "1")
    assert scoring[0].sentence == "Tiêu chí 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7: chưa tự chấm"


def test_points_need_a_justification_and_should_have_a_paper(cast):
    dossier = factories.ready(cast)
    actions.answer(dossier, "1.3", Answer(justification=""), by=cast.mai)

    assert gaps(dossier) == ["Tiêu chí 1.3: chưa ghi mô tả, chứng minh"]
    assert "Tiêu chí 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7: chưa có minh chứng đính kèm" in gaps(dossier, blocks=False)


def test_an_option_without_points_needs_no_justification(cast):
    dossier = factories.ready(cast)
    actions.answer(dossier, "1.2", Answer(option="1.2-a", justification=""), by=cast.mai)

    assert gaps(dossier) == []


def test_a_criterion_that_does_not_apply_is_not_asked_for(cast):
    dossier = factories.ready(cast)
    dossier.self_scores.filter(criterion="5.2").delete()
    assert gaps(dossier) == ["Tiêu chí 5.2: chưa tự chấm"]

    actions.answer(dossier, "5.1", Answer(option="5.1-a"), by=cast.mai)

    assert gaps(dossier) == []


def test_a_required_field_of_blanks_is_missing(cast):
    dossier = factories.ready(cast)
    actions.edit_form(dossier, "02", {"structure": "   "}, by=cast.mai)

    assert gaps(dossier) == ["Mẫu số 02: điền mục «9. Cơ cấu tổ chức của chủ thể»"]


def test_a_sheet_that_refuses_without_a_paper_asks_for_it(cast):
    dossier = factories.ready(cast)
    for paper in dossier.evidence.all():
        actions.remove_evidence(paper, by=cast.mai)
    dossier.regime.policy["required_evidence"] = [{"kind": "e02", "sheets": [7]}, {"kind": "e11", "sheets": [18]}]

    found = [gap for gap in gaps_of(dossier) if gap.place == "papers" and gap.blocks]

    assert [gap.sentence for gap in found] == ["Thiếu giấy tờ bắt buộc: Giấy chứng nhận cơ sở đủ điều kiện sản xuất"]


def test_a_paper_blocks_from_the_day_after_it_runs_out(since_january, on):
    cast = since_january
    dossier = factories.ready(cast)
    paper = Paper("e01", "Giấy đăng ký", expires_on=today() + timedelta(days=5))
    actions.add_evidence(dossier, factories.stored(cast.mai), paper, by=cast.mai)
    last = paper.expires_on

    on(last.year, last.month, last.day)
    assert gaps(dossier) == []
    after = last + timedelta(days=1)
    on(after.year, after.month, after.day)
    assert gaps(dossier) == [f"«Giấy đăng ký» đã hết hạn ngày {last:%d/%m/%Y}: thay bản còn hạn"]


def test_an_unanswered_request_is_a_gap(cast):
    assert gaps(factories.returned(cast)) == ["Trả lời yêu cầu bổ sung: Mẫu số 02"]


def test_gaps_take_the_same_queries_whatever_the_size(cast, django_assert_num_queries):
    empty, full = factories.draft(cast, name="Trống"), factories.ready(cast, name="Đầy")
    for n in range(4):
        actions.add_evidence(full, factories.stored(cast.mai), Paper("e01", f"Giấy {n}", criterion="1.1"), by=cast.mai)

    for dossier in (empty, full):
        row = Dossier.objects.for_page().get(pk=dossier.pk)
        with django_assert_num_queries(6):
            gaps_of(row)


# Deadlines


def test_the_commune_has_fifteen_working_days_from_the_day_after_filing_without_holidays(since_january, on):
    cast = since_january
    on(2026, 12, 21)

    deadline = deadline_of(factories.submitted(cast))

    assert (deadline.due, deadline.label, deadline.days_left) == (date(2027, 1, 12), "Cấp xã xử lý xong", 15)
    assert (deadline.unit, deadline.is_late) == ("ngày làm việc", False)


def test_a_deadline_gone_by_is_late_even_over_a_weekend(since_january, on):
    cast = since_january
    on(2026, 12, 1)
    dossier = factories.submitted(cast)
    assert deadline_of(dossier).due == date(2026, 12, 22)

    on(2026, 12, 22)
    assert (deadline_of(dossier).days_left, deadline_of(dossier).is_late) == (0, False)
    on(2026, 12, 24)
    assert (deadline_of(dossier).days_left, deadline_of(dossier).is_late) == (-2, True)


def test_a_deadline_on_a_friday_is_late_on_saturday(since_january, on):
    cast = since_january
    on(2026, 12, 4)
    dossier = factories.submitted(cast)
    assert deadline_of(dossier).due == date(2026, 12, 25)

    on(2026, 12, 26)

    assert deadline_of(dossier).days_left == -1


def test_the_clock_stops_while_returned_and_starts_anew_when_handed_in_again(since_january, on):
    cast = since_january
    on(2026, 12, 1)
    dossier = factories.returned(cast)
    assert (deadline_of(dossier).label, deadline_of(dossier).due) == ("Chủ thể bổ sung", date(2026, 12, 11))

    on(2026, 12, 8)
    actions.answer_items(dossier, {dossier.amendment_requests.get().items.get().pk: "Xong."}, by=cast.mai)
    actions.submit(dossier, by=cast.mai)

    assert deadline_of(dossier).due == date(2026, 12, 29)


def test_a_draft_a_withdrawn_dossier_and_one_newly_at_the_province_have_no_deadline(cast):
    withdrawn = actions.withdraw(factories.submitted(cast, name="Rút"), reason="Đổi ý.", by=cast.mai)

    found = [deadline_of(d) for d in (factories.draft(cast, name="Nháp"), withdrawn, factories.proposed(cast))]

    assert found == [None, None, None]


def test_in_a_round_the_evaluation_is_due_the_day_before_the_named_day(cast):
    dossier = factories.scheduled(cast)

    deadline = deadline_of(dossier)

    assert (deadline.due, deadline.label) == (dossier.round.held_before - timedelta(days=1), "Đánh giá xong")
    assert deadline.unit == "ngày"


def test_a_request_during_the_review_is_the_deadline_that_runs(cast, in_review):
    dossier = in_review()
    actions.ask_amendment(dossier, [("1.1", "Thêm.")], due_on=today() + timedelta(days=3), by=cast.son)

    assert (deadline_of(dossier).label, deadline_of(dossier).days_left) == ("Chủ thể bổ sung", 3)


def test_a_re_evaluation_is_due_45_days_after_the_province_got_it_or_the_next_working_day(
    since_january, on, recognised
):
    cast = since_january
    cast.son.appointments.update(starts=date(2026, 1, 1))
    recognised(valid_to=date(2027, 5, 1))
    on(2026, 12, 2)
    dossier = factories.proposed(cast, kind="re_evaluation")  # 45 days: Saturday 16/01/2027

    deadline = deadline_of(dossier)

    assert (deadline.due, deadline.label, deadline.unit) == (date(2027, 1, 18), "Đánh giá lại xong", "ngày")


def test_the_clock_of_a_re_evaluation_does_not_run_at_the_commune(since_january, on, recognised):
    recognised(valid_to=date(2027, 5, 1))
    on(2026, 12, 2)

    assert deadline_of(factories.submitted(since_january, kind="re_evaluation")).label == "Cấp xã xử lý xong"


def test_deadlines_of_many_take_the_queries_of_one(cast, django_assert_num_queries):
    for number in range(3):
        factories.returned(cast, name=f"Mứt {number}")
    rows = list(Dossier.objects.for_list())

    for some in (rows[:1], rows):
        with django_assert_num_queries(4):
            deadlines_of(some)


def test_clocks_of_other_regimes_do_not_run(cast):
    dossier = factories.submitted(cast)
    clock = Clock.objects.get(regime=dossier.regime, key="screening")

    assert deadline_of(dossier).label == f"{clock.level} xử lý xong"


# Windows


def test_late_notice_is_silent_for_kinds_without_a_window_and_without_a_known_end(cast, recognised):
    assert late_notice(factories.draft(cast)) == ""
    recognised(valid_to=None)
    assert late_notice(factories.draft(cast, name="Hai", kind="re_evaluation")) == ""


def test_late_notice_counts_from_the_day_of_filing(since_january, on, recognised):
    cast = since_january
    recognised(valid_to=date(2027, 4, 30))
    on(2026, 12, 31)
    dossier = factories.submitted(cast, kind="re_evaluation")
    assert late_notice(dossier) == ""

    on(2027, 2, 1)

    assert late_notice(dossier) == ""


def test_late_notice_is_silent_when_nothing_is_known_any_more_or_the_dossier_is_closed(cast, recognised, monkeypatch):
    recognised(valid_to=today() + timedelta(days=10))
    dossier = factories.draft(cast, kind="re_evaluation")
    assert "Điều 12.3" in late_notice(dossier)

    actions.withdraw(dossier, reason="", by=cast.mai)
    assert late_notice(dossier) == ""
    dossier = actions.start(dossier.product, kind="re_evaluation", by=cast.mai)
    monkeypatch.setattr(standing, "_source", [])
    assert late_notice(dossier) == ""


# Standing


def test_standing_of_many_asks_once_where_the_source_can(cast, nothing_recognised):
    products = [factories.product(cast, name=f"Mứt {n}") for n in range(2)]
    holds = Standing(3, None, True)
    asked = []

    assert (standing_of(products[0]), standings_of(products)) == (None, {p.pk: None for p in products})
    standing_source(lambda product: holds, many=lambda some: asked.append(some) or {products[0].pk: holds})

    assert standings_of(products) == {products[0].pk: holds, products[1].pk: None}
    assert len(asked) == 1
    assert standings_of([]) == {}


# Inbox


@pytest.mark.parametrize(
    ("make", "waits"),
    [
        (factories.draft, ["mai"]),
        (factories.submitted, ["lan"]),
        (factories.accepted, ["lan"]),
        (factories.returned, ["mai"]),
        (factories.proposed, ["son"]),
        (lambda cast: actions.accept(factories.proposed(cast), by=cast.son), ["son"]),
    ],
)
def test_the_inbox_holds_what_a_person_may_move_and_nothing_else(cast, make, waits):
    dossier = make(cast)
    people = {"mai": cast.mai, "lan": cast.lan, "hoa": cast.hoa, "son": cast.son, "minh": cast.minh, "tam": cast.tam}

    assert [name for name, person in people.items() if list(awaiting(person)) == [dossier]] == waits
    assert [name for name, person in people.items() if awaiting(person).exists()] == waits


@pytest.mark.parametrize("make", [factories.submitted, factories.accepted, factories.returned, factories.proposed])
def test_the_inbox_agrees_with_the_buttons(cast, make):
    make(cast)
    work = [t.permission for t in all_transitions() if t.model == "dossier" and t.work]

    for person in (cast.mai, cast.lan, cast.hoa, cast.son):
        may = any(Dossier.objects.allowed(person, permission).exists() for permission in work)
        assert awaiting(person).exists() == may


def test_a_request_during_the_review_waits_for_the_producer(cast, in_review):
    dossier = in_review()
    actions.ask_amendment(dossier, [("1.1", "Thêm.")], due_on=today(), by=cast.son)

    assert list(awaiting(cast.mai)) == [dossier]


def test_the_oldest_waits_first(cast):
    old, new = factories.submitted(cast, name="Cũ"), factories.submitted(cast, name="Mới")

    assert list(awaiting(cast.lan)) == [old, new]


# Scores


def test_the_best_of_everything_is_worth_a_hundred_points(cast):
    result = self_result(factories.ready(cast))

    assert (result.total, result.final) == (100, 5)


def test_what_is_not_answered_counts_as_nothing_ticked(cast):
    dossier = factories.draft(cast)
    actions.answer(dossier, "1.1", Answer(option="1.1-c"), by=cast.mai)

    answers = answers_of(dossier)

    assert answers.chosen == ("1.1-c",)
    assert answers.not_applicable == ("5.2",)
    assert self_result(dossier).total == 3


def test_a_choice_that_no_longer_applies_is_worth_nothing(cast):
    dossier = factories.ready(cast)
    before = self_result(dossier).total

    actions.answer(dossier, "5.1", Answer(option=""), by=cast.mai)

    assert "5.2" in answers_of(dossier).not_applicable
    assert self_result(dossier).total < before - 1


def test_the_bar_is_marked_where_bands_begin(cast):
    ticks = [(str(points), words) for points, words in score_ticks(factories.draft(cast).regime)]

    assert ticks == [("30", "2 sao"), ("50", "3 sao"), ("70", "4 sao"), ("90", "5 sao")]


# Rounds and samples


def test_round_choices_say_why_a_round_is_shut(cast, on):
    on(2026, 12, 1)
    dossier = actions.accept(factories.proposed(cast), by=cast.son)
    days = {"proposed_before": date(2026, 12, 2), "held_before": date(2026, 12, 30)}
    open_extra_round(dossier.level, cast.province, basis="Quy chế 15, Kế hoạch 20", **days)

    found = [(str(choice.round), bool(choice.why_not)) for choice in round_choices(dossier)]

    assert found == [
        ("Đợt 2/2026", True),
        ("Đợt 3/2026 (bổ sung)", False),
        ("Đợt 1/2027", False),
        ("Đợt 2/2027", False),
    ]


@pytest.mark.parametrize(("sheet", "count"), [(7, 5), (26, 0)])
def test_samples_are_asked_for_but_of_tourism(cast, sheet, count):
    assert samples_needed(factories.draft(cast, sheet=sheet)) == count


# The report


def test_the_report_has_the_four_topics_of_the_decision(cast):
    dossier = factories.draft(cast)

    assert [topic.key for topic in topics_of(dossier)] == [
        "local_material",
        "local_labour",
        "idea_origin",
        "local_identity",
    ]
    assert len(missing_in_report(dossier)) == 6


def test_a_decision_without_topics_asks_for_none(cast):
    dossier = factories.draft(cast)
    dossier.regime = type(dossier.regime).objects.get(code="1048-2019")

    assert topics_of(dossier) == []


def test_a_whole_report_lacks_nothing(cast):
    dossier = factories.accepted(cast)
    actions.write_report(dossier, factories.report(cast), by=cast.lan)

    assert missing_in_report(dossier) == []


# Pages


def test_forms_are_read_with_their_labels_days_and_ticks(cast):
    dossier = factories.ready(cast)
    actions.edit_form(dossier, "02", {"ticks.business_registration": "on", "registration_number": ""}, by=cast.mai)

    first, second = read_forms(dossier, dossier.form01, dossier.form02)

    lines = {label: text for _, group in second.groups for label, text in group}
    assert lines["6. Ngày thành lập/đăng ký kinh doanh"] == "01/03/2019"
    assert lines["a) Giấy đăng ký kinh doanh"] == "Có"
    assert "Số giấy đăng ký (nếu có)" not in lines
    assert (
        dict(first.groups[3][1] if False else [p for _, g in first.groups for p in g])["4. Lần đăng ký đánh giá"]
        == "Lần đầu"
    )


def test_forms_show_a_day_that_is_none_as_it_was_typed(cast):
    dossier = factories.draft(cast)

    _, second = read_forms(dossier, {}, {"founded_on": "năm 2019"})

    lines = {label: text for _, group in second.groups for label, text in group}
    assert lines["6. Ngày thành lập/đăng ký kinh doanh"] == "năm 2019"


def test_forms_show_what_a_re_evaluation_must_show(cast, recognised):
    recognised(valid_to=today() + timedelta(days=150))
    dossier = factories.ready(cast, kind="re_evaluation")

    _, second = read_forms(dossier, dossier.form01, dossier.form02)

    heading, lines = second.groups[-1]
    assert heading == "Nội dung phải nêu khi đánh giá lại"
    assert [label for label, _ in lines] == dossier.kind.must_show


def test_sections_show_the_first_for_an_unknown_code_and_none_after_the_last(cast):
    dossier = factories.draft(cast)
    last = dossier.criteria_set.sheet.sections[-1].code

    assert sections_of(dossier, "99").current.code == "1"
    assert sections_of(dossier, last).next_code == ""
    assert [tab[2] for tab in editor_tabs(dossier, "papers")] == [False, False, False, True, False]


def test_lines_of_a_section_keep_what_was_typed(cast):
    dossier = factories.draft(cast)
    actions.answer(dossier, "1.1", Answer(option=""), by=cast.mai)

    lines = criterion_lines(dossier, sections_of(dossier, "1").current, typed={"j-1.1": "đang gõ"})

    assert (lines[0].value, lines[0].justification, lines[1].value) == ("none", "đang gõ", "")


def test_a_form_without_parts_is_read_all_the_same():
    form = LawForm(content={"fields": [{"id": "a", "label": "A", "type": "choice", "choices": ["x"]}]})

    assert [(field.key, field.choices, field.required) for field in fields_of(form)] == [("a", (("x", "x"),), False)]


def test_the_state_of_a_new_dossier_is_a_draft(cast):
    assert factories.draft(cast).state == State.DRAFT
