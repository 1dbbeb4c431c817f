"""Which kind of dossier fits what the product holds, and what an upgrade or a re-evaluation must prove."""

from datetime import timedelta

import pytest

from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.dossiers import actions
from ocop.dossiers.actions.numbers import give_product_code
from ocop.dossiers.models import Evidence
from ocop.dossiers.queries import gaps_of
from ocop.dossiers.queries.completeness import to_be_proved
from ocop.dossiers.standing import Standing, standing_source
from ocop.dossiers.tests import factories
from ocop.programme.models import DossierKind


def kind(key):
    return DossierKind.objects.select_related("regime").get(regime__code="26-2026", key=key)


HELD = {
    "in force": Standing(4, today() + timedelta(days=150), is_in_force=True),
    "highest": Standing(5, today() + timedelta(days=150), is_in_force=True),
    "over": Standing(4, today() - timedelta(days=30), is_in_force=False),
    "revoked": Standing(4, today() + timedelta(days=150), is_in_force=False, is_revoked=True),
}


@pytest.mark.parametrize(
    ("key", "held", "words"),
    [
        ("upgrade", "in force", ""),
        ("upgrade", "highest", "Sản phẩm đã đạt hạng cao nhất (5 sao)"),
        ("upgrade", "over", "cần công nhận còn hiệu lực"),
        ("upgrade", "revoked", "đã bị thu hồi nên không nộp được hồ sơ «Nâng hạng». Hãy chọn «Lần đầu»."),
        ("re_evaluation", "in force", ""),
        ("re_evaluation", "highest", ""),
        ("re_evaluation", "over", ""),
        ("re_evaluation", "revoked", "Hãy chọn «Lần đầu»."),
        ("first", "over", ""),
        ("first", "revoked", ""),
        ("first", "in force", "Hãy chọn «Nâng hạng» hoặc «Đánh giá lại»."),
    ],
)
def test_a_kind_fits_what_the_product_holds(db, key, held, words):
    said = ""
    try:
        actions.check_kind(kind(key), HELD[held])
    except Refused as refused:
        said = str(refused)

    assert (words in said) if words else said == ""


def test_checking_kinds_asks_the_database_nothing(db, django_assert_num_queries):
    upgrade = kind("upgrade")

    with django_assert_num_queries(0):
        actions.check_kind(upgrade, HELD["in force"])


@pytest.mark.parametrize(
    ("key", "subjects"),
    [
        ("upgrade", ["Tài liệu minh chứng về những thay đổi"]),
        ("re_evaluation", ["Phiếu kiểm nghiệm định kỳ", "Giấy tờ pháp lý có thời hạn"]),
    ],
)
def test_changes_are_proved_by_papers_marked_for_them(cast, recognised, key, subjects):
    recognised(valid_to=today() + timedelta(days=150))
    dossier = factories.ready(cast, kind=key)
    assert [subject for _, subject in to_be_proved(dossier)] == subjects
    assert [gap for gap in gaps_of(dossier) if gap.blocks] == []

    for paper in Evidence.objects.filter(dossier=dossier, proves__isnull=False):
        actions.remove_evidence(paper, by=cast.mai)

    missing = [gap.sentence for gap in gaps_of(dossier) if gap.blocks]
    assert missing == [f"{dossier.kind.label}: đính kèm giấy tờ cho mục «{subject}»" for subject in subjects]
    with pytest.raises(Refused, match="đính kèm giấy tờ cho mục"):
        actions.submit(dossier, by=cast.mai)


def test_a_first_dossier_has_no_changes_to_prove(as_, cast):
    dossier = factories.draft(cast)
    page = as_(cast.mai).get(f"/ho-so/{dossier.code}/minh-chung/").content.decode()

    assert to_be_proved(dossier) == []
    assert "Minh chứng cho phần phải nêu" not in page
    with pytest.raises(Refused, match="không có thay đổi này"):
        actions.add_evidence(
            dossier, factories.stored(cast.mai), actions.Paper(kind="e02", title="x", proves=0), by=cast.mai
        )


def test_the_page_of_papers_marks_what_a_paper_proves(as_, cast, recognised):
    recognised(valid_to=today() + timedelta(days=400))
    dossier = factories.draft(cast, kind="upgrade")
    client = as_(cast.mai)

    client.post(
        f"/ho-so/{dossier.code}/minh-chung/",
        {"file": factories.picture(), "kind": "e02", "title": "Giấy mới", "proves": "1"},
    )

    assert Evidence.objects.get(dossier=dossier).proves == 1


def test_numbers_keep_the_codes_of_the_first_desk_when_the_producer_moves(cast):
    dossier = factories.submitted(cast)
    cast.producer.unit = cast.next_commune
    cast.producer.save()

    dossier = type(dossier).objects.for_page().get(pk=dossier.pk)
    assert give_product_code(dossier).split("-")[:2] == ["86", cast.commune.code]


def test_the_standing_source_may_say_a_recognition_was_revoked(cast, nothing_recognised):
    standing_source(lambda product: HELD["revoked"])

    with pytest.raises(Refused, match="Hãy chọn «Lần đầu»"):
        factories.draft(cast, kind="re_evaluation")
    assert factories.draft(cast, name="Khác").kind.key == "first"
