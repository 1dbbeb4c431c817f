"""What people do when a product goes to the ministry: the file, the forwarding, the reading above, the answer."""

from __future__ import annotations

import io
import zipfile
from hashlib import sha256
from pathlib import Path

from playwright.sync_api import Page, expect

from ocop.core.dates import today
from tests.browser import documents
from tests.browser.walk import Walk, said


def open_dossier(page: Page, url: str) -> None:
    page.goto(url)


def prepare_file(walk: Walk, page: Page, url: str) -> None:
    """The officer sees what is missing, attaches the signed letter, counts the samples."""
    open_dossier(page, url)
    page.get_by_role("link", name="Hồ sơ gửi cấp trên").click()
    expect(page.get_by_text("Chưa chuyển được, còn thiếu")).to_be_visible()
    walk.picture(page, "ho-so-gui-bo-con-thieu")
    page.locator("[name=part]").select_option("letter")
    page.locator("[name=upload]").set_input_files(documents.pdf("Công văn đề nghị Bộ đánh giá"))
    page.locator("[name=number]").fill("412/UBND-NN")
    page.get_by_role("button", name="Thêm văn bản").click()
    said(page, "Đã thêm văn bản vào hồ sơ gửi cấp trên")
    page.locator("#count").fill("5")
    page.get_by_role("button", name="Ghi số mẫu").click()
    expect(page.get_by_text("Đủ thành phần")).to_be_visible()
    walk.picture(page, "ho-so-gui-bo-du")


def forward(walk: Walk, page: Page, url: str, number: str) -> None:
    """The leader records the signed approval; the dossier goes up."""
    open_dossier(page, url)
    page.get_by_role("link", name="Hồ sơ gửi cấp trên").click()
    page.get_by_role("link", name="Phê duyệt kết quả, chuyển cấp trên").click()
    _signed(page, number, "KT. Chủ tịch, Phó Chủ tịch")
    page.get_by_role("button", name="Ghi quyết định, chuyển cấp trên").click()
    said(page, "Đã chuyển 1 hồ sơ lên cấp trên")


def read_above(walk: Walk, page: Page, url: str) -> None:
    """The ministry's officer opens the file and takes the package, whose list agrees with what is in it."""
    open_dossier(page, url)
    page.get_by_role("link", name="Hồ sơ gửi cấp trên").click()
    walk.picture(page, "bo-xem-ho-so")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Tải gói hồ sơ (ZIP)").click()
    package = zipfile.ZipFile(io.BytesIO(Path(taken.value.path()).read_bytes()))
    lines = [line for line in package.read("muc-luc.txt").decode().splitlines() if not line.startswith("#")]
    listed = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    assert listed == {
        name: sha256(package.read(name)).hexdigest() for name in package.namelist() if name != "muc-luc.txt"
    }


def record_answer(
    walk: Walk, page: Page, url: str, *, stars: int, points: str, number: str, certificate: str = ""
) -> None:
    """The province's officer records what the ministry answered."""
    open_dossier(page, url)
    page.get_by_role("link", name="Ghi kết quả của cấp trên").click()
    page.locator("[name=stars]").select_option(str(stars))
    page.locator("[name=points]").fill(points)
    if certificate:
        page.locator("[name=certificate_number]").fill(certificate)
    _signed(page, number, "Bộ trưởng", name="Lãnh đạo Bộ")
    walk.picture(page, "ghi-ket-qua-cua-bo")
    page.get_by_role("button", name="Ghi kết quả").click()
    said(page, "Đã ghi kết quả của cấp trên")


def recognise(walk: Walk, page: Page, url: str, number: str) -> None:
    """The leader decides on what came back."""
    open_dossier(page, url)
    page.get_by_role("link", name="Ghi quyết định công nhận").click()
    _signed(page, number, "KT. Chủ tịch, Phó Chủ tịch")
    page.get_by_role("button", name="Ghi quyết định, cấp giấy chứng nhận").click()
    said(page, "Đã ghi quyết định và cấp 1 giấy chứng nhận")


def certificate_says(walk: Walk, page: Page, url: str, stars: int) -> None:
    """Anybody reads the certificate."""
    page.goto(url)
    expect(page.get_by_text("Còn hiệu lực").first).to_be_visible()
    expect(page.locator(".stars__word").first).to_have_text(f"{stars} sao")
    walk.picture(page, f"giay-chung-nhan-{stars}-sao")


def _signed(page: Page, number: str, title: str, *, name: str = "") -> None:
    page.locator("[name=number]").fill(number)
    page.locator("[name=signed_on]").fill(today().isoformat())
    if name:
        page.locator("[name=signer_name]").fill(name)
    page.locator("[name=signer_title]").fill(title)
    page.locator("[name=scan]").set_input_files(documents.pdf(f"Văn bản số {number}"))
