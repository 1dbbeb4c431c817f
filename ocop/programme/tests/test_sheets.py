import pytest

from ocop.programme.sheets import WrongSheet, cached_sheet, parse_sheet, validate_sheet
from ocop.programme.tests.filled import DELETE, altered, content, law, sheet

PART_MAX = {"A": 40, "B": 25, "C": 35}
LEVELS = (3, 4, 5)

# QĐ 26/2026/QĐ-TTg, Phụ lục II, counted in print: sections, criteria, printed options, ***, ****, *****, reject, stop,
# criteria without an option of 0 points
COUNTS = {
    1: (12, 32, 103, 7, 12, 3, 1, 1, 14),
    2: (11, 31, 99, 7, 13, 6, 1, 1, 15),
    3: (12, 32, 102, 7, 14, 6, 1, 1, 15),
    4: (12, 32, 102, 7, 14, 6, 1, 1, 14),
    5: (11, 31, 100, 8, 13, 5, 1, 1, 14),
    6: (11, 32, 104, 8, 13, 5, 1, 1, 14),
    7: (11, 32, 102, 8, 14, 6, 2, 1, 15),
    8: (11, 32, 103, 8, 14, 6, 2, 1, 15),
    9: (11, 31, 101, 8, 14, 6, 2, 1, 14),
    10: (11, 32, 104, 8, 13, 6, 2, 1, 14),
    11: (11, 32, 104, 8, 12, 3, 2, 1, 13),
    12: (11, 32, 104, 8, 14, 3, 2, 1, 13),
    13: (11, 34, 107, 8, 10, 3, 2, 1, 13),
    14: (10, 29, 96, 8, 10, 3, 2, 0, 13),
    15: (10, 29, 96, 8, 13, 3, 1, 1, 13),
    16: (10, 29, 91, 7, 9, 4, 0, 1, 13),
    17: (10, 29, 95, 8, 12, 3, 0, 1, 13),
    18: (14, 31, 98, 7, 10, 3, 1, 0, 14),
    19: (14, 30, 98, 7, 10, 3, 1, 1, 12),
    20: (14, 30, 97, 7, 10, 3, 1, 1, 13),
    21: (9, 28, 90, 7, 9, 4, 1, 0, 14),
    22: (9, 28, 90, 6, 8, 4, 1, 0, 14),
    23: (10, 26, 86, 5, 11, 4, 0, 0, 15),
    24: (9, 26, 87, 4, 7, 5, 0, 0, 16),
    25: (9, 25, 84, 4, 9, 3, 0, 0, 14),
    26: (17, 32, 92, 1, 2, 0, 0, 0, 31),
}


def counted(number):
    of = sheet(number)
    options = [option for criterion in of.criteria for option in criterion.options]
    gates = [node.gate.effect for node in (*of.criteria, *of.sections) if node.gate]
    return (
        len(of.sections),
        len(of.criteria),
        sum(not option.is_implied for option in options),
        *(sum(option.min_stars == stars for option in options) for stars in LEVELS),
        gates.count("reject"),
        gates.count("stop"),
        sum(all(option.points for option in criterion.options) for criterion in of.criteria),
    )


def test_the_decision_has_26_sheets():
    assert [entry["number"] for entry in law().sheets] == list(range(1, 27))


@pytest.mark.parametrize("number", COUNTS)
def test_sheet_holds_what_is_printed(number):
    assert counted(number) == COUNTS[number]


@pytest.mark.parametrize("number", COUNTS)
def test_sheet_of_the_decision_is_valid(number):
    assert validate_sheet(sheet(number), part_max=PART_MAX, mark_levels=LEVELS) == []
    assert sheet(number).total == 100


def test_sheet_finds_criteria_and_options_by_code():
    of = sheet(5)

    assert (of.criterion("1.4").name, of.option("1.4-c").points) == ("Liên kết chuỗi trong sản xuất", 2)
    assert of.criterion_of("1.4-c") is of.criterion("1.4")
    assert (of.has_criterion("1.4"), of.has_criterion("12"), of.has_option("1.4-c"), of.has_option("1.4-e")) == (
        (True, False, True, False)
    )  # fmt: skip
    assert str(of.criterion("1.1")) == "1.1 «Nguồn nguyên liệu»"


def test_sheet_keeps_the_head_of_the_print():
    of = sheet(5)

    assert (of.class_code, of.heading) == ("I.3.a", "(Sản phẩm: Thực phẩm. Nhóm: Thực phẩm chế biến)")
    assert of.rejection[0] == "Giả mạo hồ sơ"
    assert (sheet(26).rejection, sheet(26).rejection_text, sheet(26).star_note) == ((), "", "")


def test_subcriteria_are_criteria_that_name_their_parent():
    of = sheet(11)

    assert [c.code for c in of.criteria if c.parent] == ["6.1.1", "6.1.2", "6.2.1", "6.2.2", "6.2.3"]
    assert of.criterion("6.1.1").parent.code == "6.1"
    assert of.criterion("6.1.1").gate.effect == "stop"
    assert of.option("6.1.1-b").points_printed == "11"


def test_marks_gates_conditions_and_cases_are_read():
    assert [(o.id, o.min_stars) for o in sheet(5).criterion("1.4").marks] == [("1.4-c", 4), ("1.4-d", 5)]
    assert (sheet(5).criterion("1.4").mark(5).id, sheet(5).criterion("1.4").mark(3)) == ("1.4-d", None)
    assert sheet(16).sections[5].gate.zero_in == ("6.1", "6.2", "6.3", "6.4")
    assert sheet(5).criterion("5.2").applies_when.except_options == ("5.1-a",)
    assert [case.number for case in sheet(26).criterion("8").cases] == [1, 2]
    assert sheet(5).criterion("8").remarks == (
        "Sản Tiêu chuẩn sản phẩm phải có phiếu kiểm nghiệm các chỉ tiêu an toàn thực phẩm",
    )
    assert [option.is_implied for option in sheet(5).criterion("2.4").options] == [True, True]


def test_cached_sheet_is_parsed_once():
    assert cached_sheet("mã", content(5)) is cached_sheet("mã", content(5))


def test_parse_sheet_says_what_is_absent():
    with pytest.raises(WrongSheet, match="class"):
        parse_sheet(altered(content(5), ["class"], DELETE))


FIRST = ["parts", 0, "sections", 0, "criteria", 0]  # 1.1: 1, 2***, 3 points
FOURTH = ["parts", 0, "sections", 0, "criteria", 3]  # 1.4: 0, 1, 2****, 3*****
STORY = ["parts", 1, "sections", 1, "criteria", 1]  # 5.2
SENSES = ["parts", 2, "sections", 0]

C11, C14 = "1.1 «Nguồn nguyên liệu»", "1.4 «Liên kết chuỗi trong sản xuất»"
C52, C61, C8 = "5.2 «Cấu trúc câu chuyện sản phẩm»", "6.1 «Tạp chất»", "8 «Đáp ứng điều kiện kinh doanh dịch vụ»"
PARTS = "Điểm các phần không phải là {'A': 40, 'B': 25, 'C': 35}."
UNREAD = "dấu sao trong tiêu chí có trường hợp hoặc điều kiện chưa có cách hiểu."
GATE = "căn cứ loại hoặc dừng không có hiệu lực hoặc nội dung."
OUTSIDE = "Mục 6: căn cứ loại hoặc dừng không chỉ đúng tiêu chí trong mục."
CASES = "trường hợp của lựa chọn không khớp với danh sách."

WRONG = [
    (5, [*FIRST, "max"], 4, ["Mục 1: tổng điểm các tiêu chí khác 16.", f"{C11}: điểm cao nhất khác 4."]),
    (5, ["parts", 0, "sections", 0, "max"], 17,
     ["Phần A: tổng điểm các mục khác 40.", "Mục 1: tổng điểm các tiêu chí khác 17."]),
    (5, ["parts", 0, "max"], 39, [PARTS, "Phần A: tổng điểm các mục khác 39."]),
    (11, [*SENSES, "criteria", 0, "max"], 9, ["Tiêu chí 6.1: tổng điểm các tiêu chí con khác 9."]),
    (5, [*FIRST, "options", 2, "points"], 4, [f"{C11}: điểm cao nhất khác 3."]),
    (5, [*FIRST, "options", 0, "points"], True, [f"{C11}: 1.1-a có điểm không phải số nguyên từ 0."]),
    (5, [*FIRST, "options", 0, "points"], -1, [f"{C11}: 1.1-a có điểm không phải số nguyên từ 0."]),
    (5, [*FIRST, "options", 0, "points"], 3, [f"{C11}: điểm các lựa chọn không tăng dần."]),
    (5, [*FIRST, "options", 0, "label"], " ", [f"{C11}: 1.1-a không có nội dung."]),
    (5, [*FIRST, "options", 0, "id"], "1.1-b",
     ["Lựa chọn 1.1-b có 2 lần.", f"{C11}: 1.1-b không theo thứ tự chữ cái."]),
    (5, [*SENSES, "code"], "7", ["Mục 7 có 2 lần."]),
    (5, [*FOURTH, "options", 2, "min_stars"], 5,
     [f"{C14}: dấu sao không tăng dần theo lựa chọn."]),
    (5, [*FOURTH, "options", 2, "min_stars"], 2, [f"{C14}: dấu sao của cấp không có."]),
    (5, [*STORY, "options", 1, "min_stars"], 3,
     [f"{C52}: {UNREAD}"]),
    (26, ["parts", 2, "sections", 2, "criteria", 0, "options", 0, "min_stars"], 3,
     [f"{C8}: {UNREAD}"]),
    (5, [*STORY, "applies_when", "criterion"], "5.3",
     [f"{C52}: điều kiện không chỉ một tiêu chí đứng trước."]),
    (5, [*STORY, "applies_when", "criterion"], "99",
     [f"{C52}: điều kiện không chỉ một tiêu chí đứng trước."]),
    (5, [*STORY, "applies_when", "except_options"], ["5.2-a"],
     [f"{C52}: điều kiện chỉ lựa chọn không có."]),
    (5, [*STORY, "applies_when", "except_options"], [], [f"{C52}: điều kiện chỉ lựa chọn không có."]),
    (5, [*STORY, "applies_when", "text"], "", [f"{C52}: điều kiện không có nội dung."]),
    (5, [*SENSES, "criteria", 0, "gate", "effect"], "halt", [f"{C61}: {GATE}"]),
    (5, [*SENSES, "criteria", 0, "gate", "text"], " ", [f"{C61}: {GATE}"]),
    (5, [*SENSES, "criteria", 0, "gate", "if_zero_in"], ["6.1"], [f"{C61}: căn cứ theo 0 điểm phải đặt ở mục."]),
    (16, [*SENSES, "gate", "effect"], "halt", [f"Mục 6: {GATE}"]),
    (16, [*SENSES, "gate", "text"], "", [f"Mục 6: {GATE}"]),
    (16, [*SENSES, "gate", "if_zero_in"], ["6.1", "7"], [OUTSIDE]),
    (16, [*SENSES, "gate", "if_zero_in"], [], [OUTSIDE]),
    (26, ["parts", 2, "sections", 2, "criteria", 0, "cases", 1, "case"], 3,
     [f"{C8}: điểm cao nhất khác 3.",
      f"{C8}: {CASES}"]),
    (26, ["parts", 2, "sections", 2, "criteria", 0, "cases", 1, "case"], 1,
     [f"{C8}: trường hợp trùng số.",
      f"{C8}: {CASES}"]),
]  # fmt: skip


@pytest.mark.parametrize(("number", "path", "value", "problems"), WRONG)
def test_validate_sheet_names_what_is_wrong(number, path, value, problems):
    wrong = parse_sheet(altered(content(number), path, value))

    assert validate_sheet(wrong, part_max=PART_MAX, mark_levels=LEVELS) == problems


def test_validate_sheet_refuses_a_criterion_twice():
    wrong = parse_sheet(altered(content(5), [*SENSES, "criteria", 1, "code"], "6.1"))

    assert validate_sheet(wrong, part_max=PART_MAX, mark_levels=LEVELS)[0] == "Tiêu chí 6.1 có 2 lần."
