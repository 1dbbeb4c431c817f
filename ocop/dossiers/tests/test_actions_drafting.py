from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from ocop.core.dates import today
from ocop.core.errors import Refused, Stale
from ocop.dossiers import actions
from ocop.dossiers.actions import Answer, Paper
from ocop.dossiers.models import Dossier, SelfScore, State
from ocop.dossiers.tests import factories
from ocop.journal.queries import history_of
from ocop.producers.models import Membership, Product
from ocop.programme.models import ProductClass


def test_start_binds_the_dossier_to_the_regime_and_sheet_of_today_and_writes_what_is_known(cast):
    dossier = factories.draft(cast)

    assert (dossier.state, dossier.regime.code, dossier.criteria_set.number) == (State.DRAFT, "26-2026", 7)
    assert dossier.form01["applicant.name"] == "Hợp tác xã Kẹo dừa Mỏ Cày"
    assert dossier.form01["enclosures.samples"] == "5"
    assert dossier.form02["representative.ethnicity"] == "Kinh"
    assert [entry.verb for entry in history_of(dossier)] == ["dossier.start"]


def test_prefill_asks_for_no_samples_of_a_tourism_service(cast):
    dossier = factories.draft(cast, sheet=26)

    assert dossier.form01["enclosures.samples"] == "0"


@pytest.mark.parametrize("who", ["lan", "hoa", "son"])
def test_start_is_not_for_officers(cast, who):
    with pytest.raises(PermissionDenied):
        actions.start(factories.product(cast), kind="first", by=getattr(cast, who))


def test_start_is_not_for_people_of_another_producer(cast):
    with pytest.raises(PermissionDenied):
        actions.start(factories.product(cast), kind="first", by=factories.other_producer(cast))


def test_start_is_refused_while_another_dossier_is_open(cast):
    dossier = factories.draft(cast)

    with pytest.raises(Refused, match="đang có một hồ sơ chưa xong"):
        actions.start(dossier.product, kind="first", by=cast.mai)


def test_start_is_refused_without_a_class(cast):
    product = factories.product(cast)
    product.product_class = None
    product.save()

    with pytest.raises(Refused, match="chọn phân nhóm"):
        actions.start(product, kind="first", by=cast.mai)


def test_start_is_refused_with_a_class_of_an_older_decision(cast):
    product = factories.product(cast)
    product.product_class = ProductClass.objects.filter(regime__code="148-2023", depth="set").first()
    product.save()

    with pytest.raises(Refused, match="chọn phân nhóm theo Phụ lục I của Quyết định số 26/2026"):
        actions.start(product, kind="first", by=cast.mai)


def test_start_is_refused_on_a_day_no_decision_takes_dossiers(cast, on):
    Membership.objects.update(starts=date(2026, 1, 1))
    product = factories.product(cast)
    on(2026, 5, 21)

    with pytest.raises(Refused, match="chưa có quyết định nào nhận hồ sơ mới"):
        actions.start(product, kind="first", by=cast.mai)


def test_start_is_refused_for_a_kind_the_decision_does_not_have(cast):
    with pytest.raises(Refused, match="Loại hồ sơ này không có"):
        actions.start(factories.product(cast), kind="thứ ba", by=cast.mai)


@pytest.mark.parametrize("kind", ["upgrade", "re_evaluation"])
def test_a_product_never_recognised_starts_with_a_first_dossier(cast, nothing_recognised, kind):
    with pytest.raises(Refused, match="chưa từng được công nhận"):
        actions.start(factories.product(cast), kind=kind, by=cast.mai)


def test_a_recognised_product_has_no_first_dossier(cast, recognised):
    recognised(valid_to=today() + timedelta(days=400))

    with pytest.raises(Refused, match="đang được công nhận"):
        actions.start(factories.product(cast), kind="first", by=cast.mai)


def test_a_product_whose_recognition_is_over_may_begin_anew(cast, recognised):
    recognised(valid_to=today() - timedelta(days=400), is_in_force=False)

    assert actions.start(factories.product(cast), kind="first", by=cast.mai).kind.key == "first"


def test_an_upgrade_has_no_window(cast, recognised):
    recognised(valid_to=today() + timedelta(days=900))

    assert actions.start(factories.product(cast), kind="upgrade", by=cast.mai).kind.key == "upgrade"


def test_re_evaluation_is_too_early_181_days_before_the_end(cast, recognised):
    recognised(valid_to=today() + timedelta(days=181))

    with pytest.raises(Refused, match=f"nộp được từ ngày {today() + timedelta(days=1):%d/%m/%Y}"):
        actions.start(factories.product(cast), kind="re_evaluation", by=cast.mai)


@pytest.mark.parametrize("days", [180, 120, 119, 0, -30])
def test_re_evaluation_may_be_filed_from_180_days_before_the_end_and_late(cast, recognised, days):
    recognised(valid_to=today() + timedelta(days=days))

    assert actions.start(factories.product(cast), kind="re_evaluation", by=cast.mai).state == State.DRAFT


def test_re_evaluation_of_a_recognition_without_a_known_end_is_taken(cast, recognised):
    recognised(valid_to=None)

    assert actions.start(factories.product(cast), kind="re_evaluation", by=cast.mai).state == State.DRAFT


def test_edit_form_writes_the_fields_and_counts_the_version(cast):
    dossier = factories.draft(cast)

    version = actions.edit_form(dossier, "02", {"structure": " Ba tổ\x00 "}, by=cast.mai, version=dossier.version)

    dossier.refresh_from_db()
    assert (dossier.form02["structure"], dossier.version) == ("Ba tổ", version)


def test_edit_form_loses_nothing_when_two_windows_write(cast):
    dossier = factories.draft(cast)
    old = dossier.version
    actions.edit_form(dossier, "02", {"structure": "cửa sổ một"}, by=cast.mai, version=old)

    with pytest.raises(Stale, match="cửa sổ khác"):
        actions.edit_form(dossier, "02", {"structure": "cửa sổ hai"}, by=cast.mai, version=old)

    assert Dossier.objects.get(pk=dossier.pk).form02["structure"] == "cửa sổ một"


def test_a_window_that_missed_the_answer_may_send_the_same_again(cast):
    dossier = factories.draft(cast)
    actions.edit_form(dossier, "02", {"structure": "Ba tổ"}, by=cast.mai, version=0)
    actions.answer(dossier, "1.1", Answer("1.1-b", "Hợp đồng."), by=cast.mai, version=1)

    actions.edit_form(dossier, "02", {"structure": "Ba tổ "}, by=cast.mai, version=0)
    actions.answer(dossier, "1.1", Answer("1.1-b", "Hợp đồng."), by=cast.mai, version=1)

    with pytest.raises(Stale):
        actions.answer(dossier, "1.1", Answer("1.1-c"), by=cast.mai, version=1)
    with pytest.raises(Stale):
        actions.answer(dossier, "1.2", Answer(""), by=cast.mai, version=1)


@pytest.mark.parametrize(
    ("form", "values", "sentence"),
    [
        ("02", {"bia": "x"}, "không có mục «bia»"),
        ("02", {"changes.0": "x"}, "không có mục «changes.0»"),
        ("03", {"local_material": "x"}, "Không có mẫu này"),
        ("99", {"a": "x"}, "Không có mẫu này"),
        ("02", {"structure": "a" * 20_001}, "dài 20001 ký tự"),
    ],
)
def test_edit_form_refuses_what_the_form_does_not_have_or_hold(cast, form, values, sentence):
    dossier = factories.draft(cast)
    before = dict(dossier.form02)

    with pytest.raises(Refused, match=sentence):
        actions.edit_form(dossier, form, values, by=cast.mai)

    dossier.refresh_from_db()
    assert (dossier.form02, dossier.version) == (before, 0)


@pytest.mark.parametrize("who", ["hoa", "son", "lan"])
def test_a_draft_is_edited_by_its_producer_only(cast, who):
    dossier = factories.draft(cast)

    with pytest.raises(PermissionDenied):
        actions.edit_form(dossier, "02", {"structure": "x"}, by=getattr(cast, who))


def test_a_dossier_handed_in_is_not_edited_by_its_producer(cast):
    dossier = factories.submitted(cast)

    with pytest.raises(PermissionDenied):
        actions.edit_form(dossier, "02", {"structure": "x"}, by=cast.mai)


def test_the_officer_who_completes_a_dossier_for_the_producer_leaves_a_line(cast):
    dossier = factories.accepted(cast)

    actions.edit_form(dossier, "02", {"structure": "Ba tổ"}, by=cast.lan)
    actions.answer(dossier, "1.2", Answer(justification="Đã xem vườn."), by=cast.lan)

    lines = [entry for entry in history_of(dossier) if entry.verb == "dossier.edit_on_behalf"]
    assert [(line.by, line.details["muc"]) for line in lines] == [
        (cast.lan, "Mẫu số 02: structure"),
        (cast.lan, "tiêu chí 1.2"),
    ]


def test_the_producers_own_edits_leave_no_such_line(cast):
    dossier = factories.ready(cast)

    assert not [entry for entry in history_of(dossier) if entry.verb == "dossier.edit_on_behalf"]


def test_answer_keeps_the_choice_when_only_the_justification_changes(cast):
    dossier = factories.draft(cast)

    actions.answer(dossier, "1.1", Answer(option="1.1-b"), by=cast.mai)
    actions.answer(dossier, "1.1", Answer(justification="Hợp đồng."), by=cast.mai)

    line = SelfScore.objects.get(dossier=dossier, criterion="1.1")
    assert (line.option, line.is_answered, line.justification) == ("1.1-b", True, "Hợp đồng.")


def test_answer_none_of_the_options_is_an_answer(cast):
    dossier = factories.draft(cast)

    actions.answer(dossier, "1.1", Answer(option=""), by=cast.mai)

    assert SelfScore.objects.get(dossier=dossier).is_answered


@pytest.mark.parametrize(
    ("code", "given", "sentence"),
    [
        ("9.9", Answer(option=""), "không có tiêu chí «9.9»"),
        ("1.1", Answer(option="1.2-a"), "không có mức «1.2-a»"),
        ("1.1", Answer(justification="a" * 20_001), "Hãy rút gọn"),
    ],
)
def test_answers_are_saved_all_or_none(cast, code, given, sentence):
    dossier = factories.draft(cast)

    with pytest.raises(Refused, match=sentence):
        actions.answer_all(dossier, {"1.2": Answer(option=""), code: given}, by=cast.mai)

    assert not SelfScore.objects.filter(dossier=dossier).exists()


def test_papers_added_meanwhile_do_not_make_the_window_stale(cast):
    dossier = factories.draft(cast)
    version = dossier.version
    paper = actions.add_evidence(dossier, factories.stored(cast.mai), Paper("e01", "Giấy đăng ký"), by=cast.mai)
    actions.remove_evidence(paper, by=cast.mai)

    assert actions.edit_form(dossier, "02", {"structure": "x"}, by=cast.mai, version=version) == version + 1


def test_add_evidence_names_the_paper_after_its_kind_unless_told(cast):
    dossier = factories.draft(cast)

    paper = actions.add_evidence(dossier, factories.stored(cast.mai), Paper("e01", ""), by=cast.mai)

    assert paper.title == "Giấy đăng ký kinh doanh"


@pytest.mark.parametrize(
    ("paper", "sentence"),
    [
        (Paper("x99", "Giấy"), "chọn loại minh chứng"),
        (Paper("e01", "Giấy", criterion="9.9"), "không có tiêu chí 9.9"),
        (Paper("e01", "Giấy", issued_on=date(2026, 1, 2), expires_on=date(2026, 1, 1)), "đứng trước ngày cấp"),
        (Paper("e01", "Giấy", issued_on=date(2999, 1, 1)), "ở tương lai"),
        (Paper("e01", "G" * 201), "tối đa 200"),
    ],
)
def test_add_evidence_refuses_what_does_not_fit(cast, paper, sentence):
    dossier = factories.draft(cast)

    with pytest.raises(Refused, match=sentence):
        actions.add_evidence(dossier, factories.stored(cast.mai), paper, by=cast.mai)

    assert not dossier.evidence.exists()


def test_remove_evidence_keeps_the_file_and_is_done_once(cast):
    dossier = factories.draft(cast)
    paper = actions.add_evidence(dossier, factories.stored(cast.mai), Paper("e01", "Giấy"), by=cast.mai)

    actions.remove_evidence(paper, by=cast.mai)
    actions.remove_evidence(paper, by=cast.mai)

    paper.refresh_from_db()
    assert paper.removed_at is not None
    assert [entry.verb for entry in history_of(dossier)].count("dossier.remove_evidence") == 1


def test_evidence_is_added_by_its_producer_only(cast):
    dossier = factories.draft(cast)

    with pytest.raises(PermissionDenied):
        actions.add_evidence(dossier, factories.stored(cast.hoa), Paper("e01", "Giấy"), by=cast.hoa)


def test_the_class_is_bound_when_the_dossier_begins(cast):
    dossier = factories.ready(cast)
    leaf = ProductClass.objects.get(regime=dossier.regime, criteria_set__number=5)
    Product.objects.filter(pk=dossier.product.pk).update(product_class=leaf)  # past the action, which refuses it

    with pytest.raises(Refused, match="Phân nhóm sản phẩm đã đổi"):
        actions.submit(dossier, by=cast.mai)
