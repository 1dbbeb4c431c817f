from datetime import date, timedelta

from django.utils import timezone

from ocop.core.dates import today
from ocop.dossiers import actions, standing
from ocop.dossiers.models import Step
from ocop.dossiers.standing import Standing, standing_source
from ocop.dossiers.tests import factories
from ocop.producers.models import Product
from ocop.programme.models import ProductClass
from ocop.workspace import queries


def test_the_inbox_is_sorted_by_deadline_then_age(cast):
    old = factories.submitted(cast, name="Cũ")
    new = factories.submitted(cast, name="Mới")
    late = factories.submitted(cast, name="Trễ")
    Step.objects.filter(dossier=late).update(at=timezone.now() - timedelta(days=40))

    assert [each.dossier for each in queries.inbox(cast.lan)] == [late, old, new]
    assert [each.deadline.is_late for each in queries.inbox(cast.lan)] == [True, False, False]


def test_what_has_no_deadline_comes_last(cast):
    draft = factories.draft(cast, name="Nháp")
    returned = factories.returned(cast)

    assert [each.dossier for each in queries.inbox(cast.mai)] == [returned, draft]


def test_dossiers_are_found_by_words_without_accents_state_and_commune(cast):
    found, _ = factories.submitted(cast, name="Cốm dẹp"), factories.accepted(cast, name="Mứt dừa")

    assert list(queries.find_dossiers(cast.lan, q="COM  dep")) == [found]
    assert list(queries.find_dossiers(cast.lan, q="hop tac xa", state="submitted")) == [found]
    assert queries.find_dossiers(cast.lan, unit=cast.commune.code).count() == 2
    assert queries.find_dossiers(cast.lan, unit=cast.next_commune.code).count() == 0
    assert queries.find_dossiers(cast.hoa).count() == 0


def test_communes_are_those_whose_dossiers_the_person_sees(cast):
    factories.proposed(cast)

    assert queries.communes_of_dossiers(cast.son) == [(cast.commune.code, "xã Mỏ Cày")]
    assert queries.communes_of_dossiers(cast.hoa) == []


def _kinds(cast):
    [producer] = queries.own_producers(cast.mai)
    return {product.name: [kind.key for kind in product.kinds] for product in producer.products.all()}


def test_a_product_offers_the_kinds_it_may_begin(cast, no_standing):
    factories.product(cast, name="Mới")
    factories.draft(cast, name="Đang làm")
    actions.withdraw(factories.draft(cast, name="Đã rút"), reason="", by=cast.mai)
    Product.objects.create(name="Chưa phân nhóm", producer=cast.producer)
    old = ProductClass.objects.filter(regime__code="148-2023", depth="set").first()
    Product.objects.create(name="Danh sách cũ", producer=cast.producer, product_class=old)

    assert _kinds(cast) == {
        "Chưa phân nhóm": [],
        "Danh sách cũ": [],
        "Đang làm": [],
        "Đã rút": ["first"],
        "Mới": ["first"],
    }


def test_a_recognised_product_offers_what_its_recognition_allows(cast, monkeypatch):
    monkeypatch.setattr(standing, "_source", [])
    factories.product(cast, name="Mới")

    standing_source(lambda product: Standing(3, today() + timedelta(days=400), True))
    assert _kinds(cast) == {"Mới": ["upgrade"]}
    standing_source(lambda product: Standing(3, today() + timedelta(days=150), True))
    assert _kinds(cast) == {"Mới": ["upgrade", "re_evaluation"]}


def test_staff_are_those_who_hold_a_role(cast):
    assert [queries.is_staff_somewhere(person) for person in (cast.lan, cast.tam, cast.mai)] == [True, True, False]


def test_the_producer_reads_on_the_timeline_what_was_said_to_her(cast):
    dossier = factories.accepted(cast)
    actions.write_report(dossier, factories.report(cast), by=cast.lan)
    actions.propose(dossier, by=cast.lan, note="Nội bộ: nên xem kỹ bao bì.")
    actions.accept(dossier, by=cast.son)
    actions.send_back(dossier, [("Mẫu 02", "Thiếu.")], due_on=today(), by=cast.son)

    hers = [step["note"] for step in queries.steps_for_page(dossier, with_notes=False)]
    theirs = [step["note"] for step in queries.steps_for_page(dossier, with_notes=True)]

    assert hers[0] == "Trả lại để bổ sung · Tỉnh Vĩnh Long · Mẫu 02"
    assert not any("Nội bộ" in note for note in hers)
    assert "Nội bộ: nên xem kỹ bao bì." in theirs[2]
    assert [step["who"] for step in queries.steps_for_page(dossier, with_notes=False)][:2] == ["Phạm Văn Sơn"] * 2


def test_every_criterion_is_read_with_its_answer(cast):
    dossier = factories.draft(cast)
    actions.answer_all(dossier, {"1.1": actions.Answer("1.1-b", "Hợp đồng."), "1.2": actions.Answer("")}, by=cast.mai)

    lines = queries.self_score_lines(dossier)

    assert len(lines) == len(dossier.criteria_set.sheet.criteria)
    assert [(line["option"] and line["option"].id, line["answered"]) for line in lines[:3]] == [
        ("1.1-b", True),
        (None, True),
        (None, False),
    ]


def test_frozen_copies_come_newest_first(cast):
    dossier = factories.proposed(cast)

    assert [snapshot.number for snapshot in queries.snapshots_of(dossier)] == [2, 1]
    assert date(2026, 1, 1) < queries.snapshots_of(dossier)[0].taken_at.date()
