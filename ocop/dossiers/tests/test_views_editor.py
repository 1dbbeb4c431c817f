import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ocop.core.dates import today
from ocop.dossiers import actions
from ocop.dossiers.models import AmendmentRequest, Dossier, Evidence, State
from ocop.dossiers.tests import factories
from ocop.dossiers.tests.pages import JSON, at, save, words

# Autosave


def test_autosave_answers_with_the_version_and_the_hour(as_, cast):
    dossier = factories.draft(cast)

    answer = save(as_(cast.mai), dossier, "02", structure="Ba tổ")

    dossier.refresh_from_db()
    assert dossier.form02["structure"] == "Ba tổ"
    assert json.loads(answer.content)["version"] == dossier.version


def test_autosave_of_a_box_taken_off_empties_it(as_, cast):
    dossier = factories.draft(cast)
    browser = as_(cast.mai)
    key = "ticks.business_registration"
    browser.post(at("save", dossier, "02"), {"_changed": key, key: "on", "version": 0}, **JSON)

    browser.post(at("save", dossier, "02"), {"_changed": key, "version": 1}, **JSON)

    dossier.refresh_from_db()
    assert dossier.form02[key] == ""


def test_autosave_of_a_stale_window_is_told_with_409(as_, cast):
    dossier = factories.draft(cast)
    actions.edit_form(dossier, "02", {"structure": "cửa sổ một"}, by=cast.mai)

    answer = as_(cast.mai).post(
        at("save", dossier, "02"), {"_changed": "structure", "structure": "cửa sổ hai", "version": 0}, **JSON
    )

    assert (answer.status_code, answer.headers["Content-Type"]) == (409, "text/plain; charset=utf-8")
    dossier.refresh_from_db()
    assert dossier.form02["structure"] == "cửa sổ một"


@pytest.mark.parametrize(
    ("part", "data", "sentence"),
    [
        ("02", {"bia": "x"}, "không có mục «bia»"),
        ("02", {"structure": "a" * 20_001}, "Hãy rút gọn"),
        ("02", {}, "Không có nội dung nào để lưu"),
        ("criteria", {"o-9.9": "x"}, "không có tiêu chí «9.9»"),
        ("criteria", {"o-1.1": "x"}, "không có mức «x»"),
        ("criteria", {"foo-1.1": "x"}, "không có mục này"),
        ("criteria", {}, "Không có nội dung nào để lưu"),
    ],
)
def test_autosave_of_what_is_not_there_is_a_sentence_and_saves_nothing(as_, cast, part, data, sentence):
    dossier = factories.draft(cast)

    answer = as_(cast.mai).post(at("save", dossier, part), {"_changed": list(data), "version": 0, **data}, **JSON)

    assert (answer.status_code, sentence in words(answer)) == (422, True)
    assert Dossier.objects.get().version == 0


@pytest.mark.parametrize("part", ["03", "99"])
def test_autosave_of_a_form_the_producer_does_not_fill_in_is_not_there(as_, cast, part):
    assert save(as_(cast.mai), factories.draft(cast), part, structure="x").status_code == 404


def test_autosave_takes_a_nul_character_out(as_, cast):
    dossier = factories.draft(cast)

    save(as_(cast.mai), dossier, "02", structure="Ba\x00 tổ")

    assert Dossier.objects.get().form02["structure"] == "Ba tổ"


@pytest.mark.parametrize("version", ["", "²", "abc", "-1"])
def test_autosave_without_a_known_version_is_saved(as_, cast, version):
    dossier = factories.draft(cast)
    data = {"_changed": "structure", "structure": "x", "version": version}

    assert as_(cast.mai).post(at("save", dossier, "02"), data, **JSON).status_code == 200


def test_autosave_of_criteria_shows_points_and_stars(as_, cast):
    dossier = factories.draft(cast)
    data = {"o-1.1": "1.1-c", "j-1.1": "Hợp đồng.", "o-1.2": "none", "o-1.3": ""}

    answer = save(as_(cast.mai), dossier, "criteria", **data)

    assert json.loads(answer.content)["show"] == {"total": "3", "stars": "1 sao", "answered": "2"}
    lines = dossier.self_scores.order_by("criterion").values_list("criterion", "option", "justification", "is_answered")
    assert list(lines) == [("1.1", "1.1-c", "Hợp đồng.", True), ("1.2", "", "", True), ("1.3", "", "", False)]


def test_autosave_after_the_session_is_over_leads_to_the_entrance(as_, cast):
    answer = save(as_(None), factories.draft(cast), "02", structure="x")

    assert (answer.status_code, "dang-nhap" in answer.headers["Location"]) == (302, True)


@pytest.mark.parametrize(("who", "status"), [("lan", 404), ("hoa", 404), ("son", 404)])
def test_autosave_of_somebody_elses_draft_is_not_there(as_, cast, who, status):
    assert save(as_(getattr(cast, who)), factories.draft(cast), "02", structure="x").status_code == status


def test_autosave_of_a_dossier_handed_in_is_forbidden(as_, cast):
    assert save(as_(cast.mai), factories.submitted(cast), "02", structure="x").status_code == 403


# Forms without a script


def test_a_whole_form_is_saved_and_leads_to_the_next_part(as_, cast):
    dossier = factories.draft(cast)
    browser = as_(cast.mai)

    first = browser.post(at("form", dossier, "01"), {"applicant.name": "HTX Mới", "version": 0})
    second = browser.post(at("form", dossier, "02"), {"structure": "Ba tổ", "version": 1})

    dossier.refresh_from_db()
    assert (first.headers["Location"], second.headers["Location"]) == (
        at("form", dossier, "02"),
        at("self_score", dossier),
    )
    assert (dossier.form01["applicant.name"], dossier.form02["structure"]) == ("HTX Mới", "Ba tổ")
    assert dossier.form01["applicant.phone"] == "0912 345 678"


def test_a_whole_form_from_a_stale_window_comes_back_with_what_was_typed(as_, cast):
    dossier = factories.draft(cast)
    actions.edit_form(dossier, "02", {"structure": "cửa sổ một"}, by=cast.mai)

    answer = as_(cast.mai).post(at("form", dossier, "02"), {"structure": "cửa sổ hai", "version": 0})

    assert answer.status_code == 409
    assert "cửa sổ hai</textarea>" in words(answer)
    assert "vừa được sửa ở cửa sổ khác" in words(answer)
    assert 'name="version" value="1"' in words(answer)


def test_the_answers_of_a_section_are_saved_and_lead_on(as_, cast):
    dossier = factories.draft(cast)
    browser = as_(cast.mai)
    last = dossier.criteria_set.sheet.sections[-1].code

    first = browser.post(at("self_score", dossier) + "?muc=1", {"o-1.1": "1.1-b", "version": 0})
    end = browser.post(at("self_score", dossier) + f"?muc={last}", {"version": 1})

    assert first.headers["Location"] == at("self_score", dossier) + "?muc=2"
    assert end.headers["Location"] == at("papers", dossier)


def test_answers_from_a_stale_window_come_back_with_what_was_typed(as_, cast):
    dossier = factories.draft(cast)
    actions.edit_form(dossier, "02", {"structure": "x"}, by=cast.mai)

    answer = as_(cast.mai).post(at("self_score", dossier), {"j-1.1": "đang gõ dở", "version": 0})

    assert (answer.status_code, "đang gõ dở</textarea>" in words(answer)) == (409, True)


@pytest.mark.parametrize("form", ["03", "99"])
def test_the_producer_has_no_page_for_other_forms(as_, cast, form):
    assert as_(cast.mai).get(at("form", factories.draft(cast), form)).status_code == 404


def test_a_form_asks_for_what_a_re_evaluation_must_show(as_, cast, recognised):
    recognised(valid_to=today() + timedelta(days=150))
    dossier = factories.draft(cast, kind="re_evaluation")

    page = words(as_(cast.mai).get(at("form", dossier, "02")))
    as_(cast.mai).post(at("form", dossier, "02"), {"changes.2": "Bao bì mới", "version": 0})

    assert "Phiếu kiểm nghiệm định kỳ" in page
    assert Dossier.objects.get().form02["changes.2"] == "Bao bì mới"


# Evidence


def test_a_picture_becomes_evidence(as_, cast):
    dossier = factories.draft(cast)
    data = {"file": factories.picture(), "kind": "e01", "criterion": "1.1", "title": "Giấy đăng ký"}

    answer = as_(cast.mai).post(at("papers", dossier), data)

    assert answer.status_code == 302
    assert Evidence.objects.get().title == "Giấy đăng ký"
    assert "Giấy đăng ký" in words(as_(cast.mai).get(at("papers", dossier) + "?tieu-chi=1.1"))


def test_a_file_in_disguise_is_refused_on_its_field_and_the_rest_stays(as_, cast):
    dossier = factories.draft(cast)
    disguised = SimpleUploadedFile("giay.pdf", b"MZ\x90\x00 this is a program", content_type="application/pdf")

    answer = as_(cast.mai).post(at("papers", dossier), {"file": disguised, "kind": "e01", "title": "Giấy giả"})

    assert "Chỉ nhận tệp PDF hoặc ảnh" in words(answer)
    assert 'value="Giấy giả"' in words(answer)
    assert not Evidence.objects.exists()


def test_a_file_too_large_is_refused(as_, cast, settings):
    settings.UPLOAD_MAX_MB = 0
    dossier = factories.draft(cast)

    answer = as_(cast.mai).post(at("papers", dossier), {"file": factories.picture(), "kind": "e01"})

    assert "Tệp lớn hơn 0 MB" in words(answer)


@pytest.mark.parametrize(
    ("dates", "sentence"),
    [
        ({"issued_on": "2026-05-02", "expires_on": "2026-05-01"}, "đứng trước ngày cấp"),
        ({"issued_on": "2999-01-01"}, "ở tương lai"),
        ({"expires_on": "2020-01-01"}, "đã hết hạn"),
    ],
)
def test_a_paper_with_wrong_days_is_refused_before_its_file_is_kept(as_, cast, dates, sentence):
    dossier = factories.draft(cast)

    answer = as_(cast.mai).post(at("papers", dossier), {"file": factories.picture(), "kind": "e01", **dates})

    assert sentence in words(answer)
    assert not Evidence.objects.exists()


def test_a_paper_is_taken_out_once(as_, cast):
    dossier = factories.ready(cast)
    paper = actions.add_evidence(dossier, factories.stored(cast.mai), actions.Paper("e01", "Giấy"), by=cast.mai)
    browser = as_(cast.mai)

    browser.post(at("paper_remove", dossier, paper.code))
    again = browser.post(at("paper_remove", dossier, paper.code), follow=True)

    paper.refresh_from_db()
    assert paper.removed_at is not None
    assert "đã được gỡ" in words(again)


def test_a_paper_of_another_dossier_is_not_taken_out(as_, cast):
    mine, other = factories.draft(cast, name="Một"), factories.draft(cast, name="Hai")
    paper = actions.add_evidence(other, factories.stored(cast.mai), actions.Paper("e01", "Giấy"), by=cast.mai)

    as_(cast.mai).post(at("paper_remove", mine, paper.code))

    paper.refresh_from_db()
    assert paper.removed_at is None


# Filing


def test_a_dossier_is_begun_checked_and_handed_in_by_its_pages(as_, cast):
    product = factories.product(cast)
    browser = as_(cast.mai)

    begun = browser.post(reverse("dossiers:start", args=[product.code]), {"kind": "first"})
    dossier = Dossier.objects.get()
    assert begun.headers["Location"] == at("form", dossier, "01")
    assert "Phải làm trước khi nộp" in words(browser.get(at("review", dossier)))
    factories.fill(dossier, cast.mai)
    assert "Hồ sơ đã đủ để nộp" in words(browser.get(at("review", dossier)))
    sent = browser.post(at("submit", dossier), follow=True)

    assert f"Phiếu số {dossier.receipts.get()}" in words(sent)


def test_a_start_without_a_kind_is_a_sentence(as_, cast):
    product = factories.product(cast)

    answer = as_(cast.mai).post(reverse("dossiers:start", args=[product.code]), {"kind": "\x00"}, follow=True)

    assert "Loại hồ sơ này không có" in words(answer)


def test_the_check_of_a_late_re_evaluation_says_so(as_, cast, recognised):
    recognised(valid_to=today() + timedelta(days=100))
    dossier = factories.ready(cast, kind="re_evaluation")

    assert "Hồ sơ vẫn được nhận" in words(as_(cast.mai).get(at("review", dossier)))


def test_the_check_shows_what_a_star_lacks(as_, cast):
    dossier = factories.fill(factories.draft(cast), cast.mai, lower=("1.5",))

    assert "Cần thêm gì để lên hạng tiếp theo" in words(as_(cast.mai).get(at("review", dossier)))


def test_the_officer_checks_without_a_button_to_hand_in(as_, cast):
    page = words(as_(cast.lan).get(at("review", factories.accepted(cast))))

    assert "Hồ sơ không thiếu gì" in page
    assert "Nộp hồ sơ" not in page


def test_answers_to_a_request_are_kept_and_the_dossier_handed_in(as_, cast):
    dossier = factories.returned(cast)
    item = AmendmentRequest.objects.get().items.get()
    browser = as_(cast.mai)

    kept = browser.post(at("answers", dossier), {f"item-{item.pk}": "Đã ghi.", "item-²": "x", "item-": "x"})
    browser.post(at("submit", dossier))

    dossier.refresh_from_db()
    assert (kept.headers["Location"], dossier.state) == (at("review", dossier), State.SUBMITTED)


def test_answers_during_the_review_are_kept_or_sent(as_, cast, in_review):
    dossier = in_review()
    item = actions.ask_amendment(dossier, [("1.1", "Thêm.")], due_on=today(), by=cast.son).items.get()
    browser = as_(cast.mai)
    assert "Gửi phần bổ sung" in words(browser.get(at("review", dossier)))

    browser.post(at("answers", dossier), {f"item-{item.pk}": "Đang viết", "keep": "1"})
    item.refresh_from_db()
    assert (item.answer, AmendmentRequest.objects.get().closed_at) == ("Đang viết", None)
    browser.post(at("answers", dossier), {f"item-{item.pk}": "Xong."})

    assert AmendmentRequest.objects.get().closed_at is not None


def test_a_dossier_is_withdrawn_with_a_reason(as_, cast):
    dossier = factories.submitted(cast)
    browser = as_(cast.mai)

    assert "Hãy ghi lý do" in words(browser.post(at("withdraw", dossier), {"reason": "\x00"}, follow=True))
    assert "Đã rút hồ sơ" in words(browser.post(at("withdraw", dossier), {"reason": "Đổi ý"}, follow=True))
