"""What the producer and the officer of the commune do, each act as they would: by looking, typing and pressing."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import Locator, Page, expect

from ocop.core.dates import today
from ocop.programme.sheets import Sheet
from tests.browser import documents
from tests.browser.walk import PASSWORD, Walk, code_of, go_to, said

MAN = "Lê Thị Mận"
EMAIL = "man@vidu.vn"
PRODUCER = "Hợp tác xã Mứt dừa Mỏ Cày"
PRODUCT = "Mứt dừa non lá dứa"
CLASS = "Chế biến từ rau, củ, quả, hạt"
STORY = "Dừa non chọn từ vườn của thành viên, sên lửa nhỏ bốn giờ, màu xanh từ lá dứa trồng quanh mương."


def write(page: Page | Locator, label: str, text: str) -> None:
    """Type into the field whose label begins so."""
    page.get_by_label(re.compile(rf"^\s*{re.escape(label)}")).fill(text)


def choose(select: Locator, words: str) -> None:
    """Choose the first option of a list that contains the words."""
    select.select_option(select.locator("option", has_text=words).first.get_attribute("value"))


def saved_by_itself(page: Page) -> None:
    """The page says that what was typed is kept, though nobody pressed anything."""
    expect(page.locator("[data-autosave-words]")).to_contain_text("Đã lưu lúc")


def sign_up(walk: Walk) -> Page:
    """A new person opens an account, from the front page."""
    page = walk.new_page(EMAIL)
    page.goto("/")
    walk.picture(page, "trang-chu")
    page.get_by_role("link", name="Đăng ký chủ thể").click()
    write(page, "Họ và tên", MAN)
    write(page, "E-mail", EMAIL)
    write(page, "Điện thoại", "0918 222 333")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    write(page, "Nhập lại mật khẩu", PASSWORD)
    page.get_by_label(re.compile("Tôi đồng ý")).check()
    walk.picture(page, "dang-ky-tai-khoan")
    page.get_by_role("button", name="Đăng ký", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc cần làm")
    walk.picture(page, "bat-dau")
    return page


def register_producer(walk: Walk, page: Page) -> None:
    """Once: who the producer is."""
    page.get_by_role("link", name="Đăng ký chủ thể").click()
    write(page, "Tên chủ thể", PRODUCER)
    choose(page.get_by_label(re.compile("^Loại hình tổ chức")), "Hợp tác xã")
    choose(page.get_by_label(re.compile("^Xã, phường")), "Mỏ Cày")
    page.locator("main [name=address]").fill("Ấp An Lộc")
    page.locator("main [name=founded_on]").fill("2018-06-15")
    page.locator("main [name=registration_number]").fill("5507000456")
    write(page, "Lịch sử hình thành", "Hợp tác xã lập năm 2018 từ mười hai hộ làm mứt Tết trong ấp.")
    page.locator("main [name=representative]").fill(MAN)
    page.locator("main [name=position]").fill("Giám đốc")
    page.locator("main [name=gender]").select_option("female")
    page.locator("main [name=ethnicity]").fill("Kinh")
    page.locator("main [name=permanent_address]").fill("Ấp An Lộc, xã Mỏ Cày")
    page.locator("main [name=phone]").fill("0918 222 333")
    page.locator("main [name=email]").fill(EMAIL)
    page.get_by_role("button", name="Lưu chủ thể").click()
    said(page, "Đã tạo chủ thể")


def add_product(walk: Walk, page: Page) -> None:
    """The product; its class in Annex I decides the scoring sheet."""
    write(page, "Tên sản phẩm", PRODUCT)
    choose(page.get_by_label(re.compile("^Phân nhóm sản phẩm")), CLASS)
    page.locator("main [name=description]").fill("Túi zip 250 g, 20 túi một thùng.")
    page.locator("main [name=story]").fill(STORY)
    page.locator("main [name=picture_upload]").set_input_files(documents.photo())
    walk.picture(page, "san-pham-moi")
    page.get_by_role("button", name="Lưu sản phẩm").click()
    said(page, "Đã thêm sản phẩm")
    walk.picture(page, "san-pham-trong-ban-lam-viec")


def start_dossier(walk: Walk, page: Page) -> str:
    """Begin the first dossier; the answer is its code."""
    page.get_by_role("button", name="Lập hồ sơ lần đầu").click()
    said(page, "Đã lập hồ sơ")
    return code_of(page)


_TEXTS = {"date": "2018-06-15", "tel": "0918 222 333", "email": EMAIL, "number": "5"}


def fill_form(walk: Walk, page: Page, number: str) -> None:
    """Fill what is still empty in a form of the law. It saves itself: the page is left without pressing anything."""
    expect(page).to_have_url(re.compile(f"/mau-{number}/$"))
    form = page.locator("form[data-autosave]")
    for box in form.locator("input[type=checkbox]").all():
        box.check()
    for control in form.locator("input:not([type=hidden]):not([type=checkbox]), textarea").all():
        if not control.input_value():
            kind = control.get_attribute("type") or "long"
            label = control.evaluate("control => control.labels[0].innerText")
            control.fill(_TEXTS.get(kind) or _words_for(label))
    for select in form.locator("select").all():
        if not select.input_value():
            select.select_option(index=1)
    saved_by_itself(page)
    walk.picture(page, f"mau-{number}")


def _words_for(label: str) -> str:
    short = label.split("(", maxsplit=1)[0].strip(" .:0123456789")
    if len(short) < 40:
        return "5" if "mẫu" in short else short
    return f"{short[:60].strip()}: hợp tác xã có 18 lao động, năm qua làm 9 tấn mứt, bán tại 24 điểm trong tỉnh."


def nothing_is_lost_by_loading_again(page: Page) -> None:
    """The last words typed are there after the page is loaded again, at once."""
    last = page.locator("form[data-autosave] textarea").last
    typed = last.input_value()
    page.reload()
    expect(last).to_have_value(typed)


def self_score(walk: Walk, page: Page, sheet: Sheet, chosen: dict[str, str], *, leave_out: str) -> None:
    """Score oneself section by section, each criterion with its reasons; one reason is forgotten."""
    for number, section in enumerate(sheet.sections):
        expect(page.get_by_role("heading", level=2).first).to_contain_text(section.name[:12], ignore_case=True)
        for criterion in section.criteria:
            value = chosen[criterion.code] or "none"
            page.locator(f'.radio-card:has([name="o-{criterion.code}"][value="{value}"])').click()
            if criterion.code != leave_out:
                text = f"Có sổ theo dõi, hợp đồng và ảnh chụp cho mục «{criterion.name.lower()}»."
                page.locator(f'main [name="j-{criterion.code}"]').fill(text)
        if number in (0, 2):
            saved_by_itself(page)
            walk.picture(page, f"tu-cham-muc-{number + 1}", whole=not walk.window.touch)
        page.get_by_role("button", name=re.compile("Lưu và sang")).click()


def upload_paper(page: Page, kind: str, title: str, *, criterion: str = "", valid: bool = True) -> None:
    """One paper with what is printed on it: number, issuer, dates."""
    page.locator("main [name=file]").set_input_files(documents.pdf(title))
    choose(page.locator("main [name=kind]"), kind)
    if criterion:
        page.locator("main [name=criterion]").select_option(criterion)
    page.locator("main [name=title]").fill(title)
    page.get_by_text("Số, nơi cấp, ngày cấp, ngày hết hạn").click()
    page.locator("main [name=number]").fill("45/2026/GCN")
    page.locator("main [name=issuer]").fill("Chi cục Quản lý chất lượng nông lâm sản và thủy sản")
    page.locator("main [name=issued_on]").fill((today() - timedelta(days=200)).isoformat())
    page.locator("main [name=expires_on]").fill((today() + timedelta(days=800 if valid else -1)).isoformat())
    page.get_by_role("button", name="Thêm minh chứng").click()
    said(page, "Đã thêm")


def check_dossier(page: Page) -> None:
    """Open the check before filing."""
    page.get_by_role("link", name="Kiểm tra và nộp").first.click()
    expect(page.get_by_role("heading", name="Điểm tự chấm")).to_be_visible()


def refused_while_something_is_missing(walk: Walk, page: Page) -> None:
    """The check says what must be done first and offers no way to file."""
    expect(page.get_by_role("heading", name="Phải làm trước khi nộp")).to_be_visible()
    expect(page.get_by_text("Thiếu giấy tờ bắt buộc")).to_be_visible()
    expect(page.get_by_text("Nộp hồ sơ", exact=True)).to_have_count(0)
    walk.picture(page, "kiem-tra-con-thieu")


def mend_criterion(page: Page, code: str) -> None:
    """Follow the gap's link to its criterion and write what was forgotten; it saves itself."""
    page.get_by_role("link", name=f"Tiêu chí {code}: chưa ghi mô tả, chứng minh").click()
    page.locator(f'main [name="j-{code}"]').fill("Có danh sách lao động đóng bảo hiểm và bảng lương kèm theo.")
    saved_by_itself(page)


def submit(walk: Walk, page: Page, name: str) -> None:
    """File the dossier and confirm. The receipt number is told."""
    expect(page.get_by_text("Hồ sơ đã đủ để nộp")).to_be_visible()
    walk.picture(page, f"{name}-du-de-nop")
    page.locator("summary", has_text="Nộp hồ sơ").click()
    walk.picture(page, f"{name}-hoi-lai", whole=False)
    page.get_by_role("dialog").get_by_role("button", name="Nộp hồ sơ").click()
    expect(page.locator(".messages")).to_contain_text(
        re.compile(r"Đã nộp hồ sơ\. Phiếu số \S*\d+\S*PĐK-86-28903-\d{4}")
    )
    walk.picture(page, f"{name}-da-nop")


def open_from_inbox(page: Page, product: str = PRODUCT) -> None:
    """Press the dossier in the list of work."""
    page.locator("main").get_by_role("link", name=product).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(product)


def sees_clock(walk: Walk, page: Page) -> None:
    """The inbox says how many working days are left."""
    expect(page.locator("main")).to_contain_text(re.compile("Còn 1[45] ngày làm việc"))
    walk.picture(page, "xa-viec-can-lam")


def accept(page: Page) -> None:
    """Take the dossier in."""
    page.get_by_role("button", name="Tiếp nhận").click()
    said(page, "Đã tiếp nhận hồ sơ")


def read_paper_in_page(walk: Walk, page: Page, title: str, name: str) -> None:
    """A file is shown in the page itself, as pictures of its pages."""
    paper = page.locator("details", has_text=title).filter(has=page.locator(".viewer"))
    paper.locator("summary").click()
    shown = paper.locator(".viewer__page img").first
    shown.scroll_into_view_if_needed()
    expect(shown).to_have_js_property("complete", True)
    assert shown.evaluate("image => image.naturalWidth") > 100
    walk.picture(page, name, whole=False)


def send_back(walk: Walk, page: Page) -> None:
    """Return the dossier with itemised reasons and a date."""
    page.get_by_role("link", name="Trả lại để bổ sung").click()
    page.locator("main [name=subject]").nth(0).fill("Phiếu kiểm nghiệm")
    page.locator("main [name=reason]").nth(0).fill("Phiếu đính kèm bị mờ, hãy chụp lại cho rõ dấu.")
    page.locator("main [name=subject]").nth(1).fill("Mẫu số 02")
    page.locator("main [name=reason]").nth(1).fill("Nêu rõ sản lượng năm nay.")
    page.locator("main [name=due_on]").fill((today() + timedelta(days=10)).isoformat())
    walk.picture(page, "tra-lai")
    page.get_by_role("button", name="Trả lại cho chủ thể").click()
    said(page, "Đã trả hồ sơ và báo cho chủ thể")


def answer_request(page: Page, *, button: str) -> None:
    """Answer every item that was asked for."""
    boxes = page.locator("main [name^=item-]")
    expect(boxes.first).to_be_visible()
    for number, box in enumerate(boxes.all(), start=1):
        box.fill(f"Đã bổ sung mục {number}, xem minh chứng mới kèm theo.")
    page.get_by_role("button", name=button).click()


def complete_for_producer(walk: Walk, page: Page) -> None:
    """The officer writes one field for the producer; the journal says who."""
    page.get_by_role("link", name="Hoàn thiện giúp chủ thể").click()
    page.locator("main [name=position], [name='applicant.position']").first.fill("Giám đốc, Chủ tịch Hội đồng quản trị")
    saved_by_itself(page)
    walk.picture(page, "xa-hoan-thien-ho-so", whole=False)


def write_form_03_and_propose(walk: Walk, page: Page) -> None:
    """The commune's report on four topics, the letter, and the proposal to the province."""
    page.get_by_role("link", name="Báo cáo Mẫu số 03 và gửi").click()
    texts = (
        "Trên 80% dừa trái mua của hộ trong xã, có sổ theo dõi, xã đã đối chiếu ba tháng.",
        "18 lao động, 17 người cư trú tại xã.",
        "Nghề làm mứt dừa có trong xã từ những năm 1970.",
        "Cách sên lửa nhỏ, dùng lá dứa của vùng, khác mứt nơi khác.",
    )
    boxes = page.locator("form[data-autosave] textarea")
    for number, text in enumerate(texts):
        boxes.nth(number).fill(text)
    saved_by_itself(page)
    page.locator("main [name=letter_number]").fill("126/UBND-KT")
    page.locator("main [name=letter_date]").fill(today().isoformat())
    page.locator("main [name=letter_upload]").set_input_files(documents.pdf("Công văn đề nghị đánh giá, phân hạng"))
    walk.picture(page, "bao-cao-mau-03")
    page.get_by_role("button", name="Lưu và gửi cấp trên").click()
    said(page, "Đã gửi hồ sơ lên cấp trên")
    walk.picture(page, "xa-da-de-nghi")


def notices_of(walk: Walk, page: Page, name: str) -> Locator:
    """Open the notices and give back their list."""
    go_to(page, "Thông báo")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thông báo")
    walk.picture(page, name)
    return page.locator("main")
