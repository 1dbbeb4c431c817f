"""The pages as people use them. In this stage Tâm, Bình and Chi are cleared and nobody has opened a sheet."""

import io
import json
from datetime import timedelta

import pytest
from django.utils import timezone
from docx import Document

from ocop.core.access import allows
from ocop.core.dates import today
from ocop.councils import actions
from ocop.councils.models import Absence, Evaluation, ScoringSheet
from ocop.councils.tests import factories
from ocop.producers.models import Membership

STAGE = "all_cleared"


@pytest.fixture
def at(client, people):
    """A signed-in client of one of the cast."""

    def sign_in(name):
        client.force_login(getattr(people, name))
        return client

    return sign_in


@pytest.fixture
def sheet(people, evaluation):
    return actions.open_sheet(evaluation, by=people.tam)


def autosave(client, sheet, version=0, **fields):
    data = {"_changed": list(fields), "version": version, **fields}
    return client.post(f"/hoi-dong/viec/phieu/{sheet.code}/luu/", data, headers={"Accept": "application/json"})


def words_of(response):
    document = Document(io.BytesIO(response.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_member_opens_the_sheet_from_the_card(at, evaluation):
    response = at("tam").post(f"/hoi-dong/viec/phieu/mo/{evaluation.code}/")

    assert response.url == ScoringSheet.objects.get().get_absolute_url()


def test_sheet_shows_every_criterion_with_the_producers_answer(at, sheet):
    page = at("tam").get(sheet.get_absolute_url()).content.decode()

    assert page.count("data-criterion=") == 33
    assert "Còn 32 tiêu chí" in page
    assert page.count("Chủ thể tự chấm") == 32
    assert "Báo cáo của xã (Mẫu số 03)" in page
    assert "Tối thiểu của 3 sao" in page


def test_sheet_page_asks_the_same_questions_whatever_is_answered(at, people, sheet, django_assert_max_num_queries):
    client = at("tam")
    client.get(sheet.get_absolute_url())
    factories.filled(sheet.evaluation, people.tam)

    with django_assert_max_num_queries(45):
        client.get(sheet.get_absolute_url())


def test_autosave_answers_with_the_figures_of_the_page(at, sheet):
    answer = autosave(at("tam"), sheet, **{"q-1.1": "1.1-b"}).json()

    assert (answer["version"], answer["show"]["remaining"], answer["show"]["points"], answer["show"]["muc-1"]) == (
        1,
        "Còn 31 tiêu chí",
        "2 điểm",
        "1/7",
    )
    assert "1.1" not in answer["open"]


def test_autosave_says_which_criteria_do_not_apply(at, sheet):
    answer = autosave(at("tam"), sheet, **{"q-5.1": "5.1-a", "ghi-5.1": "Không có câu chuyện"}).json()

    assert answer["off"] == ["5.2"]


def test_autosave_takes_nothing_reached_a_gate_and_the_opinion(at, sheet):
    autosave(at("tam"), sheet, **{"q-1.1": "-", "loai-1.1": "1", "opinion": "Nhập khẩu toàn bộ."})

    sheet.refresh_from_db()
    mark = sheet.marks.get()
    assert (mark.option, mark.is_rejected, sheet.opinion) == ("", True, "Nhập khẩu toàn bộ.")


def test_autosave_of_a_stale_window_is_a_conflict(at, sheet):
    autosave(at("tam"), sheet, **{"q-1.1": "1.1-b"})

    response = autosave(at("tam"), sheet, **{"q-1.2": "1.2-a"})

    assert (response.status_code, json.loads(response.content)["error"][:37]) == (
        409,
        "Phiếu vừa được sửa ở cửa sổ khác. Hãy",
    )


def test_autosave_of_an_unknown_option_is_a_sentence(at, sheet):
    response = autosave(at("tam"), sheet, **{"q-1.1": "9.9-z"})

    assert (response.status_code, response.json()["error"]) == (
        422,
        "Tiêu chí 1.1 không có mức «9.9-z». Hãy tải lại trang.",
    )


def test_autosave_into_anothers_sheet_is_not_found(at, sheet):
    assert autosave(at("binh"), sheet, **{"q-1.1": "1.1-b"}).status_code == 404


def test_plain_form_saves_the_whole_sheet(at, sheet):
    response = at("tam").post(sheet.get_absolute_url(), {"version": 0, "q-1.1": "1.1-b", "opinion": "Tốt."})

    sheet.refresh_from_db()
    assert (response.status_code, sheet.opinion, sheet.marks.get(criterion="1.1").option) == (302, "Tốt.", "1.1-b")


def test_plain_form_of_a_stale_window_keeps_what_was_typed(at, sheet):
    client = at("tam")
    autosave(client, sheet, **{"q-1.1": "1.1-b"})

    response = client.post(sheet.get_absolute_url(), {"version": 0, "q-1.2": "1.2-b", "opinion": "Chữ vừa gõ"})

    page = response.content.decode()
    assert response.status_code == 409
    assert "Chữ vừa gõ" in page
    assert 'value="1.2-b" checked' in page
    assert 'name="version" value="1"' in page


def test_plain_form_leads_to_the_last_look_and_the_sending(at, people, sheet):
    factories.filled(sheet.evaluation, people.tam)
    client = at("tam")
    form = {"version": 1, "act": "send", "opinion": factories.OPINION}

    look = client.post(sheet.get_absolute_url(), form).url
    page = client.get(look).content.decode()
    sent = client.post(look)

    sheet.refresh_from_db()
    assert "Gửi phiếu" in page
    assert (sent.url, sheet.total) == (sheet.get_absolute_url(), 100)
    assert client.get(look).url == sheet.get_absolute_url()


def test_last_look_names_what_is_missing(at, sheet):
    client = at("tam")

    page = client.get(f"/hoi-dong/viec/phieu/{sheet.code}/gui/").content.decode()

    assert "Còn 32 tiêu chí chưa chấm" in page
    assert 'data-busy-label="Đang gửi…"' not in page


def test_sent_sheet_is_read_with_the_others_totals_beside(at, people, evaluation):
    factories.sent(evaluation, people.binh, lower=("1.4",))
    sheet = factories.sent(evaluation, people.tam)

    page = at("tam").get(sheet.get_absolute_url()).content.decode()

    assert "97 điểm" in page
    assert "Đỗ Thanh Bình" in page
    assert at("chi").get(sheet.get_absolute_url()).status_code == 404


def test_look_again_through_the_pages(at, people, evaluation):
    sheet = factories.sent(evaluation, people.tam)
    for other in (people.binh, people.chi):
        factories.sent(evaluation, other)
    secretary = at("thu")
    asked = secretary.post(f"/hoi-dong/danh-gia/{evaluation.code}/xem-lai/", {"sheet": sheet.code, "reason": "Cao hơn"})
    member = at("tam")

    page = member.get(sheet.get_absolute_url()).content.decode()
    member.post(f"/hoi-dong/viec/phieu/{sheet.code}/cham-lai/")
    member.post(f"/hoi-dong/viec/phieu/{sheet.code}/giu-diem/", {"answer": "Đủ căn cứ."})

    assert asked.status_code == 302
    assert "Giữ nguyên điểm vì" in page
    assert sheet.rescore_requests.get().answer == "Đủ căn cứ."


def test_declaration_page_shows_names_only_and_opens_the_dossier(at, people, evaluation):
    client = at("ha")
    url = f"/hoi-dong/viec/ke-khai/{evaluation.code}/"

    before = client.get(f"/ban-lam-viec/ho-so/{evaluation.dossier.code}/").status_code
    page = client.get(url).content.decode()
    done = client.post(url, {"has_interest": "no"})

    assert (before, done.url) == (404, evaluation.get_absolute_url())
    assert "Kẹo dừa sầu riêng" in page
    assert client.get(f"/ban-lam-viec/ho-so/{evaluation.dossier.code}/").status_code == 200
    assert client.get(url).url == evaluation.get_absolute_url()


def test_declaration_of_an_interest_leads_away(at, people, evaluation):
    client = at("ha")

    done = client.post(f"/hoi-dong/viec/ke-khai/{evaluation.code}/", {"has_interest": "yes", "reason": "Góp vốn"})

    assert done.url == "/hoi-dong/viec/"
    assert client.get(evaluation.get_absolute_url()).status_code == 404


def test_declaration_of_a_whole_meeting(at, people, evaluation):
    client = at("ha")
    url = f"/hoi-dong/viec/ke-khai-phien/{evaluation.meeting.code}/"

    unsure = client.post(url, {"interest": [evaluation.code], f"reason-{evaluation.code}": "Góp vốn"})
    lacking = client.post(url, {"sure": "1", "interest": [evaluation.code]})
    client.post(url, {"sure": "1", "interest": [evaluation.code], f"reason-{evaluation.code}": "Góp vốn"})

    page = unsure.content.decode()
    assert unsure.status_code == 422
    assert "Hãy đánh dấu cam kết kê khai trung thực." in page
    assert f'value="{evaluation.code}" checked' in page
    assert 'value="Góp vốn"' in page
    assert "Hãy ghi lý do có lợi ích liên quan với: Kẹo dừa sầu riêng." in lacking.content.decode()
    assert not allows(people.ha, "evaluation.view", evaluation)
    assert "Bạn đã kê khai hết" in client.get(url).content.decode()


def test_evidence_opens_in_its_place_and_on_its_own_page(at, evaluation):
    file = evaluation.dossier.evidence.first().file
    client = at("tam")
    url = f"/hoi-dong/viec/minh-chung/{file.code}/"

    alone = client.get(url).content.decode()
    inside = client.get(url, headers={"HX-Request": "true"}).content.decode()

    assert ("<html" in alone, "<html" in inside) == (True, False)
    assert at("hoa").get(url).status_code == 404


def test_meeting_page_lets_the_secretary_note_absences_and_close(at, people, evaluation):
    client = at("thu")
    base = f"/hoi-dong/phien/{evaluation.meeting.code}/"
    chi = evaluation.council.seats.get(user=people.chi)
    for member in (people.tam, people.binh):
        factories.sent(evaluation, member)

    nobody = client.post(base + "vang/", {"reason": "Ốm"}, follow=True).content.decode()
    client.post(base + "vang/", {"seat": [chi.code], "reason": "Ốm"})
    client.post(base + "co-mat/", {"seat": chi.code})
    client.post(base + "vang/", {"seat": [chi.code], "reason": "Ốm"})
    client.post(base + "thao-luan/", {"discussion": "Thống nhất."})
    done = client.post(base + "ket-luan/", follow=True).content.decode()
    given = {"met_on": today().isoformat(), "started": "00:00"}
    wrong = client.post(base + "ket-thuc/", {**given, "ended": "00:00"})
    now = timezone.localtime() - timedelta(minutes=1)
    closed = client.post(base + "ket-thuc/", {**given, "ended": f"{now:%H:%M}"}, follow=True).content.decode()

    assert "Hãy chọn người vắng mặt." in nobody
    assert Absence.objects.get().reason == "Ốm"
    assert "Đã kết luận 1 hồ sơ." in done
    assert Evaluation.objects.get(pk=evaluation.pk).stars == 5
    assert (wrong.status_code, 'value="00:00"' in wrong.content.decode()) == (422, True)
    assert "Đã kết thúc phiên và khóa biên bản." in closed
    assert "Khóa biên bản</button>" not in closed


def test_closing_says_what_stays_open(at, people, evaluation):
    for member in people.members:
        factories.sent(evaluation, member)
    factories.given_to(
        people, factories.another_dossier(people, evaluation.dossier, name="Mứt dừa"), evaluation.council
    )

    page = at("thu").post(f"/hoi-dong/phien/{evaluation.meeting.code}/ket-luan/", follow=True).content.decode()

    assert "Mứt dừa: Hồ sơ đang ở bước «Tổ tư vấn đang xem xét»" in page


def test_evaluation_page_concludes(at, people, evaluation):
    for member in people.members:
        factories.sent(evaluation, member)
    client = at("thu")

    page = client.get(evaluation.get_absolute_url()).content.decode()
    client.post(f"/hoi-dong/danh-gia/{evaluation.code}/thao-luan/", {"discussion": "Nháp"})
    client.post(f"/hoi-dong/danh-gia/{evaluation.code}/ket-luan/", {"discussion": "Thống nhất."})

    assert "Bảng điểm" in page
    evaluation.refresh_from_db()
    assert (evaluation.discussion, evaluation.stars) == ("Thống nhất.", 5)
    assert "Kết quả hội đồng đã kết luận" in at("ha").get(evaluation.get_absolute_url()).content.decode()


def test_asking_again_about_an_unknown_sheet_is_a_sentence(at, evaluation):
    response = at("thu").post(f"/hoi-dong/danh-gia/{evaluation.code}/xem-lai/", {"sheet": "x"}, follow=True)

    assert "Không thấy phiếu này. Hãy tải lại trang." in response.content.decode()


def test_putting_into_no_meeting_is_a_sentence(at, evaluation):
    response = at("son").post(f"/hoi-dong/danh-gia/{evaluation.code}/phien/", {}, follow=True)

    assert "Hãy chọn phiên." in response.content.decode()


def test_papers_say_what_was_concluded(at, people, evaluation):
    sheets = [factories.sent(evaluation, member) for member in people.members]
    actions.write_discussion(evaluation.meeting, "Đã họp đủ.", by=people.thu)
    actions.conclude(evaluation, discussion="Thống nhất.", by=people.thu)
    client = at("thu")
    base = f"/hoi-dong/phien/{evaluation.meeting.code}/"

    minutes, proposal = words_of(client.get(base + "bien-ban.docx")), words_of(client.get(base + "to-trinh.docx"))
    sheet = words_of(client.get(f"/hoi-dong/viec/phieu/{sheets[0].code}/phieu.docx"))
    report = words_of(client.get(f"/hoi-dong/danh-gia/{evaluation.code}/bao-cao-to-tu-van.docx"))

    assert "Kẹo dừa sầu riêng" in minutes
    assert "100,00" in minutes
    assert "5 sao" in proposal
    assert factories.OPINION in sheet
    assert "Đề nghị hội đồng đánh giá" in report


def test_papers_wait_for_the_conclusion_and_the_sending(at, people, sheet):
    client = at("thu")
    meeting = sheet.evaluation.meeting.code

    page = client.get(f"/hoi-dong/phien/{meeting}/bien-ban.docx", follow=True).content.decode()

    assert "Phiên này chưa có hồ sơ nào được kết luận." in page
    assert at("tam").get(f"/hoi-dong/phien/{meeting}/bien-ban.docx").status_code == 403
    assert at("thu").get(f"/hoi-dong/phien/{meeting}/to-trinh.docx").url == f"/hoi-dong/phien/{meeting}/"
    assert at("tam").get(f"/hoi-dong/viec/phieu/{sheet.code}/phieu.docx").url == sheet.get_absolute_url()


def test_refused_conclusion_keeps_what_was_written(at, people, evaluation):
    factories.sent(evaluation, people.tam)
    url = f"/hoi-dong/danh-gia/{evaluation.code}/ket-luan/"

    response = at("thu").post(url, {"discussion": "Ba trang thảo luận", "without_answers": "1"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "Chưa gửi phiếu: Đỗ Thanh Bình, Huỳnh Kim Chi." in page
    assert "Ba trang thảo luận</textarea>" in page


def test_refused_declaration_keeps_the_form(at, people, evaluation):
    Membership.objects.create(user=people.ha, producer=people.producer)

    response = at("ha").post(f"/hoi-dong/viec/ke-khai/{evaluation.code}/", {"has_interest": "no"})

    assert (response.status_code, "phải kê khai là có lợi ích" in response.content.decode()) == (422, True)


def test_members_beyond_the_limit_are_asked_with_one_button(at, people, evaluation):
    for name, lower in (("tam", ()), ("binh", ()), ("chi", ("1.3", "1.5", "2.1", "4.1"))):
        factories.sent(evaluation, getattr(people, name), lower=lower)
    client = at("thu")

    before = client.get(evaluation.get_absolute_url()).content.decode()
    url = f"/hoi-dong/danh-gia/{evaluation.code}/xem-lai-tat-ca/"
    after = client.post(url, {"reason": "Chênh"}, follow=True).content.decode()

    assert "Đề nghị mọi người chênh xem lại" in before
    assert "Đã đề nghị 1 thành viên xem lại." in after
    assert "Đề nghị mọi người chênh xem lại" not in after
