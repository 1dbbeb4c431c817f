from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from ocop.core.dates import today
from ocop.core.errors import Refused, Stale
from ocop.dossiers import actions
from ocop.dossiers.actions import ReportInput
from ocop.dossiers.models import Refusal, ScreeningReport, State
from ocop.dossiers.tests import factories
from ocop.journal.models import Entry
from ocop.journal.queries import history_of
from ocop.notices.models import Notice
from ocop.places.models import Unit
from ocop.programme.models import Round
from ocop.programme.rounds import open_extra_round


def test_accept_signs_the_receipt_and_gives_the_product_its_code(cast):
    dossier = factories.accepted(cast)

    receipt = dossier.receipts.get()
    year, commune = today().year, cast.commune.code
    assert (receipt.number, receipt.received_by) == (f"01/PĐK-86-{commune}-{year}", cast.lan)
    assert dossier.product.__class__.objects.get().official_code == f"86-{commune}-01-{year}"


def test_accept_again_after_a_return_keeps_the_receipt(cast):
    dossier = factories.returned(cast)
    item = dossier.amendment_requests.get().items.get()
    actions.answer_items(dossier, {item.pk: "Xong."}, by=cast.mai)
    actions.submit(dossier, by=cast.mai)

    actions.accept(dossier, by=cast.lan)

    assert dossier.receipts.get().received_by == cast.lan


def test_the_province_gives_its_own_receipt_and_finds_its_rounds_made(cast):
    dossier = actions.accept(factories.proposed(cast), by=cast.son)

    assert [(r.unit, r.received_by) for r in dossier.receipts.all()] == [
        (cast.commune, cast.lan),
        (cast.province, cast.son),
    ]
    assert Round.objects.filter(unit=cast.province).count() == 4


def test_send_back_stops_at_the_desk_and_tells_the_producer_only(cast):
    dossier = factories.returned(cast)

    assert (dossier.state, dossier.desk) == (State.RETURNED, cast.commune)
    assert set(Notice.objects.filter(text__contains="trả lại").values_list("to", flat=True)) == {cast.mai.pk}


def test_the_commune_hears_when_the_province_sends_back(cast):
    dossier = actions.accept(factories.proposed(cast), by=cast.son)

    actions.send_back(dossier, [("Mẫu 02", "Thiếu.")], due_on=today(), by=cast.son)

    told = set(Notice.objects.filter(text__contains="trả lại").values_list("to", flat=True))
    assert told == {cast.mai.pk, cast.lan.pk}


def test_refuse_stands_on_a_ground_the_sheet_prints(cast):
    dossier = factories.accepted(cast)

    actions.refuse(dossier, ground="Giả mạo hồ sơ", reason=" Giấy giả. ", by=cast.lan)

    assert dossier.state == State.REFUSED
    assert (dossier.refusal.ground, dossier.refusal.reason) == ("Giả mạo hồ sơ", "Giấy giả.")


@pytest.mark.parametrize(
    ("ground", "reason", "sentence"),
    [("Không thích", "Vì thế.", "chọn một căn cứ loại"), ("Giả mạo hồ sơ", " ", "ghi rõ vì sao")],
)
def test_refuse_needs_ground_and_reason(cast, ground, reason, sentence):
    dossier = factories.accepted(cast)

    with pytest.raises(Refused, match=sentence):
        actions.refuse(dossier, ground=ground, reason=reason, by=cast.lan)

    assert not Refusal.objects.exists()


def test_write_report_keeps_the_parts_it_is_not_given(cast):
    dossier = factories.accepted(cast)
    actions.write_report(dossier, factories.report(cast, met_on=today(), meeting_members="Lan"), by=cast.lan)

    report = actions.write_report(dossier, ReportInput(topics={"local_labour": "15 người"}), by=cast.lan)

    assert (report.topics["local_material"], report.topics["local_labour"]) == ("Dừa của xã.", "15 người")
    assert (report.met_on, report.meeting_members, report.version) == (today(), "Lan", 2)


def test_write_report_takes_out_a_date(cast):
    dossier = factories.accepted(cast)
    actions.write_report(dossier, factories.report(cast, met_on=today()), by=cast.lan)

    report = actions.write_report(dossier, ReportInput(without=("met_on", "letter")), by=cast.lan)

    assert (report.met_on, report.letter_date, report.letter is None) == (None, today(), False)


def test_write_report_loses_nothing_when_two_windows_write(cast):
    dossier = factories.accepted(cast)
    actions.write_report(dossier, ReportInput(meeting_notes="một"), by=cast.lan, version=0)

    with pytest.raises(Stale, match="cửa sổ khác"):
        actions.write_report(dossier, ReportInput(meeting_notes="hai"), by=cast.lan, version=0)

    assert ScreeningReport.objects.get().meeting_notes == "một"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (ReportInput(topics={"bia": "x"}), "không có mục «bia»"),
        (ReportInput(topics={"local_labour": "x" * 20_001}), "Hãy rút gọn"),
        (ReportInput(letter_number="1" * 61), "tối đa 60"),
        (ReportInput(letter_date=date(2999, 1, 1)), "ở tương lai"),
    ],
)
def test_write_report_refuses_what_the_form_does_not_have_or_hold(cast, given, sentence):
    dossier = factories.accepted(cast)

    with pytest.raises(Refused, match=sentence):
        actions.write_report(dossier, given, by=cast.lan)

    assert not ScreeningReport.objects.exists()


@pytest.mark.parametrize("who", ["mai", "hoa", "son", "minh"])
def test_the_report_is_written_by_the_screening_officer_only(cast, who):
    with pytest.raises(PermissionDenied):
        actions.write_report(factories.accepted(cast), ReportInput(), by=getattr(cast, who))


def test_no_report_is_written_before_the_dossier_is_taken_in(cast):
    with pytest.raises(PermissionDenied):
        actions.write_report(factories.submitted(cast), ReportInput(), by=cast.lan)


def test_propose_hands_the_dossier_to_the_province_and_freezes_it_with_the_report(cast):
    dossier = factories.proposed(cast)

    assert (dossier.state, dossier.desk, dossier.level.key) == (State.SUBMITTED, cast.province, "province")
    frozen = dossier.snapshots.last().content["report"]
    assert (frozen["topics"]["local_labour"], frozen["letter_number"]) == ("12 người của xã.", "12/UBND-KT")
    assert [file["name"] for file in frozen["files"]] == ["cong-van.jpg"]


def test_propose_waits_for_the_whole_report(cast):
    dossier = factories.accepted(cast)

    with pytest.raises(Refused) as refused:
        actions.propose(dossier, by=cast.lan)

    assert "số và ngày văn bản đề nghị, bản chụp văn bản đề nghị" in str(refused.value)
    assert str(refused.value).count("mục «") == 4


def test_propose_waits_while_the_dossier_has_a_hole(cast):
    dossier = factories.accepted(cast)
    actions.write_report(dossier, factories.report(cast), by=cast.lan)
    actions.edit_form(dossier, "02", {"structure": ""}, by=cast.lan)

    with pytest.raises(Refused, match="Hãy hoàn thiện giúp chủ thể hoặc trả lại để bổ sung: Mẫu số 02"):
        actions.propose(dossier, by=cast.lan)


def test_propose_needs_a_unit_above(cast):
    dossier = factories.accepted(cast)
    actions.write_report(dossier, factories.report(cast), by=cast.lan)
    Unit.objects.filter(pk=cast.province.pk).update(valid_to=today())

    with pytest.raises(Refused, match="đơn vị cấp trên đang hoạt động"):
        actions.propose(dossier, by=cast.lan)


@pytest.mark.parametrize("count", [-1, 1001])
def test_samples_are_a_sensible_number(cast, count):
    with pytest.raises(Refused, match="từ 0 đến 1000"):
        actions.count_samples(factories.proposed(cast), count, by=cast.son)


def test_samples_are_counted_by_the_deciding_office_while_the_dossier_is_open(cast):
    dossier = factories.proposed(cast)

    actions.count_samples(dossier, 5, by=cast.son)

    dossier.refresh_from_db()
    assert (dossier.samples, dossier.samples_at is not None) == (5, True)
    assert history_of(dossier).last().details == {"so_mau": 5}
    actions.refuse(dossier, ground="Giả mạo hồ sơ", reason="Giấy giả.", by=cast.son)
    with pytest.raises(PermissionDenied):
        actions.count_samples(dossier, 4, by=cast.son)


@pytest.mark.parametrize("who", ["mai", "lan", "hoa"])
def test_samples_are_not_counted_by_others(cast, who):
    with pytest.raises(PermissionDenied):
        actions.count_samples(factories.proposed(cast), 5, by=getattr(cast, who))


def _round(cast, dossier, *, proposed_before, held_before=None):
    held_before = held_before or proposed_before + timedelta(days=30)
    basis = "Quy chế 15/QĐ-HĐ, Kế hoạch 20"
    return open_extra_round(
        dossier.level, cast.province, basis=basis, proposed_before=proposed_before, held_before=held_before
    )


def test_schedule_before_the_named_day_only(cast, on):
    on(2026, 12, 1)
    dossier = actions.accept(factories.proposed(cast), by=cast.son)
    soon = _round(cast, dossier, proposed_before=date(2026, 12, 2))

    assert actions.schedule(dossier, soon, by=cast.son).round == soon


def test_schedule_on_the_named_day_is_late(cast, on):
    on(2026, 12, 1)
    other = actions.accept(factories.proposed(cast, name="Trước"), by=cast.son)
    soon = _round(cast, other, proposed_before=date(2026, 12, 2))
    on(2026, 12, 2)
    dossier = actions.accept(factories.proposed(cast), by=cast.son)

    with pytest.raises(Refused, match="chỉ nhận hồ sơ đề nghị trước ngày 02/12/2026"):
        actions.schedule(dossier, soon, by=cast.son)


def test_a_re_evaluation_does_not_wait_for_a_cut_off(cast, on, recognised):
    on(2026, 12, 1)
    recognised(valid_to=date(2027, 4, 15))
    other = actions.accept(factories.proposed(cast, name="Trước", kind="re_evaluation"), by=cast.son)
    soon = _round(cast, other, proposed_before=date(2026, 12, 2))
    on(2026, 12, 2)
    dossier = actions.accept(factories.proposed(cast, kind="re_evaluation"), by=cast.son)

    assert actions.schedule(dossier, soon, by=cast.son).state == State.SCHEDULED


def test_a_dossier_returned_by_the_province_keeps_the_day_of_its_proposal(cast, on):
    on(2026, 12, 1)
    dossier = actions.accept(factories.proposed(cast), by=cast.son)
    soon = _round(cast, dossier, proposed_before=date(2026, 12, 2))
    actions.send_back(dossier, [("Mẫu 02", "Thiếu.")], due_on=date(2026, 12, 9), by=cast.son)
    on(2026, 12, 5)
    item = dossier.amendment_requests.get().items.get()
    actions.answer_items(dossier, {item.pk: "Xong."}, by=cast.mai)
    actions.accept(actions.submit(dossier, by=cast.mai), by=cast.son)

    assert actions.schedule(dossier, soon, by=cast.son).round == soon


def test_schedule_is_refused_after_the_round_was_held(cast, on):
    on(2026, 12, 1)
    dossier = actions.accept(factories.proposed(cast), by=cast.son)
    soon = _round(cast, dossier, proposed_before=date(2026, 12, 2), held_before=date(2026, 12, 10))
    on(2026, 12, 10)

    with pytest.raises(Refused, match="đã qua hạn đánh giá"):
        actions.schedule(dossier, soon, by=cast.son)


def test_schedule_is_refused_for_a_round_of_another_unit(cast):
    dossier = actions.accept(factories.proposed(cast), by=cast.son)
    days = {"proposed_before": today() + timedelta(days=9), "held_before": today() + timedelta(days=19)}
    other = open_extra_round(dossier.level, cast.nation, basis="Quy chế 15, Kế hoạch 20", **days)

    with pytest.raises(Refused, match="không phải của đơn vị"):
        actions.schedule(dossier, other, by=cast.son)


def test_an_extra_round_cites_its_basis_and_is_written_down(cast):
    dossier = actions.accept(factories.proposed(cast), by=cast.son)
    days = {"proposed_before": today() + timedelta(days=9), "held_before": today() + timedelta(days=19)}

    extra = actions.open_round(dossier, basis="Quy chế 15/QĐ-HĐ, Kế hoạch 20/KH", **days, by=cast.son)

    assert (extra.is_extra, extra.unit, extra.ordinal) == (True, cast.province, 3)
    assert Entry.objects.get(verb="round.open").by == cast.son
    with pytest.raises(Refused, match="ghi căn cứ"):
        actions.open_round(dossier, basis="Kế", **days, by=cast.son)


@pytest.mark.parametrize("who", ["mai", "lan", "hoa"])
def test_an_extra_round_is_opened_by_the_deciding_office_only(cast, who):
    dossier = actions.accept(factories.proposed(cast), by=cast.son)
    days = {"proposed_before": today() + timedelta(days=9), "held_before": today() + timedelta(days=19)}

    with pytest.raises(PermissionDenied):
        actions.open_round(dossier, basis="Quy chế 15/QĐ-HĐ", **days, by=getattr(cast, who))
