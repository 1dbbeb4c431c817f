from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.dossiers import actions
from ocop.dossiers.models import AmendmentRequest, State
from ocop.dossiers.tests import factories
from ocop.journal.queries import history_of
from ocop.notices.models import Notice
from ocop.places.models import Unit
from ocop.producers import actions as producers
from ocop.producers.models import Membership
from ocop.programme.models import OrganisationType


def test_submit_puts_the_dossier_on_the_desk_of_its_commune(cast):
    dossier = factories.submitted(cast)

    assert (dossier.state, dossier.desk, dossier.level.key) == (State.SUBMITTED, cast.commune, "commune")
    assert dossier.filed_at is not None
    assert [(s.reason, s.number) for s in dossier.snapshots.all()] == [("Chủ thể nộp", 1)]
    assert [step.transition for step in dossier.steps.all()] == ["submit"]
    assert list(Notice.objects.filter(url=dossier.get_absolute_url()).values_list("to", flat=True)) == [cast.lan.pk]


def test_submit_says_what_is_missing_and_changes_nothing(cast):
    dossier = factories.draft(cast)

    with pytest.raises(Refused, match=r"Chưa nộp được. Cần làm: .*\(và \d+ mục nữa\)"):
        actions.submit(dossier, by=cast.mai)

    dossier.refresh_from_db()
    assert (dossier.state, dossier.snapshots.count(), dossier.receipts.count()) == (State.DRAFT, 0, 0)


def test_submit_is_refused_when_the_decision_no_longer_takes_dossiers(cast, on):
    Membership.objects.update(starts=date(2026, 1, 1))
    dossier = factories.ready(cast)
    on(2026, 5, 21)

    with pytest.raises(Refused, match="không còn nhận hồ sơ mới"):
        actions.submit(dossier, by=cast.mai)


def test_a_dossier_filed_in_time_is_handed_in_again_under_its_own_decision(cast, on):
    Membership.objects.update(starts=date(2026, 1, 1))
    dossier = factories.returned(cast)
    _answer_all(dossier, cast.mai)
    on(2026, 5, 21)

    assert actions.submit(dossier, by=cast.mai).state == State.SUBMITTED


def _answer_all(dossier, by):
    items = AmendmentRequest.objects.get(dossier=dossier, closed_at=None).items.all()
    actions.answer_items(dossier, {item.pk: "Đã bổ sung." for item in items}, by=by)


@pytest.mark.parametrize("field", ["valid_to", "level"])
def test_submit_is_refused_where_the_producers_unit_is_no_longer_a_commune(cast, field):
    dossier = factories.ready(cast)
    gone = {"valid_to": {"valid_to": today()}, "level": {"level": Unit.Level.DISTRICT}}[field]
    Unit.objects.filter(pk=cast.commune.pk).update(**gone)

    with pytest.raises(Refused, match="đã sáp nhập hoặc chưa đúng"):
        actions.submit(dossier, by=cast.mai)


def test_a_returned_dossier_goes_to_the_commune_of_today_when_the_old_one_was_closed(cast):
    dossier = factories.returned(cast)
    _answer_all(dossier, cast.mai)
    Unit.objects.filter(pk=cast.commune.pk).update(valid_to=today())
    producers.edit(cast.producer, {"unit": cast.next_commune}, by=cast.mai)

    dossier = actions.submit(dossier, by=cast.mai)

    assert dossier.desk == cast.next_commune


@pytest.mark.parametrize("code", [None, "enterprise", "association"])
def test_submit_is_refused_for_a_type_of_organisation_that_may_not_apply(cast, code):
    dossier = factories.ready(cast)
    kind = OrganisationType.objects.filter(code=code).first()
    producers.edit(cast.producer, {"organisation_type": kind}, by=cast.mai)

    with pytest.raises(Refused, match=r"chưa chọn loại hình được đăng ký|không được đăng ký nhóm sản phẩm này"):
        actions.submit(dossier, by=cast.mai)


def test_an_association_may_apply_with_a_tourism_service(cast):
    dossier = factories.ready(cast, sheet=26)
    producers.edit(cast.producer, {"organisation_type": OrganisationType.objects.get(code="association")}, by=cast.mai)

    assert actions.submit(dossier, by=cast.mai).state == State.SUBMITTED


def test_submit_is_refused_when_the_product_was_recognised_meanwhile(cast, recognised):
    dossier = factories.ready(cast)
    recognised(valid_to=today() + timedelta(days=400))

    with pytest.raises(Refused, match="đang được công nhận"):
        actions.submit(dossier, by=cast.mai)


def test_a_late_re_evaluation_is_taken_in_and_the_step_says_so(cast, recognised):
    recognised(valid_to=today() + timedelta(days=119))

    dossier = factories.submitted(cast, kind="re_evaluation")

    assert dossier.steps.get().note.endswith(f"không quá {today() + timedelta(days=119 + 180):%d/%m/%Y} (Điều 12.3).")


def test_a_re_evaluation_in_time_says_nothing(cast, recognised):
    recognised(valid_to=today() + timedelta(days=120))

    dossier = factories.submitted(cast, kind="re_evaluation")

    assert dossier.steps.get().note == ""


def test_an_upgrade_must_say_what_has_changed(cast, recognised):
    recognised(valid_to=today() + timedelta(days=900))
    dossier = factories.ready(cast, kind="upgrade")
    actions.edit_form(dossier, "02", {"changes.0": ""}, by=cast.mai)

    with pytest.raises(Refused, match="nêu thay đổi về «Những thay đổi so với sản phẩm đã được công nhận»"):
        actions.submit(dossier, by=cast.mai)


def test_a_returned_dossier_goes_back_to_the_desk_that_asked(cast):
    dossier = actions.accept(factories.proposed(cast), by=cast.son)
    actions.send_back(dossier, [("Mẫu số 02", "Ghi rõ doanh thu.")], due_on=today(), by=cast.son)
    _answer_all(dossier, cast.mai)

    dossier = actions.submit(dossier, by=cast.mai)

    assert (dossier.state, dossier.desk, dossier.level.key) == (State.SUBMITTED, cast.province, "province")
    assert [(r.level.key, r.unit) for r in dossier.receipts.all()] == [
        ("commune", cast.commune),
        ("province", cast.province),
    ]


def test_a_returned_dossier_waits_for_every_answer(cast):
    dossier = factories.returned(cast)

    with pytest.raises(Refused, match="Trả lời yêu cầu bổ sung: Mẫu số 02"):
        actions.submit(dossier, by=cast.mai)


def test_handing_in_again_closes_the_request_and_freezes_a_new_copy(cast):
    dossier = factories.returned(cast)
    _answer_all(dossier, cast.mai)

    dossier = actions.submit(dossier, by=cast.mai)

    assert not AmendmentRequest.objects.filter(dossier=dossier, closed_at=None).exists()
    assert [snapshot.number for snapshot in dossier.snapshots.all()] == [1, 2]


def test_withdraw_asks_for_a_reason_once_filed(cast):
    dossier = factories.submitted(cast)

    with pytest.raises(Refused, match="ghi lý do"):
        actions.withdraw(dossier, reason=" ", by=cast.mai)

    dossier.refresh_from_db()
    assert dossier.state == State.SUBMITTED


def test_withdraw_of_a_draft_needs_no_reason_and_frees_the_product(cast):
    dossier = factories.draft(cast)

    actions.withdraw(dossier, reason="", by=cast.mai)

    assert dossier.state == State.WITHDRAWN
    assert actions.start(dossier.product, kind="first", by=cast.mai).state == State.DRAFT


def test_withdraw_closes_an_open_request(cast):
    dossier = factories.returned(cast)

    actions.withdraw(dossier, reason="Chưa đủ giấy tờ.", by=cast.mai)

    assert not AmendmentRequest.objects.filter(dossier=dossier, closed_at=None).exists()


def test_withdraw_keeps_everything(cast):
    dossier = factories.submitted(cast)

    actions.withdraw(dossier, reason="Đổi ý.", by=cast.mai)

    assert (dossier.snapshots.count(), dossier.receipts.count()) == (1, 1)
    assert dossier.steps.last().note == "Đổi ý."


@pytest.mark.parametrize(
    ("items", "days", "sentence"),
    [
        ([], 5, "ghi từng mục"),
        ([("", "")], 5, "ghi từng mục"),
        ([("Mẫu 02", "")], 5, "ghi từng mục"),
        ([("", "Thiếu doanh thu")], 5, "ghi từng mục"),
        ([("Mẫu 02", "Thiếu doanh thu")], -1, "Hạn bổ sung đã qua"),
        ([("M" * 201, "Thiếu doanh thu")], 5, "tối đa 200"),
    ],
)
def test_a_request_names_each_thing_its_reason_and_a_day_to_come(cast, items, days, sentence):
    dossier = factories.accepted(cast)

    with pytest.raises(Refused, match=sentence):
        actions.send_back(dossier, items, due_on=today() + timedelta(days=days), by=cast.lan)

    dossier.refresh_from_db()
    assert dossier.state == State.UNDER_CHECK


def test_ask_amendment_opens_one_request_and_tells_the_producer(cast, in_review):
    dossier = in_review()

    request = actions.ask_amendment(dossier, [("1.1", "Thêm hợp đồng."), ("", "")], due_on=today(), by=cast.son)

    assert [item.subject for item in request.items.all()] == ["1.1"]
    assert Notice.objects.filter(to=cast.mai).first().text.startswith("Kẹo dừa sầu riêng: cần bổ sung 1 mục")
    with pytest.raises(Refused, match="chưa trả lời"):
        actions.ask_amendment(dossier, [("1.2", "Thêm ảnh.")], due_on=today(), by=cast.son)


def test_ask_amendment_is_for_those_it_was_granted(cast, in_review):
    with pytest.raises(PermissionDenied):
        actions.ask_amendment(in_review(), [("1.1", "Thêm.")], due_on=today(), by=cast.lan)


def test_ask_amendment_needs_a_desk(cast, in_review):
    in_review()

    with pytest.raises(Refused, match="chưa nộp tới đơn vị nào"):
        actions.ask_amendment(factories.draft(cast, name="Khác"), [("1.1", "Thêm.")], due_on=today(), by=cast.son)


def test_the_producer_amends_and_answers_while_the_team_reviews(cast, in_review):
    dossier = in_review()
    request = actions.ask_amendment(dossier, [("1.1", "Thêm hợp đồng.")], due_on=today(), by=cast.son)
    actions.edit_form(dossier, "02", {"structure": "Bốn tổ"}, by=cast.mai)

    actions.answer_request(dossier, {request.items.get().pk: "Đã thêm.", 10**6: "lạ"}, by=cast.mai)

    dossier.refresh_from_db()
    assert dossier.state == State.IN_REVIEW
    assert dossier.snapshots.last().content["form02"]["structure"] == "Bốn tổ"
    assert Notice.objects.filter(to=cast.son).first().text == "Kẹo dừa sầu riêng: chủ thể đã trả lời yêu cầu bổ sung."
    assert history_of(dossier).last().verb == "dossier.answer_request"


def test_an_answer_is_refused_while_an_item_is_empty_or_the_dossier_has_a_hole(cast, in_review):
    dossier = in_review()
    item = actions.ask_amendment(dossier, [("1.1", "Thêm.")], due_on=today(), by=cast.son).items.get()

    with pytest.raises(Refused, match="trả lời từng mục"):
        actions.answer_request(dossier, {}, by=cast.mai)
    actions.edit_form(dossier, "02", {"structure": ""}, by=cast.mai)
    with pytest.raises(Refused, match="Cần làm: Mẫu số 02"):
        actions.answer_request(dossier, {item.pk: "Xong."}, by=cast.mai)

    assert AmendmentRequest.objects.filter(dossier=dossier, closed_at=None).exists()


def test_answering_twice_is_refused_with_a_sentence(cast, in_review):
    dossier = in_review()
    item = actions.ask_amendment(dossier, [("1.1", "Thêm.")], due_on=today(), by=cast.son).items.get()
    actions.answer_request(dossier, {item.pk: "Xong."}, by=cast.mai)

    with pytest.raises(Refused, match="đã đóng hoặc được rút"):
        actions.answer_request(dossier, {item.pk: "Lần nữa."}, by=cast.mai)
    with pytest.raises(PermissionDenied):
        actions.answer_request(dossier, {item.pk: "Lần nữa."}, by=cast.lan)


def test_answer_items_without_a_request_is_refused(cast):
    with pytest.raises(Refused, match="Không còn yêu cầu"):
        actions.answer_items(factories.draft(cast), {}, by=cast.mai)
