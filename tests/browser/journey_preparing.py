"""What the province and its advisory team do before the council scores."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from playwright.sync_api import Page, expect

from ocop.core.dates import today
from ocop.programme.sheets import Sheet
from tests.browser import documents
from tests.browser.journey_filing import choose, saved_by_itself
from tests.browser.walk import Walk, go_to, said

AGENCIES = ("Sở Công Thương", "Sở Y tế", "Sở Khoa học và Công nghệ", "Sở Du lịch")


def count_samples(walk: Walk, page: Page) -> None:
    """Five samples came with the dossier."""
    page.get_by_label(re.compile("^Số mẫu đã nhận")).fill("5")
    page.get_by_role("button", name="Ghi số mẫu").click()
    said(page, "Đã ghi số mẫu")
    walk.picture(page, "tinh-da-nhan-mau")


def schedule_in_extra_round(walk: Walk, page: Page) -> None:
    """The ordinary cut-off may be over on any day of the year: open an extra round and put the dossier there."""
    page.get_by_role("link", name="Xếp vào đợt đánh giá").click()
    extra = page.locator("form[action*='dot-bo-sung']")
    extra.wait_for(state="attached")
    page.wait_for_load_state()
    if not extra.is_visible():
        page.locator("summary", has_text="bổ sung").click()
    extra.locator("[name=basis]").fill("Quy chế số 1521/QĐ-HĐ và Kế hoạch số 88/KH-UBND")
    extra.locator("[name=proposed_before]").fill((today() + timedelta(days=7)).isoformat())
    extra.locator("[name=held_before]").fill((today() + timedelta(days=40)).isoformat())
    walk.picture(page, "mo-dot-bo-sung")
    extra.get_by_role("button", name="Mở đợt bổ sung").click()
    said(page, "Đã mở đợt bổ sung")
    page.get_by_label(re.compile("bổ sung")).check()
    page.get_by_role("button", name="Xếp vào đợt", exact=True).click()
    said(page, "Đã xếp hồ sơ vào đợt")


def set_up_council(walk: Walk, page: Page, cast: Any, members: list[Any]) -> None:
    """The decision, the Quy chế and the people, as signed."""
    go_to(page, "Hội đồng")
    page.get_by_role("link", name="Lập hội đồng").click()
    page.locator("main [name=name]").fill("Hội đồng đánh giá, phân hạng sản phẩm OCOP tỉnh Vĩnh Long")
    page.locator("[name=decision_number]").fill("1520/QĐ-UBND")
    page.locator("[name=decision_upload]").set_input_files(documents.pdf("Quyết định thành lập Hội đồng"))
    page.locator("[name=regulation_number]").fill("1521/QĐ-HĐ")
    page.locator("[name=quorum_percent]").fill("66")
    page.locator("[name=spread_limit]").fill("10")
    page.locator("[name=allows_extra_rounds]").check()
    _seat(page, cast.ha, "Chủ tịch hội đồng", "Lãnh đạo UBND tỉnh", scores=False)
    for person, agency in zip(
        members, ("Sở Công Thương", "Sở Y tế", "Sở Khoa học và Công nghệ", "Sở Du lịch"), strict=True
    ):
        _seat(page, person, "Ủy viên", agency, scores=True)
    _seat(page, cast.thu, "Thư ký", "Chi cục Phát triển nông thôn", scores=False)
    walk.picture(page, "lap-hoi-dong")
    page.get_by_role("button", name="Lập hội đồng").click()
    expect(page.locator(".form-errors")).to_contain_text("Thành phần còn thiếu đại diện")
    page.locator("[name=confirmed]").check()
    page.get_by_role("button", name="Lập hội đồng").click()
    said(page, "Đã lập Hội đồng")


def _seat(page: Page, person: Any, part: str, agency: str, *, scores: bool) -> None:
    row = page.get_by_role("group", name=person.full_name)
    choose(row.locator("select[name$=part]"), part)
    row.locator("[name$=agency]").fill(agency)
    row.locator("[name$=is_scoring]").set_checked(scores)


def plan_meeting(walk: Walk, page: Page) -> None:
    """A meeting of the council in the round."""
    page.locator("summary", has_text="Xếp phiên").click()
    choose(page.locator("select[name=round]"), "bổ sung")
    page.locator("[name=held_on]").fill(today().isoformat())
    page.locator("[name=place]").fill("Hội trường UBND tỉnh")
    walk.picture(page, "hoi-dong")
    page.get_by_role("button", name="Xếp phiên").click()
    said(page, "Đã xếp phiên")


def set_up_team(walk: Walk, page: Page, adviser: Any) -> None:
    """The advisory team."""
    go_to(page, "Hội đồng")
    page.get_by_role("link", name="Lập tổ tư vấn").click()
    page.locator("main [name=name]").fill("Tổ tư vấn giúp việc Hội đồng tỉnh")
    page.locator("[name=decision_number]").fill("1522/QĐ-UBND")
    row = page.get_by_role("group", name=adviser.full_name)
    row.locator("[name$=joins]").check()
    row.locator("[name$=agency]").fill("Chi cục Quản lý chất lượng")
    walk.picture(page, "lap-to-tu-van")
    page.get_by_role("button", name="Lập tổ tư vấn").click()
    said(page, "Đã lập Tổ tư vấn")


def begin_review(walk: Walk, page: Page) -> None:
    """Give the dossier to council and team, and put it in the meeting."""
    page.get_by_role("link", name="Giao hội đồng và tổ tư vấn").click()
    walk.picture(page, "giao-ho-so")
    page.get_by_role("button", name="Giao hồ sơ").click()
    said(page, "Đã giao hồ sơ")
    choose(page.locator("select[name=meeting]"), f"{today():%d/%m/%Y}")
    page.get_by_role("button", name="Xếp vào phiên").click()
    said(page, "Đã xếp hồ sơ vào phiên")
    walk.picture(page, "viec-danh-gia")


def find_on_criteria(walk: Walk, page: Page, sheet: Sheet, chosen: dict[str, str]) -> None:
    """The adviser's level and remark, criterion by criterion; they save themselves."""
    page.get_by_role("link", name="Xem xét hồ sơ").first.click()
    for criterion in sheet.criteria:
        if chosen[criterion.code]:
            page.locator(f'[name="q-{criterion.code}"]').select_option(chosen[criterion.code])
    first = sheet.criteria[0].code
    page.locator(f'[name="ghi-{first}"]').fill("Đã đối chiếu sổ mua nguyên liệu ba tháng gần nhất, khớp.")
    saved_by_itself(page)
    page.evaluate("scrollTo(0, 0)")
    walk.picture(page, "to-tu-van-xem-xet", whole=False)


def ask_for_addition(walk: Walk, page: Page) -> None:
    """The team asks the producer for more."""
    page.locator("summary", has_text="Gửi yêu cầu bổ sung").click()
    form = page.locator("form[action$='/bo-sung/']")
    form.locator("[name=due_on]").fill((today() + timedelta(days=5)).isoformat())
    form.locator("[name=subject]").first.fill("Phiếu kiểm nghiệm")
    form.locator("[name=reason]").first.fill("Bổ sung chỉ tiêu chất bảo quản.")
    form.get_by_role("button", name="Gửi yêu cầu").click()
    said(page, "Đã gửi yêu cầu bổ sung cho chủ thể")
    walk.picture(page, "to-tu-van-yeu-cau-bo-sung")


def report_as_team(walk: Walk, page: Page) -> None:
    """The visit on the spot, then the report to the chair."""
    page.locator("summary", has_text="Ghi khảo sát").click()
    form = page.locator("form[action$='/khao-sat/']")
    form.locator("[name=participants]").fill("Tổ tư vấn, UBND xã Mỏ Cày, chủ thể")
    form.locator("[name=findings]").fill("Nhà xưởng một chiều, có sổ theo dõi nguyên liệu; nhãn đúng hồ sơ đăng ký.")
    form.locator("[name=upload]").set_input_files(documents.photo("khao-sat.jpg"))
    form.get_by_role("button", name="Ghi khảo sát").click()
    said(page, "Đã ghi kết quả khảo sát")
    page.locator("[name=conclusion]").fill("Hồ sơ đủ, đúng thực tế. Đề nghị Hội đồng đánh giá, phân hạng.")
    page.get_by_role("button", name="Gửi báo cáo").click()
    said(page, "Đã gửi báo cáo")
    walk.picture(page, "to-tu-van-da-bao-cao")
