import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ocop.core.dates import today
from ocop.dossiers import actions
from ocop.dossiers.models import AmendmentRequest, Refusal, ScreeningReport, State
from ocop.dossiers.queries import open_rounds
from ocop.dossiers.tests import factories
from ocop.dossiers.tests.pages import JSON, at, words
from ocop.programme.models import Round

ROUND = {"basis": "Quy chế 15/QĐ-HĐ, Kế hoạch 20/KH-UBND"}


# The desks


def test_the_officer_takes_in_by_a_click(as_, cast):
    dossier = factories.submitted(cast)

    as_(cast.lan).post(at("accept", dossier))

    dossier.refresh_from_db()
    assert dossier.state == State.UNDER_CHECK


def test_send_back_keeps_what_was_typed_when_a_reason_is_missing(as_, cast):
    dossier = factories.accepted(cast)
    data = {"subject": ["Mẫu 02", "1.1"], "reason": ["Ghi doanh thu.", ""], "due_on": today().isoformat()}

    answer = as_(cast.lan).post(at("send_back", dossier), data)

    assert "Hãy ghi từng mục" in words(answer)
    assert "Ghi doanh thu.</textarea>" in words(answer)


def test_send_back_offers_one_more_row(as_, cast):
    dossier = factories.accepted(cast)
    data = {"subject": ["a", "b", "c"], "reason": ["1", "2", "3"], "more": "1"}

    answer = as_(cast.lan).post(at("send_back", dossier), data)

    assert words(answer).count('name="subject"') == 4
    assert "Chưa lưu được" not in words(answer)


def test_send_back_by_its_page(as_, cast):
    dossier = factories.accepted(cast)
    data = {"subject": ["Mẫu 02", ""], "reason": ["Ghi doanh thu.", ""], "due_on": today().isoformat()}

    as_(cast.lan).post(at("send_back", dossier), data)

    assert [item.subject for item in AmendmentRequest.objects.get().items.all()] == ["Mẫu 02"]


def test_refuse_by_its_page_with_a_proof(as_, cast):
    dossier = factories.accepted(cast)
    data = {"ground": "Giả mạo hồ sơ", "reason": "Giấy giả.", "proof_upload": factories.picture("bien-ban.jpg")}

    as_(cast.lan).post(at("refuse", dossier), data)

    assert Refusal.objects.get().proof.name == "bien-ban.jpg"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"ground": "Khác", "reason": "x"}, "Căn cứ loại"),
        ({"ground": "Giả mạo hồ sơ", "reason": "x" * 5001}, "Hãy rút gọn"),
        (
            {
                "ground": "Giả mạo hồ sơ",
                "reason": "Giấy giả.",
                "proof_upload": SimpleUploadedFile("a.jpg", b"MZ program"),
            },
            "Chỉ nhận tệp PDF",
        ),
    ],
)
def test_refuse_says_what_is_wrong(as_, cast, data, sentence):
    dossier = factories.accepted(cast)

    assert sentence in words(as_(cast.lan).post(at("refuse", dossier), data))
    assert not Refusal.objects.exists()


def test_a_sheet_without_disqualifiers_offers_to_send_back(as_, cast):
    dossier = factories.accepted(cast, sheet=26)

    assert "không ghi căn cứ loại" in words(as_(cast.lan).get(at("refuse", dossier)))


@pytest.mark.parametrize(("count", "sentence"), [("5", "Đã ghi số mẫu"), ("năm", "từ 0 đến 1000"), ("", "từ 0 đến")])
def test_samples_by_the_page(as_, cast, count, sentence):
    dossier = factories.proposed(cast)

    assert sentence in words(as_(cast.son).post(at("samples", dossier), {"count": count}, follow=True))


# Form 03


def test_the_report_saves_itself(as_, cast):
    dossier = factories.accepted(cast)
    data = {"local_labour": "12 người", "meeting_notes": "Đồng ý", "met_on": "2026-11-20", "letter_date": ""}
    data = {"_changed": list(data), "version": 0, **data}

    answer = as_(cast.lan).post(at("report_save", dossier), data, **JSON)

    report = ScreeningReport.objects.get()
    assert json.loads(answer.content)["version"] == 1
    assert (report.topics, report.meeting_notes, str(report.met_on)) == (
        {"local_labour": "12 người"},
        "Đồng ý",
        "2026-11-20",
    )


@pytest.mark.parametrize(
    ("data", "status"),
    [({"bia": "x"}, 422), ({"met_on": "hôm qua"}, 422), ({"letter_number": "1" * 61}, 422), ({}, 422)],
)
def test_the_report_refuses_with_a_sentence(as_, cast, data, status):
    dossier = factories.accepted(cast)

    answer = as_(cast.lan).post(at("report_save", dossier), {"_changed": list(data), **data, "version": "²"}, **JSON)

    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "text/plain; charset=utf-8")


def _report_data(**changes):
    data = {key: f"Về {key}" for key in ("local_material", "local_labour", "idea_origin", "local_identity")}
    data |= {"letter_number": "12/UBND", "letter_date": today().isoformat(), "version": "0"}
    return {**data, "letter_upload": factories.picture("cong-van.jpg"), **changes}


def test_the_report_is_saved_and_proposed_by_one_button(as_, cast):
    dossier = factories.accepted(cast)

    as_(cast.lan).post(at("report", dossier), _report_data(propose="1"))

    dossier.refresh_from_db()
    assert (dossier.state, dossier.desk) == (State.SUBMITTED, cast.province)


def test_the_report_is_kept_when_it_cannot_be_proposed_yet(as_, cast):
    dossier = factories.accepted(cast)

    answer = as_(cast.lan).post(at("report", dossier), _report_data(local_labour="", propose="1"), follow=True)

    assert "Hãy bổ sung vào báo cáo Mẫu số 03: mục «" in words(answer)
    assert ScreeningReport.objects.get().topics["local_material"] == "Về local_material"
    assert "Bản đang dùng" in words(answer)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"version": "7"}, "vừa được sửa ở cửa sổ khác"),
        ({"letter_upload": SimpleUploadedFile("cv.pdf", b"MZ program")}, "Chỉ nhận tệp PDF"),
        ({"letter_date": "2999-01-01"}, "không thể ở tương lai"),
    ],
)
def test_the_report_comes_back_with_what_was_typed(as_, cast, changes, sentence):
    dossier = factories.accepted(cast)

    answer = as_(cast.lan).post(at("report", dossier), _report_data(**changes))

    assert sentence in words(answer)
    assert "Về local_labour</textarea>" in words(answer)


def test_the_report_is_saved_without_being_proposed(as_, cast):
    dossier = factories.accepted(cast)
    signed = factories.picture("mau-03.jpg")

    answer = as_(cast.lan).post(at("report", dossier), _report_data(report_upload=signed), follow=True)

    assert "Đã lưu báo cáo" in words(answer)
    assert "mau-03.jpg" in words(answer)


# Rounds


def test_a_round_is_opened_and_the_dossier_put_into_it_by_their_pages(as_, cast):
    dossier = actions.accept(factories.proposed(cast), by=cast.son)
    browser = as_(cast.son)
    days = {"proposed_before": today() + timedelta(days=9), "held_before": today() + timedelta(days=19)}

    browser.post(at("extra_round", dossier), {**ROUND, **days})
    extra = Round.objects.get(is_extra=True)
    assert str(extra) in words(browser.get(at("schedule", dossier)))
    browser.post(at("schedule", dossier), {"round": extra.code})

    dossier.refresh_from_db()
    assert (dossier.state, dossier.round) == (State.SCHEDULED, extra)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"basis": ""}, "Căn cứ"),
        ({"basis": "ngắn"}, "Hãy ghi căn cứ"),
        ({"proposed_before": today()}, "phải sau hôm nay"),
    ],
)
def test_an_extra_round_says_what_is_wrong_and_keeps_the_page(as_, cast, changes, sentence):
    dossier = actions.accept(factories.proposed(cast), by=cast.son)
    days = {"proposed_before": today() + timedelta(days=9), "held_before": today() + timedelta(days=19)}

    answer = as_(cast.son).post(at("extra_round", dossier), {**ROUND, **days, **changes})

    assert (answer.status_code, sentence in words(answer)) == (200, True)


@pytest.mark.parametrize("code", ["", "khong-co"])
def test_a_round_that_does_not_fit_is_not_chosen(as_, cast, code):
    dossier = actions.accept(factories.proposed(cast), by=cast.son)

    answer = as_(cast.son).post(at("schedule", dossier), {"round": code})

    assert (answer.status_code, "Chưa lưu được" in words(answer)) == (200, True)


def test_the_page_of_rounds_says_when_there_is_none(as_, cast):
    dossier = actions.accept(factories.proposed(cast), by=cast.son)
    Round.objects.all().delete()

    assert "chưa vào được đợt nào" in words(as_(cast.son).get(at("schedule", dossier)))
    assert not open_rounds(dossier).exists()
