"""What goes wrong on an ordinary day: no network, no session, two windows, two presses, a wrong file or address."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from ocop.core.dates import today
from ocop.councils.tests import factories as councils
from ocop.dossiers import actions
from ocop.dossiers.models import Dossier
from ocop.dossiers.tests import factories as dossiers
from tests.browser import documents
from tests.browser.walk import PHONE, Walk, go_to, said, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TYPED = "Năm nay hợp tác xã làm 9 tấn mứt, bán tại 24 điểm trong tỉnh."

WITHOUT_SERVICE_WORKER = """async () => {
  for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
}"""


@pytest.fixture
def walk(chromium, site, pictures):
    """People with a telephone. A failed request is what these tests are about; anything else is a complaint."""
    with Walk(chromium, site, PHONE, pictures) as walk:
        yield walk
        assert [each for each in walk.complaints if "Failed to load resource" not in each] == []


def words(page):
    """What the page says of the saving."""
    return page.locator("[data-autosave-words]")


def card(page, number):
    """The number-th answer of the first criterion."""
    return page.locator("[data-criterion]").first.locator(".radio-card").nth(number)


@pytest.fixture
def sheet(walk, cast):
    """Tâm's scoring sheet, open on the telephone."""
    evaluation = councils.cleared(councils.in_scoring(cast), cast.tam)
    page = walk.at(cast.tam)
    page.goto(evaluation.get_absolute_url())
    page.get_by_role("button", name="Mở phiếu chấm").click()
    expect(card(page, 0)).to_be_visible()
    return page


@pytest.fixture
def form(walk, cast):
    """Mai's Form 02, open on the telephone."""
    page = walk.at(cast.mai)
    page.goto(f"/ho-so/{dossiers.draft(cast).code}/mau-02/")
    return page


def test_marks_given_without_network_are_saved_when_it_is_back(walk, sheet):
    sheet.context.set_offline(True)
    card(sheet, 1).click()

    expect(words(sheet)).to_contain_text("Mất mạng")
    walk.picture(sheet, "mat-mang-khi-cham", whole=False)
    sheet.context.set_offline(False)

    expect(words(sheet)).to_contain_text("Đã lưu lúc")
    sheet.reload()
    expect(card(sheet, 1).locator("input")).to_be_checked()


def test_marks_given_before_the_scripts_have_come_are_saved(walk, sheet):
    """On a slow line the page can be read and ticked seconds before its scripts run."""
    waiting = []
    sheet.evaluate(WITHOUT_SERVICE_WORKER)  # it would bring the script by itself
    sheet.route("**/autosave*.js", lambda route: waiting.append(route))  # noqa: PLW0108  Playwright marks it
    sheet.reload(wait_until="commit")
    card(sheet, 1).click()
    expect(card(sheet, 1).locator("input")).to_be_checked()

    waiting.pop().continue_()

    expect(words(sheet)).to_contain_text("Đã lưu lúc")
    sheet.unroute_all()
    sheet.reload()
    expect(card(sheet, 1).locator("input")).to_be_checked()


def test_marks_given_without_network_survive_closing_the_page(walk, sheet):
    address = sheet.url
    sheet.context.set_offline(True)
    card(sheet, 1).click()
    expect(words(sheet)).to_contain_text("Mất mạng")

    again = sheet.context.new_page()
    sheet.close()
    again.context.set_offline(False)
    again.goto(address)

    expect(card(again, 1).locator("input")).to_be_checked()
    again.wait_for_load_state("networkidle")
    again.evaluate("localStorage.clear()")  # what stands there now comes from the server
    again.reload()
    expect(card(again, 1).locator("input")).to_be_checked()


def test_text_survives_a_session_that_ends_in_the_middle_of_a_form(walk, form, cast):
    Session.objects.all().delete()
    text = form.locator("form[data-autosave] textarea").last
    text.fill(TYPED)

    expect(words(form)).to_have_text("Phiên đăng nhập đã hết. Hãy đăng nhập lại, nội dung vẫn còn trên máy này.")
    walk.picture(form, "het-phien", whole=False)
    form.get_by_role("button", name="Lưu và sang phần sau").click()
    sign_in(form, cast.mai.email)

    expect(text).to_have_value(TYPED)
    expect(words(form)).to_contain_text("Đã lưu lúc")
    form.reload()
    expect(text).to_have_value(TYPED)


def test_the_second_window_on_a_form_is_told_and_keeps_its_text(walk, form):
    second = form.context.new_page()
    second.goto(form.url)
    form.locator("form[data-autosave] textarea").first.fill("Cửa sổ thứ nhất.")
    expect(words(form)).to_contain_text("Đã lưu lúc")
    text = second.locator("form[data-autosave] textarea").last
    text.fill(TYPED)

    expect(words(second)).to_contain_text("Hồ sơ vừa được sửa ở cửa sổ khác")
    walk.picture(second, "hai-cua-so", whole=False)
    expect(text).to_have_value(TYPED)
    second.reload()
    second.get_by_role("button", name="Dùng nội dung trên máy").click()

    expect(words(second)).to_contain_text("Đã lưu lúc")
    second.reload()
    expect(text).to_have_value(TYPED)
    expect(second.locator("form[data-autosave] textarea").first).to_have_value("Cửa sổ thứ nhất.")


def test_pressing_save_in_the_second_window_shows_the_sentence_and_the_text(walk, form):
    second = form.context.new_page()
    second.goto(form.url)
    form.locator("form[data-autosave] textarea").first.fill("Cửa sổ thứ nhất.")
    expect(words(form)).to_contain_text("Đã lưu lúc")
    text = second.locator("form[data-autosave] textarea").last
    text.fill(TYPED)
    second.get_by_role("button", name="Lưu và sang phần sau").click()

    expect(second.get_by_text("Chưa lưu được").first).to_be_visible()
    expect(text).to_have_value(TYPED)
    walk.picture(second, "bam-luu-cua-so-cu", whole=False)


def test_two_presses_file_a_dossier_once(walk, cast):
    dossier = dossiers.ready(cast)
    page = walk.at(cast.mai)
    page.goto(f"/ho-so/{dossier.code}/kiem-tra/")
    page.locator("summary", has_text="Nộp hồ sơ").click()
    page.get_by_role("dialog").get_by_role("button", name="Nộp hồ sơ").dblclick()

    said(page, "Đã nộp hồ sơ")
    assert (dossier.receipts.count(), dossier.snapshots.count()) == (1, 1)


def test_filing_from_an_old_page_is_refused_with_a_sentence(walk, cast):
    dossier = dossiers.ready(cast)
    page = walk.at(cast.mai)
    page.goto(f"/ho-so/{dossier.code}/kiem-tra/")
    actions.submit(dossier, by=cast.mai)
    page.locator("summary", has_text="Nộp hồ sơ").click()
    page.get_by_role("dialog").get_by_role("button", name="Nộp hồ sơ").click()

    expect(page.locator("main")).to_contain_text("Hồ sơ đã chuyển sang «Đã nộp, chờ tiếp nhận»")
    expect(page.get_by_role("heading", level=1)).to_have_text(dossier.product.name)
    walk.picture(page, "trang-cu", whole=False)
    assert dossier.receipts.count() == 1


def test_an_officer_too_late_is_told_who_was_first(walk, cast):
    dossier = dossiers.submitted(cast)
    page = walk.at(cast.lan)
    page.goto(dossier.get_absolute_url())
    actions.withdraw(dossier, reason="Muốn sửa bao bì.", by=cast.mai)
    page.get_by_role("button", name="Tiếp nhận").click()

    said(page, "Hồ sơ đã chuyển sang «Đã rút» (do Trần Thị Mai làm lúc")


@pytest.fixture
def papers(walk, cast):
    """Mai's page of evidence."""
    page = walk.at(cast.mai)
    page.goto(f"/ho-so/{dossiers.draft(cast).code}/minh-chung/")
    return page


@pytest.mark.parametrize(
    "content",
    [b"<!doctype html><script>alert(1)</script>" * 20, b"MZ\x90\x00" + b"\x00" * 4000, b"PK\x03\x04" + b"\x00" * 500],
    ids=["html", "exe", "zip"],
)
def test_a_disguised_file_is_refused_with_a_sentence(walk, papers, content):
    papers.locator("main [name=file]").set_input_files(documents.disguised(content))
    papers.locator("main [name=kind]").select_option(index=1)
    papers.locator("main [name=title]").fill("Giấy chứng nhận")
    papers.get_by_role("button", name="Thêm minh chứng").click()

    expect(papers.locator("main")).to_contain_text("Chỉ nhận tệp PDF hoặc ảnh JPEG, PNG, WebP")
    expect(papers.locator("main [name=title]")).to_have_value("Giấy chứng nhận")
    walk.picture(papers, "tep-gia-dang")


def test_a_large_file_is_refused_before_it_is_sent(walk, papers, settings):
    settings.UPLOAD_MAX_MB = 1
    papers.reload()
    papers.locator("main [name=file]").set_input_files(documents.disguised(b"%PDF-1.7\n" + b" " * 2_000_000))

    expect(papers.locator("[data-dropzone-status]")).to_contain_text("nặng hơn 1 MB. Hãy chọn tệp nhỏ hơn.")
    walk.picture(papers, "tep-qua-lon", whole=False)


def test_a_large_file_is_refused_by_the_server_too(walk, papers, settings, cast):
    settings.UPLOAD_MAX_MB = 1
    plain = walk.browser.new_context(base_url=walk.site, java_script_enabled=False).new_page()
    plain.goto(papers.url)
    sign_in(plain, cast.mai.email)
    plain.locator("main [name=file]").set_input_files(documents.disguised(b"%PDF-1.7\n" + b" " * 2_000_000))
    plain.locator("main [name=kind]").select_option(index=1)
    plain.get_by_role("button", name="Thêm minh chứng").click()

    expect(plain.locator("main")).to_contain_text("Tệp lớn hơn 1 MB. Hãy giảm dung lượng hoặc chia thành nhiều tệp.")
    plain.context.close()


def test_a_member_scores_without_scripts(walk, cast):
    evaluation = councils.cleared(councils.in_scoring(cast), cast.tam)
    plain = walk.browser.new_context(base_url=walk.site, java_script_enabled=False).new_page()
    plain.goto(evaluation.get_absolute_url())
    sign_in(plain, cast.tam.email)
    plain.get_by_role("button", name="Mở phiếu chấm").click()
    first = plain.locator("[data-criterion] .radio-card").first
    first.click()
    plain.get_by_role("button", name="Lưu", exact=True).click()

    said(plain, "Đã lưu phiếu")
    expect(first.get_by_role("radio")).to_be_checked()
    plain.context.close()


@pytest.mark.parametrize("address", ["/ban-lam-viec/ho-so/{}/", "/san-pham/khong-co-{}/", "/tep/{}/"])
def test_an_unknown_code_is_answered_in_vietnamese(walk, cast, address):
    page = walk.at(cast.mai)
    answer = page.goto(address.format("22222222zzzz"))

    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Không tìm thấy trang này")
    expect(page.get_by_role("link", name="Về trang chủ")).to_be_visible()


def test_an_unknown_certificate_is_not_in_the_register(walk, cast):
    page = walk.new_page()
    page.goto("/gcn/22222222zzzz/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Không có trong sổ")


def test_the_officer_next_door_cannot_guess_a_dossier(walk, cast):
    dossier = dossiers.submitted(cast)
    page = walk.at(cast.hoa)

    for address in ("/ban-lam-viec/ho-so/{}/", "/ho-so/{}/giay/mau-02.docx", "/ho-so/{}/ban-nop/1/"):
        assert page.goto(address.format(dossier.code)).status == 404
    assert Dossier.objects.get(pk=dossier.pk).state == dossier.state


def test_what_one_person_typed_is_not_shown_to_the_next_at_the_same_telephone(walk, form, cast):
    form.context.set_offline(True)
    form.locator("form[data-autosave] textarea").last.fill(TYPED)
    expect(words(form)).to_contain_text("Mất mạng")
    form.context.clear_cookies()
    form.context.set_offline(False)
    form.goto("/ban-lam-viec/")
    sign_in(form, cast.lan.email)
    go_to(form, "Hồ sơ")

    expect(form.locator("body")).not_to_contain_text(re.escape(TYPED))


def kept(page):
    """What this browser holds of unsent forms, once the page's scripts have run."""
    page.wait_for_load_state()
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('ocop:typed:'))")


def reason_of(page):
    """The reason of the first thing to be mended."""
    return page.get_by_label("Lý do, cách bổ sung").first


def test_a_reason_typed_for_long_survives_a_session_that_ended_and_goes_when_it_is_sent(walk, cast):
    """Sent without a session, shown to nobody else, put back after the sign-in, gone once it was taken."""
    dossier = dossiers.submitted(cast)
    page = walk.at(cast.lan)
    page.goto(f"/ho-so/{dossier.code}/tra-lai/")
    page.get_by_label("Mục 1: cần bổ sung gì").fill("Mẫu số 02")
    reason_of(page).fill(TYPED)
    page.get_by_label("Bổ sung đến hết ngày").fill(f"{today() + timedelta(days=10):%Y-%m-%d}")
    Session.objects.all().delete()
    page.get_by_role("button", name="Trả lại cho chủ thể").click()
    said(page, "Phiên đăng nhập đã hết nên nội dung chưa gửi.")
    sign_in(page, cast.lan.email)

    expect(reason_of(page)).to_have_value(TYPED)
    expect(page.get_by_label("Mục 1: cần bổ sung gì")).to_have_value("Mẫu số 02")
    expect(page.get_by_text("Đã giữ lại nội dung đang viết dở, chưa gửi.")).to_be_visible()
    walk.picture(page, "giu-lai", whole=False)
    page.context.set_offline(True)
    page.get_by_role("button", name="Trả lại cho chủ thể").click()
    page.context.set_offline(False)
    page.goto(f"/ho-so/{dossier.code}/tra-lai/")
    expect(reason_of(page)).to_have_value(TYPED)

    page.get_by_role("button", name="Trả lại cho chủ thể").click()
    said(page, "Đã trả hồ sơ và báo cho chủ thể.")
    assert kept(page) == []


def test_what_was_kept_of_a_form_is_forgotten_on_request_on_signing_out_and_for_the_next_person(walk, cast):
    code = dossiers.submitted(cast).code
    page = walk.at(cast.lan)

    def typed():
        page.goto(f"/ho-so/{code}/tra-lai/")
        reason_of(page).fill(TYPED)
        page.reload()
        expect(reason_of(page)).to_have_value(TYPED)

    typed()
    page.get_by_role("button", name="Bỏ", exact=True).click()
    expect(reason_of(page)).to_have_value("")
    page.reload()
    expect(reason_of(page)).to_have_value("")

    typed()
    page.goto("/dang-xuat/")
    page.locator("main").get_by_role("button", name="Đăng xuất").click()
    expect(page.locator("main")).to_be_visible()
    assert kept(page) == []

    page.goto("/ban-lam-viec/")
    sign_in(page, cast.lan.email)
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc cần làm")
    typed()
    Session.objects.all().delete()
    page.goto("/ban-lam-viec/")
    sign_in(page, cast.son.email)
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc cần làm")
    assert kept(page) == []


def test_a_reason_typed_in_a_dialog_is_put_back_with_its_dialog_open(walk, cast):
    evaluation = councils.all_sent(cast)
    page = walk.at(cast.thu)
    page.goto(evaluation.get_absolute_url())
    page.locator("summary", has_text="Đề nghị xem lại").first.click()
    page.locator("dialog:modal textarea[name=reason]").fill("Xem lại tiêu chí 1.1.")
    Session.objects.all().delete()
    page.locator("dialog:modal").get_by_role("button", name="Gửi đề nghị").click()
    sign_in(page, cast.thu.email)

    expect(page.locator("dialog:modal textarea[name=reason]")).to_have_value("Xem lại tiêu chí 1.1.")
