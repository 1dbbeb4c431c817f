from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from ocop.certificates import actions
from ocop.certificates.actions import HigherInput
from ocop.certificates.models import Certificate, HigherResult, Recognition, RecognitionDecision
from ocop.certificates.queries import product_standing, product_standings, result_of, standing_of
from ocop.certificates.tests.factories import RecognitionFactory
from ocop.certificates.validity import State
from ocop.core.dates import add_months, today
from ocop.core.errors import Refused
from ocop.dossiers.models import State as DossierState
from ocop.files.tests.factories import pdf_bytes, upload
from ocop.journal.queries import history_of
from ocop.notices.models import Notice


def refused(call):
    with pytest.raises(Refused) as caught:
        call()
    return str(caught.value)


# Công nhận


def test_recognise_gives_stars_a_term_and_a_certificate(world):
    dossier = world.concluded()

    decision = actions.recognise([dossier], decision=world.paper(), by=world.leader)

    recognition = dossier.product.recognitions.get()
    assert dossier.state == DossierState.RECOGNISED
    assert (decision.kind, decision.number, decision.unit) == ("recognition", "12/QĐ-UBND", world.province)
    assert list(decision.dossiers.all()) == [dossier]
    assert (recognition.stars, recognition.score, recognition.is_current) == (4, Decimal("76.5"), True)
    assert (recognition.valid_from, recognition.valid_to) == (today(), add_months(today(), 36))
    assert recognition.certificate.number == f"001/{today().year}/GCN-OCOP-86"
    assert (recognition.certificate.issued_on, recognition.certificate.expires_on) == (
        recognition.valid_from,
        recognition.valid_to,
    )
    assert product_standing(dossier.product).is_in_force
    assert product_standings([dossier.product]) == {dossier.product.pk: product_standing(dossier.product)}


def test_recognise_makes_the_certificate_as_pdf_once(world):
    dossier = world.concluded()
    actions.recognise([dossier], decision=world.paper(), by=world.leader)
    certificate = Certificate.objects.get()

    actions.render_certificate(certificate.pk)

    again = Certificate.objects.get()
    assert again.file.media_type == "application/pdf"
    assert again.file == certificate.file
    assert again.file.pages == 1


def test_one_decision_covers_many_dossiers_with_numbers_in_turn(world):
    dossiers = [world.concluded(mean="55", stars=3), world.concluded(), world.concluded()]

    decision = actions.recognise(dossiers, decision=world.paper(), by=world.leader)

    assert [each.recognition.stars for each in dossiers] == [3, 4, 4]
    assert sorted(Certificate.objects.values_list("number", flat=True)) == [
        f"{n:03d}/{today().year}/GCN-OCOP-86" for n in (1, 2, 3)
    ]
    assert decision.recognitions.count() == 3


def test_recognise_is_all_or_nothing(world):
    good, low = world.concluded(), world.concluded(mean="40", stars=2)

    sentence = refused(lambda: actions.recognise([good, low], decision=world.paper(), by=world.leader))

    good.refresh_from_db()
    assert "đạt 2 sao: không ban hành quyết định công nhận" in sentence
    assert (good.state, Recognition.objects.count(), RecognitionDecision.objects.count()) == ("concluded", 0, 0)
    assert actions.recognise([good], decision=world.paper(), by=world.leader).recognitions.get().certificate.number == (
        f"001/{today().year}/GCN-OCOP-86"
    )


@pytest.mark.parametrize(
    ("result", "words"),
    [
        ({"mean": "29.99", "stars": 1}, "đạt 1 sao: không ban hành"),
        ({"mean": "61", "stars": None, "outcome": "stopped"}, "không được phân hạng: không ban hành"),
        ({"mean": "90", "stars": 5}, "đạt từ 90.00 điểm: hãy phê duyệt kết quả và chuyển cấp trên"),
        ({"mean": "92", "stars": 4}, "đạt từ 90.00 điểm: hãy phê duyệt kết quả và chuyển cấp trên"),
        ({"mean": "89.9", "stars": 5}, "đạt 5 sao, không thuộc thẩm quyền"),
    ],
)
def test_recognise_refuses_what_this_level_may_not_decide(world, result, words):
    dossier = world.concluded(**result)

    assert words in refused(lambda: actions.recognise([dossier], decision=world.paper(), by=world.leader))
    assert Recognition.objects.count() == 0


def test_recognise_refuses_a_day_that_cannot_be(world):
    dossier = world.concluded(ago=2)

    early = refused(
        lambda: actions.recognise(
            [dossier], decision=world.paper(signed_on=today() - timedelta(days=3)), by=world.leader
        )
    )
    late = refused(
        lambda: actions.recognise(
            [dossier], decision=world.paper(signed_on=today() + timedelta(days=1)), by=world.leader
        )
    )

    assert "đứng trước ngày có kết quả" in early
    assert "ở tương lai" in late


def test_recognise_refuses_a_number_used_this_year(world):
    actions.recognise([world.concluded()], decision=world.paper(number="7/QĐ-UBND"), by=world.leader)
    second = world.concluded()

    sentence = refused(lambda: actions.recognise([second], decision=world.paper(number=" 7/qđ-ubnd "), by=world.leader))

    assert sentence.startswith("Số 7/qđ-ubnd đã ghi cho văn bản ký ngày")


def test_recognise_refuses_an_empty_choice_and_an_empty_paper(world):
    assert refused(lambda: actions.recognise([], decision=world.paper(), by=world.leader)) == (
        "Hãy chọn ít nhất một hồ sơ."
    )
    assert "Hãy ghi đủ số" in refused(
        lambda: actions.recognise([world.concluded()], decision=world.paper(number="  "), by=world.leader)
    )


def test_recognise_keeps_an_uploaded_scan_and_drops_it_when_refused(world, settings):
    paper = world.paper(scan=upload(pdf_bytes()))
    dossier = world.concluded()

    decision = actions.recognise([dossier], decision=paper, by=world.leader)

    assert decision.scan.uploaded_by == world.leader
    with pytest.raises(Refused):
        actions.recognise(
            [world.concluded()], decision=world.paper("8", scan=upload(b"khong phai pdf")), by=world.leader
        )
    assert RecognitionDecision.objects.count() == 1


@pytest.mark.parametrize("who", ["officer", "minister", "commune_officer", "mai", "secretary", "stranger"])
def test_only_the_leader_of_the_desk_recognises(world, who):
    dossier = world.concluded()

    with pytest.raises(PermissionDenied):
        actions.recognise([dossier], decision=world.paper(), by=getattr(world, who))


def test_recognise_is_refused_the_second_time(world):
    dossier = world.concluded()
    actions.recognise([dossier], decision=world.paper(), by=world.leader)

    assert "đã chuyển sang" in refused(
        lambda: actions.recognise([dossier], decision=world.paper("13/QĐ-UBND"), by=world.leader)
    )


def test_recognise_replaces_the_recognition_before(world):
    before = RecognitionFactory(
        product__producer=world.producer, stars=3, valid_from=date(2024, 3, 1), valid_to=date(2027, 3, 1)
    )
    dossier = world.concluded(product=before.product)

    actions.recognise([dossier], decision=world.paper(), by=world.leader)

    before = Recognition.objects.for_page().get(pk=before.pk)
    assert before.is_current is False
    assert before.replaced_by == dossier.recognition
    assert standing_of(before).state == State.SUPERSEDED


def test_recognise_refuses_to_sign_before_the_recognition_it_replaces(world):
    before = RecognitionFactory(product__producer=world.producer)
    dossier = world.concluded(product=before.product)
    yesterday = today() - timedelta(days=1)

    assert "sau ngày ký quyết định này" in refused(
        lambda: actions.recognise([dossier], decision=world.paper(signed_on=yesterday), by=world.leader)
    )


def test_recognise_tells_the_producer_the_commune_and_the_secretary(world, django_capture_on_commit_callbacks):
    dossier = world.concluded()
    Notice.objects.all().delete()

    actions.recognise([dossier], decision=world.paper(), by=world.leader)

    told = set(Notice.objects.filter(text__contains="được công nhận 4 sao").values_list("to", flat=True))
    assert told == {world.mai.pk, world.commune_officer.pk, world.secretary.pk}
    assert not Notice.objects.filter(text__contains="76").exists()


def test_recognise_leaves_lines_in_the_journal(world):
    dossier = world.concluded()

    decision = actions.recognise([dossier], decision=world.paper(), by=world.leader)

    assert [line.verb for line in history_of(decision)] == ["decision.recognition"]
    assert [line.verb for line in history_of(dossier.recognition.certificate)] == [
        "certificate.issue",
        "certificate.render",
    ]


# Không công nhận


@pytest.mark.parametrize("result", [{"mean": "49.9", "stars": 2}, {"mean": "0", "stars": None, "outcome": "rejected"}])
def test_close_unrecognised_ends_without_decision_or_certificate(world, result):
    dossier = world.concluded(**result)

    actions.close_unrecognised([dossier], by=world.leader, note="Điều 4.1a")

    assert dossier.state == DossierState.NOT_RECOGNISED
    assert (RecognitionDecision.objects.count(), Recognition.objects.count(), Certificate.objects.count()) == (0, 0, 0)
    assert Notice.objects.filter(to=world.mai, text__contains="không ban hành quyết định").exists()


def test_close_unrecognised_refuses_what_earns_recognition(world):
    dossier = world.concluded()

    assert "thuộc diện được công nhận" in refused(lambda: actions.close_unrecognised([dossier], by=world.leader))
    assert "ít nhất một hồ sơ" in refused(lambda: actions.close_unrecognised([], by=world.leader))


# Chuyển cấp trên


def higher(world, points="91.25", stars=5, number="99/QĐ-BNNMT", **fields):
    return HigherInput(decision=world.paper(number=number), points=Decimal(points), stars=stars, **fields)


def forwarded(world, **result):
    dossier = world.concluded(**({"mean": "92", "stars": 5} | result))
    actions.forward([dossier], decision=world.paper("30/QĐ-UBND"), by=world.leader)
    return dossier


def test_forward_sends_the_best_up_and_keeps_the_desk(world):
    dossier = forwarded(world)

    assert (dossier.state, dossier.desk) == (DossierState.FORWARDED, world.province)
    decision = dossier.decisions.get()
    assert (decision.kind, decision.unit, decision.level.key) == ("forwarding", world.province, "province")


def test_forward_refuses_less_than_the_threshold(world):
    dossier = world.concluded(mean="89.9999", stars=4)

    assert "chưa đạt 90.00 điểm" in refused(lambda: actions.forward([dossier], decision=world.paper(), by=world.leader))


def test_record_higher_result_recognises_with_the_number_of_the_higher_level(world):
    dossier = forwarded(world)

    certificate = actions.record_higher_result(
        dossier, higher(world, certificate_number="05/2026/OCOP-TW"), by=world.officer
    )

    recognition = dossier.recognition
    assert (dossier.state, recognition.stars, recognition.score) == ("recognised", 5, Decimal("91.25"))
    assert (certificate.number, certificate.file) == ("05/2026/OCOP-TW", None)
    assert (recognition.decision.unit, recognition.decision.level.key) == (world.nation, "centre")


def test_record_higher_result_keeps_the_certificate_that_was_sent(world):
    dossier = forwarded(world)
    scan = upload(pdf_bytes())

    certificate = actions.record_higher_result(
        dossier, higher(world, certificate_number="05/2026/OCOP-TW", certificate_scan=scan), by=world.officer
    )

    assert certificate.file.uploaded_by == world.officer


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"stars": 4}, "chỉ công nhận 5 sao"),
        ({"certificate_number": " "}, "Hãy ghi số giấy chứng nhận"),
        ({"points": "100.5"}, "Hãy ghi điểm từ 0 đến 100."),
        ({"points": "88"}, "88 điểm không thể đạt 5 sao"),
    ],
)
def test_record_higher_result_refuses_what_cannot_be(world, given, words):
    dossier = forwarded(world)

    sentence = refused(
        lambda: actions.record_higher_result(
            dossier, higher(world, **({"certificate_number": "5"} | given)), by=world.officer
        )
    )

    assert words in sentence


def test_a_certificate_number_stands_for_one_certificate(world):
    actions.record_higher_result(forwarded(world), higher(world, certificate_number="05/tw"), by=world.officer)
    dossier = world.concluded(mean="95", stars=5)
    actions.forward([dossier], decision=world.paper("31"), by=world.leader)

    assert "đã có trong sổ" in refused(
        lambda: actions.record_higher_result(
            dossier, higher(world, number="100/QĐ", certificate_number="05/TW"), by=world.officer
        )
    )


def test_return_from_higher_lets_the_unit_recognise_on_that_result(world):
    dossier = forwarded(world)

    actions.return_from_higher(dossier, higher(world, points="85", stars=4), by=world.officer)

    assert dossier.state == DossierState.CONCLUDED
    assert (result_of(dossier).stars, result_of(dossier).is_from_above) == (4, True)
    actions.recognise([dossier], decision=world.paper(), by=world.leader)
    assert (dossier.recognition.stars, dossier.recognition.score) == (4, Decimal("85"))


def test_return_from_higher_refuses_stars_of_the_higher_level(world):
    dossier = forwarded(world)

    assert "công nhận" in refused(lambda: actions.return_from_higher(dossier, higher(world), by=world.officer))


def test_forward_is_refused_after_the_higher_level_answered(world):
    dossier = forwarded(world)
    actions.return_from_higher(dossier, higher(world, points="85", stars=4), by=world.officer)

    assert "đã có kết quả của cấp trên" in refused(
        lambda: actions.forward([dossier], decision=world.paper("32"), by=world.leader)
    )


def test_reopen_gives_the_dossier_back_to_the_office_without_its_round(world):
    dossier = forwarded(world)
    actions.return_from_higher(dossier, higher(world, points="85", stars=4), by=world.officer)

    actions.reopen(dossier, by=world.leader)

    assert (dossier.state, dossier.round) == (DossierState.UNDER_CHECK, None)


def test_reopen_is_only_for_what_came_back(world):
    with pytest.raises(PermissionDenied):
        actions.reopen(world.concluded(), by=world.leader)


@pytest.mark.parametrize("who", ["leader", "commune_officer", "ministry_officer", "mai"])
def test_only_the_officer_of_the_desk_records_the_higher_result(world, who):
    dossier = forwarded(world)

    with pytest.raises(PermissionDenied):
        actions.record_higher_result(dossier, higher(world, certificate_number="5"), by=getattr(world, who))
    with pytest.raises(PermissionDenied):
        actions.return_from_higher(dossier, higher(world, stars=4), by=getattr(world, who))
    assert HigherResult.objects.count() == 0


# What cannot be acted on at all


def changed(thing, **fields):
    """A row as it should never be, set past the actions."""
    type(thing).objects.filter(pk=thing.pk).update(**fields)
    thing.refresh_from_db()
    return thing


def test_nothing_is_decided_before_a_council_concluded(world):
    dossier = world.concluded()
    dossier.evaluations.all().delete()

    assert "chưa có kết quả của hội đồng" in refused(
        lambda: actions.recognise([dossier], decision=world.paper(), by=world.leader)
    )


def test_one_decision_is_of_one_unit(world):
    here, nowhere = world.concluded(), world.concluded()

    assert "cùng một đơn vị" in refused(
        lambda: actions.recognise([here, changed(nowhere, desk=world.nation)], decision=world.paper(), by=world.leader)
    )
    assert "chưa tới đơn vị đánh giá" in refused(
        lambda: actions.recognise([changed(here, desk=None)], decision=world.paper(), by=world.leader)
    )


def test_nothing_goes_above_the_highest_level(world):
    dossier = changed(
        world.concluded(mean="95", stars=5), desk=world.nation, level=world.regime.levels.get(key="centre")
    )

    assert "không còn cấp trên" in refused(
        lambda: actions.forward([dossier], decision=world.paper(), by=world.minister)
    )


def test_a_higher_result_is_not_signed_before_the_council_concluded(world):
    dossier = forwarded(world)
    early = HigherInput(
        decision=world.paper("99", signed_on=today() - timedelta(days=9)), points=Decimal("85"), stars=4
    )

    assert "trước ngày hội đồng kết luận" in refused(
        lambda: actions.return_from_higher(dossier, early, by=world.officer)
    )
