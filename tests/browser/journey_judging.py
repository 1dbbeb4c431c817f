"""What council and leader do, until anybody can verify the certificate."""

from __future__ import annotations

import io
import re
from typing import Any

import pypdfium2
import zxingcpp
from django.utils import timezone
from docx import Document
from playwright.sync_api import Page, expect

from ocop.core.dates import today
from ocop.councils.queries.lines import NOTHING
from tests.browser import documents
from tests.browser.journey_filing import PRODUCER, PRODUCT, saved_by_itself, write
from tests.browser.walk import Walk, go_to, said

OPINIONS = (
    "Hương vị riêng, bao bì sạch; nên in hạn dùng to hơn.",
    "Nguyên liệu địa phương rõ ràng, cần mở rộng kênh bán hàng.",
    "Câu chuyện sản phẩm hay, nên đưa lên trang truy xuất.",
)


def open_evaluation(page: Page) -> None:
    """From the menu to the evaluation of the product."""
    go_to(page, "Hội đồng")
    page.get_by_role("link", name=PRODUCT).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(PRODUCT)


def begin_scoring(walk: Walk, page: Page) -> None:
    """The secretary opens the scoring."""
    open_evaluation(page)
    page.get_by_role("button", name="Chuyển hội đồng chấm điểm").click()
    said(page, "Đã chuyển hội đồng chấm điểm")
    walk.picture(page, "thu-ky-mo-cham-diem")


def declare(walk: Walk, page: Page, *, interest: str = "") -> None:
    """A member declares before the dossier opens; with an interest it stays shut."""
    go_to(page, "Việc chấm điểm")
    page.get_by_role("link", name="Kê khai", exact=True).click()
    words = "Tôi có lợi ích liên quan" if interest else "Tôi không có lợi ích liên quan"
    page.get_by_label(re.compile(words)).check()
    if interest:
        page.locator("[name=reason]").fill(interest)
    walk.picture(page, "ke-khai-co-loi-ich" if interest else "ke-khai")
    page.get_by_role("button", name="Gửi kê khai").click()
    said(page, "Bạn không tham gia chấm" if interest else "Bạn có thể mở hồ sơ")


def score(walk: Walk, page: Page, chosen: dict[str, str], *, opinion: str, name: str) -> None:
    """Score every criterion; on a telephone one a screen. Every choice saves itself."""
    page.get_by_role("button", name="Mở phiếu chấm").click()
    forward = page.locator("[data-sheet-go='1']")
    for number, (code, option) in enumerate(chosen.items()):
        page.locator(f'.radio-card:has([name="q-{code}"][value="{option or NOTHING}"])').click()
        if number == 1:
            look_at_evidence(walk, page, code, name)
        if walk.window.touch:
            forward.click()
    page.locator("[name=opinion]").fill(opinion)
    saved_by_itself(page)
    expect(page.locator("[data-autosave-show=remaining]")).to_have_text("Đã chấm đủ")
    walk.picture(page, f"phieu-{name}", whole=False)
    page.get_by_role("button", name="Gửi phiếu").click()


def look_at_evidence(walk: Walk, page: Page, code: str, name: str) -> None:
    """What the producer says stands beside the criterion, and a paper opens in the page."""
    section = page.locator(f'[data-criterion="{code}"]')
    expect(section.get_by_text("Chủ thể tự chấm")).to_be_visible()
    walk.picture(page, f"phieu-{name}-tieu-chi", whole=False)
    paper = section.locator(".paper__link")
    if paper.count():
        paper.first.click()
        expect(section.locator(".viewer__page img").first).to_have_js_property("complete", True)
        walk.picture(page, f"phieu-{name}-minh-chung", whole=False)


def send_sheet(walk: Walk, page: Page, name: str) -> None:
    """Look at everything once more, then send."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Xem lại trước khi gửi")
    walk.picture(page, f"phieu-{name}-xem-lai", whole=False)
    page.get_by_role("button", name="Gửi phiếu").click()
    said(page, "Đã gửi phiếu")


def cannot_read(page: Page, address: str) -> None:
    """The address says 404 to this person."""
    assert page.request.get(address).status == 404


def ask_to_look_again(walk: Walk, page: Page, members: list[Any]) -> None:
    """The secretary sees who has sent and how far apart they are, and asks those beyond the limit with one button."""
    open_evaluation(page)
    expect(page.get_by_text("Bảng điểm")).to_be_visible()
    walk.picture(page, "bang-diem")
    page.locator("summary", has_text="Đề nghị mọi người chênh xem lại").click()
    dialog = page.get_by_role("dialog")
    for member in members:
        expect(dialog).to_contain_text(member.full_name)
    dialog.locator("[name=reason]").fill("Tiêu chí đầu chênh với các phiếu khác, xin xem lại minh chứng.")
    dialog.get_by_role("button", name="Gửi đề nghị").click()
    said(page, f"Đã đề nghị {len(members)} thành viên xem lại")


def keep_score(walk: Walk, page: Page) -> None:
    """The member asked keeps the score and says why."""
    go_to(page, "Việc chấm điểm")
    page.get_by_role("link", name="Xem lại phiếu").click()
    page.locator("[name=answer]").fill("Đã xem lại minh chứng, đủ căn cứ để giữ điểm.")
    page.get_by_role("button", name="Giữ nguyên điểm").click()
    said(page, "Đã giữ nguyên điểm")


def look_again(walk: Walk, page: Page) -> None:
    """The member opens the sheet again, changes one criterion and sends it again; the first one is kept."""
    go_to(page, "Việc chấm điểm")
    page.get_by_role("link", name="Xem lại phiếu").click()
    walk.picture(page, "duoc-de-nghi-xem-lai", whole=False)
    page.get_by_role("button", name="Chấm lại").click()
    said(page, "Đã mở lại phiếu")
    page.locator("[data-sheet-nav] summary").click()
    page.locator("[data-sheet-jump]").first.click()
    page.locator("[data-criterion]").first.locator(".radio-card:not(:has(:checked))").first.click()
    saved_by_itself(page)
    page.get_by_role("button", name="Gửi phiếu").click()
    page.get_by_role("button", name="Gửi phiếu").click()
    said(page, "Đã gửi phiếu")
    expect(page.get_by_text("Lần gửi 1")).to_be_visible()


def conclude(walk: Walk, page: Page) -> None:
    """The secretary writes the conclusion; mean, spread, gates and star are the system's."""
    open_evaluation(page)
    page.locator("[name=discussion]").fill("Hội đồng thống nhất kết quả, đề nghị công nhận.")
    walk.picture(page, "truoc-khi-ket-luan")
    page.get_by_role("button", name="Ghi kết luận").click()
    said(page, "Đã ghi kết luận của hội đồng")
    expect(page.get_by_text("Kết quả hội đồng đã kết luận")).to_be_visible()
    walk.picture(page, "da-ket-luan")


def close_meeting(walk: Walk, page: Page) -> None:
    """The secretary says when the meeting was held; from here on its minutes are what they are."""
    go_to(page, "Hội đồng")
    page.locator("a[href*='/hoi-dong/phien/']").first.click()
    page.locator("summary", has_text="Kết thúc phiên, khóa biên bản").click()
    page.locator("[name=started]").fill("00:00")
    page.locator("[name=ended]").fill(f"{timezone.localtime():%H:%M}")
    walk.picture(page, "ket-thuc-phien")
    page.get_by_role("button", name="Khóa biên bản").click()
    said(page, "Đã kết thúc phiên và khóa biên bản")
    walk.picture(page, "bien-ban-da-khoa")


def download_minutes(page: Page) -> None:
    """The minutes as DOCX, with the product in them."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tải biên bản").click()
    minutes = Document(str(waiting.value.path()))
    texts = [paragraph.text for paragraph in minutes.paragraphs]
    texts += [cell.text for table in minutes.tables for row in table.rows for cell in row.cells]
    assert any(PRODUCT in text for text in texts)


def recognise(walk: Walk, page: Page) -> None:
    """The leader records the signed decision; the certificate is made."""
    go_to(page, "Chờ quyết định")
    walk.picture(page, "cho-quyet-dinh")
    page.get_by_role("button", name="Ghi quyết định công nhận").click()
    page.locator("[name=number]").fill("1601/QĐ-UBND")
    page.locator("[name=signed_on]").fill(today().isoformat())
    page.locator("[name=signer_title]").fill("KT. Chủ tịch, Phó Chủ tịch")
    page.locator("[name=scan]").set_input_files(documents.pdf("Quyết định công nhận sản phẩm OCOP"))
    walk.picture(page, "ghi-quyet-dinh")
    page.get_by_role("button", name="Ghi quyết định, cấp giấy chứng nhận").click()
    said(page, "Đã ghi quyết định và cấp 1 giấy chứng nhận")


def find_on_portal(walk: Walk, page: Page) -> None:
    """A visitor finds the product without accents, at once after the decision."""
    page.goto("/")
    page.get_by_label("Tên sản phẩm hoặc chủ thể").fill("mut dua non")
    page.get_by_role("main").get_by_role("button", name="Tìm", exact=True).click()
    walk.picture(page, "cong-tim-thay")
    page.get_by_role("link", name=PRODUCT).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(PRODUCT)
    expect(page.get_by_text("Còn hiệu lực").first).to_be_visible()
    expect(page.get_by_text(PRODUCER).first).to_be_visible()
    walk.picture(page, "cong-san-pham")


def certificate_of(page: Page) -> tuple[str, bytes]:
    """The number of the certificate and its PDF, from the product's page."""
    link = page.get_by_role("link", name=re.compile("^Xem giấy chứng nhận số"))
    number = link.inner_text().split(" số ")[1]
    link.click()
    address = page.get_by_role("link", name="Mở bản PDF").get_attribute("href")
    assert address
    answer = page.request.get(address)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    return number, answer.body()


def scan_qr(pdf: bytes) -> str:
    """What a telephone reads from the printed certificate."""
    picture = pypdfium2.PdfDocument(io.BytesIO(pdf))[0].render(scale=3).to_pil()
    [code] = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return code.text


def verify_by_qr(walk: Walk, page: Page, address: str) -> None:
    """Anybody who scans reads what it is worth today."""
    assert re.fullmatch(re.escape(walk.site) + r"/gcn/[2-9a-z]{12}/", address)
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Còn hiệu lực")
    walk.picture(page, "xac-thuc-bang-qr")


def verify_by_number(walk: Walk, page: Page, number: str) -> None:
    """Anybody may also type the number."""
    page.goto("/xac-thuc/")
    write(page, "Số giấy chứng nhận", number)
    page.get_by_role("button", name="Kiểm tra").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Còn hiệu lực")
    walk.picture(page, "xac-thuc-bang-so")
