"""Every paper: rendered, opened again, read."""

import time
import unicodedata
from decimal import Decimal

import pytest

from ocop.papers import (
    advisory_report,
    commune_report,
    decision,
    leader_report,
    letters,
    minutes,
    registration,
    scoring_sheet,
    self_report,
)
from ocop.papers.layout import DEMO_MARK
from ocop.papers.parts import Signer
from ocop.papers.registration import Registration
from ocop.papers.tests import factories as make
from ocop.papers.tests.reading import lines_of, opened, text_of

PAPERS = [
    (registration.render, make.registration),
    (self_report.render, make.self_report),
    (commune_report.render, make.commune_report),
    (scoring_sheet.render, make.scoring_sheet),
    (minutes.render, make.minutes),
    (leader_report.render, make.leader_report),
    (advisory_report.render, make.advisory_report),
    (decision.render, make.decision),
    (letters.render, make.letter),
    (letters.render_notice, make.result_notice),
]


@pytest.mark.parametrize(("render", "factory"), PAPERS, ids=lambda f: f.__module__ + f.__name__)
def test_paper_shows_names_as_written_in_nfc_and_carries_the_demo_mark(render, factory):
    data = render(factory(demo=True))

    written = text_of(data)

    assert make.PRODUCT in written
    assert written == unicodedata.normalize("NFC", written)
    assert {s.first_page_header.paragraphs[0].text for s in opened(data).sections[:1]} == {DEMO_MARK}
    assert data == render(factory(demo=True))


def test_registration_shows_answers_boxes_and_both_receipts():
    lines = lines_of(registration.render(make.registration(form_mark="Mẫu số 01")))

    assert lines[0] == "Mẫu số 01"
    assert "của tỉnh Vĩnh Long năm 2026" in lines
    assert "- Tên đơn vị: Hợp tác xã Nông nghiệp Tân Phú" in lines
    assert "- Điện thoại: 0912 345 678 Email: mai@example.vn" in lines
    assert "4. Lần đăng ký đánh giá:   Lần đầu ☒   Nâng hạng ☐" in lines
    assert "Phiếu số: 01/PĐK-86-29017-2026" in lines
    assert "Phiếu số: ……/PĐK" in lines
    assert "(1) Theo Phụ lục I." in lines


def test_registration_finds_answers_by_dotted_and_by_plain_ids():
    dotted = registration.render(make.registration(answers={"applicant.name": "Hộ Ba Mai"}))
    plain = registration.render(make.registration(answers={"name": "Hộ Ba Mai"}))

    assert "- Tên đơn vị: Hộ Ba Mai" in lines_of(dotted)
    assert "- Tên đơn vị: Hộ Ba Mai" in lines_of(plain)


def test_blank_registration_has_dots_to_fill_in():
    lines = lines_of(registration.render(Registration(make.FORM_01, {})))

    assert "của tỉnh …… năm ……" in lines
    assert "- Tên đơn vị: …………………" in lines


def test_self_report_shows_choices_points_totals_and_evidence_by_kind():
    lines = lines_of(self_report.render(make.self_report()))

    assert "6. Ngày thành lập: 05/03/2019" in lines
    assert "a) Giấy đăng ký kinh doanh: ☒" in lines
    assert "- Khác (ghi rõ): ☒ Bằng khen" in lines
    row = lines.index("Nguồn nguyên liệu")
    assert lines[row - 1 : row + 6] == [
        "1.1",
        "Nguồn nguyên liệu",
        "Từ 50% đến dưới 75%",
        "3",
        "2",
        "Mua của 112 hộ.",
        "Minh chứng: MC-01",
    ]
    total = lines.index("TỔNG ĐIỂM TỰ ĐÁNH GIÁ")
    assert lines[total : total + 3] == ["TỔNG ĐIỂM TỰ ĐÁNH GIÁ", "11", "4,5"]
    assert "MC-01. Giấy đăng ký hợp tác xã – số 5407 (tiêu chí 1.1)" in lines
    assert lines[-2:] == ["Không có", "Tổng số: 01 tài liệu."]


def test_self_report_shows_the_guidance_only_where_nothing_is_written():
    empty = lines_of(self_report.render(make.self_report()))
    filled = lines_of(self_report.render(make.self_report(answers={"plan": "Mở thị trường."})))

    assert ("(Ba năm tới)" in empty, "(Ba năm tới)" in filled) == (True, False)
    assert "Mở thị trường." in filled


def test_self_report_keeps_evidence_of_unknown_kinds_and_points_of_its_own():
    item = self_report.EvidenceItem("moi", "Ảnh cơ sở")
    data = make.self_report(scores=(self_report.SelfScore("1.1", points=Decimal("1.5")),), evidence=(item,))

    lines = lines_of(self_report.render(data))

    assert lines[lines.index("TỔNG ĐIỂM TỰ ĐÁNH GIÁ") + 2] == "1,5"
    assert lines[-3:] == ["Tài liệu khác", "Ảnh cơ sở", "Tổng số: 01 tài liệu."]


def test_commune_report_ends_with_its_proposal():
    lines = lines_of(commune_report.render(make.commune_report()))

    assert "Số: 45/BC-UBND" in lines
    assert "Dừa trồng tại xã." in lines
    assert (
        "Ủy ban nhân dân xã Tân Phú đề nghị Ủy ban nhân dân tỉnh Vĩnh Long đánh giá, phân hạng sản phẩm OCOP cho"
        f" sản phẩm {make.PRODUCT} của {make.PRODUCER}./." in lines
    )


def test_scoring_sheet_ticks_the_chosen_option_and_sums_the_parts():
    lines = lines_of(scoring_sheet.render(make.scoring_sheet()))

    assert [line for line in lines if line.startswith(("☐", "☒"))] == [
        "☐ Có tỷ lệ dưới 50%",
        "☒ Từ 50% đến dưới 75%***",
        "☐ Từ 75% đến 100%",
        "☐ Chế biến sâu",
        "☒ Độc đáo",
    ]
    assert "Bị loại nếu giống hệt sản phẩm khác" in lines
    assert "Trường hợp 1: Do cộng đồng cung cấp" in lines
    total = lines.index("TỔNG ĐIỂM")
    assert lines[total : total + 3] == ["TỔNG ĐIỂM", "11", "4,5"]
    assert "Bao bì đẹp." in lines


def test_blank_scoring_sheet_has_no_points_given():
    lines = lines_of(scoring_sheet.render(make.scoring_sheet(choices=None, opinion="")))

    total = lines.index("TỔNG ĐIỂM")

    assert "☒" not in "".join(lines)
    assert lines[total : total + 2] == ["TỔNG ĐIỂM", "11"]
    assert not lines[total + 2][0].isdigit()


def test_scoring_sheet_shows_remarks_rejection_and_scores_of_their_own():
    data = make.scoring_sheet(
        remarks={"1.1": "Thiếu hợp đồng."}, rejected_because="Giả mạo hồ sơ", scores={"1.1": Decimal("1.5")}
    )

    lines = lines_of(scoring_sheet.render(data))

    assert "Nhận xét: Thiếu hợp đồng." in lines
    assert "Đề nghị loại hồ sơ: Giả mạo hồ sơ" in lines
    assert lines[lines.index("TỔNG ĐIỂM") + 2] == "4"


def test_scoring_sheet_takes_its_labels_from_the_law():
    form = {
        "header": [{"id": "product_name", "label": "Tên dịch vụ"}],
        "footer": [{"id": "signature", "label": "Ủy viên", "hint": "Ký tên"}],
    }

    lines = lines_of(scoring_sheet.render(make.scoring_sheet(form=form)))

    assert f"Tên dịch vụ: {make.PRODUCT}" in lines
    assert ("ỦY VIÊN" in lines, "(Ký tên)" in lines) == (True, True)


def test_minutes_tell_who_was_there_and_what_each_product_received():
    lines = lines_of(minutes.render(make.minutes()))

    assert "1. Thời gian: Bắt đầu lúc 08 giờ 00 phút, ngày 01 tháng 7 năm 2026." in lines
    assert "Đi công tác" in lines
    assert f"{make.PRODUCT}: Có quan hệ gia đình" in lines
    assert (
        "4. Điều kiện tiến hành: Có mặt 01/03 thành viên, yêu cầu tối thiểu 01 thành viên theo Điều 6 Quy chế;"
        " Hội đồng đủ điều kiện tiến hành." in lines
    )
    assert "Không chấm: có quan hệ gia đình với chủ thể" in lines
    assert "- Điểm trung bình: 76,50 điểm." in lines
    assert "- Chênh lệch giữa điểm cao nhất và thấp nhất: 0 điểm (giới hạn 10 điểm)." in lines
    assert "- Yêu cầu tối thiểu theo cấp độ sao chưa đạt: 1.5 Bảo vệ môi trường." in lines
    assert "- Kết quả phân hạng: 3 sao." in lines
    assert "Tổng số sản phẩm được đánh giá: 01, trong đó: 01 sản phẩm 3 sao." in lines
    assert "CHỮ KÝ CỦA CÁC THÀNH VIÊN HỘI ĐỒNG" in lines


def test_minutes_without_part_points_put_members_two_abreast():
    totals = tuple(minutes.MemberTotal(f"Ủy viên {n}", Decimal(70 + n)) for n in range(3))
    product = make.product_result(totals=totals, stars=None, outcome="Không đạt")

    lines = lines_of(minutes.render(make.minutes(products=(product,), closing="Hết.")))

    first = lines.index("Ủy viên 0")
    assert lines[first - 1 : first + 5] == ["1", "Ủy viên 0", "70", "3", "Ủy viên 2", "72"]
    assert "- Kết quả phân hạng: Không đạt." in lines
    assert "Tổng số sản phẩm được đánh giá: 01, trong đó: 01 sản phẩm không được phân hạng." in lines
    assert "Hết." in lines


def test_minutes_of_fifty_dossiers_are_made_in_two_seconds():
    totals = tuple(minutes.MemberTotal(f"Ủy viên {n}", 76, (30, 20, 26)) for n in range(11))
    data = make.minutes(products=(make.product_result(totals=totals),) * 50)
    minutes.render(make.minutes())

    start = time.process_time()
    minutes.render(data)

    assert time.process_time() - start < 2


def test_leader_report_sums_the_stars_and_appends_the_list():
    data = leader_report.render(make.leader_report(enclosures=("Biên bản họp",)))

    lines = lines_of(data)

    assert (
        "Tổng số 02 sản phẩm: 01 sản phẩm 4 sao, 01 sản phẩm không được phân hạng"
        " (danh sách chi tiết tại Phụ lục kèm theo)." in lines
    )
    assert "III. ĐỀ XUẤT, KIẾN NGHỊ" in lines
    assert "- Biên bản họp" in lines
    assert "89,99" in lines
    assert len(opened(data).sections) == 2


def test_advisory_report_leaves_out_what_was_not_looked_at():
    lines = lines_of(advisory_report.render(make.advisory_report(receivers_above=("Chủ tịch Hội đồng",))))

    assert "- Hồ sơ: Đủ thành phần." in lines
    assert [line for line in lines if line.startswith("- Khảo sát")] == []
    assert "74,5 / 4 sao" in lines


def test_draft_decision_numbers_its_articles_and_is_marked():
    data = decision.render(make.decision(draft=True))

    lines = lines_of(data)

    assert lines.count("DỰ THẢO") == 1
    assert [line[:7] for line in lines if line.startswith("Điều ")] == ["Điều 1.", "Điều 2.", "Điều 3."]
    assert "Theo đề nghị của Giám đốc Sở." in lines
    assert next(line for line in lines if line.startswith("Chánh Văn phòng")).endswith("Quyết định này./.")
    assert "DANH SÁCH SẢN PHẨM OCOP ĐƯỢC CÔNG NHẬN" in lines


def test_letters_of_commune_and_province_name_both_sides():
    shared = {"heading": make.HEADING, "signer": Signer(("Chủ tịch",), "Lê Văn Hòa"), "products": (make.ROW,)}
    shared |= {
        "basis": "Căn cứ Quyết định số 26/2026/QĐ-TTg.",
        "enclosures": ("Hồ sơ",),
        "receivers_above": ("Nơi trên",),
    }

    commune = letters.commune_request(commune="xã Tân Phú", province="tỉnh Vĩnh Long", samples="05 mẫu.", **shared)
    ministry = letters.ministry_request(province="tỉnh Vĩnh Long", ministry="Bộ Nông nghiệp", again=True, **shared)

    assert (
        "Ủy ban nhân dân xã Tân Phú đề nghị Ủy ban nhân dân tỉnh Vĩnh Long đánh giá, phân hạng sản phẩm OCOP cho các"
        " sản phẩm sau:" in lines_of(letters.render(commune))
    )
    assert "05 mẫu." in lines_of(letters.render(commune))
    assert ministry.about == "đề nghị đánh giá, phân hạng lại sản phẩm OCOP 5 sao"


def test_letter_lists_several_receivers_and_ends_politely():
    lines = lines_of(letters.render(make.letter()))

    place = lines.index("Kính gửi:")

    assert lines[place : place + 3] == [
        "Kính gửi:",
        "- Ủy ban nhân dân tỉnh;",
        "- Sở Nông nghiệp và Môi trường.",
    ]
    assert "Trân trọng./." in lines


def test_notice_tells_one_result_in_a_sentence_and_several_in_a_table():
    one = lines_of(letters.render_notice(make.result_notice()))
    several = lines_of(letters.render_notice(make.result_notice(products=(make.ROW, make.ROW), decision="")))

    assert any(line.endswith("đạt 89,99 điểm, xếp hạng 4 sao (bốn sao).") for line in one)
    assert (
        "Kết quả được công nhận tại Quyết định số 1527/QĐ-UBND. Giấy chứng nhận có giá trị đến hết ngày 05/07/2029."
        in one
    )
    assert several.count(make.PRODUCT) == 2
