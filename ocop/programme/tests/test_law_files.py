from datetime import date

import pytest
from django.conf import settings

from ocop.programme.law_checks import problems_in, problems_in_days, problems_in_organisations
from ocop.programme.law_files import (
    LawFolder,
    WrongLaw,
    codes,
    fingerprint,
    read_folder,
    read_regime,
    read_sheet,
    read_yaml,
)
from ocop.programme.tests.filled import DELETE, altered, law


@pytest.fixture
def file(tmp_path):
    """law/x/regime.yaml with this text."""

    def write(text, name="x/regime.yaml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_the_decisions_are_listed_oldest_first():
    assert codes(settings.LAW_DIR) == ["1048-2019", "148-2023", "1489-2025", "26-2026"]


@pytest.mark.parametrize("code", ["1048-2019", "148-2023", "1489-2025", "26-2026"])
def test_every_decision_holds_together(code):
    assert problems_in(read_folder(settings.LAW_DIR, code)) == []


def test_an_amendment_takes_the_classes_of_what_it_amends():
    assert read_folder(settings.LAW_DIR, "1489-2025").classes == read_folder(settings.LAW_DIR, "148-2023").classes


def test_dates_are_read_as_text():
    assert read_regime(settings.LAW_DIR, "26-2026")["decision"]["date"] == "2026-05-22"


def test_days_off_and_organisations_hold_together():
    assert problems_in_days(read_yaml(settings.LAW_DIR / "holidays.yaml")) == []
    assert problems_in_organisations(read_yaml(settings.LAW_DIR / "organisations.yaml")) == []


# Bộ luật Lao động 2019, Điều 112: days off that fall on a weekday, by year
def test_every_year_has_its_days_off():
    days = [(date.fromisoformat(e["day"]), e) for e in read_yaml(settings.LAW_DIR / "holidays.yaml")["holidays"]]

    off = {year: sum(d.year == year and d.weekday() < 5 and not e.get("is_workday") for d, e in days)
           for year in range(2023, 2028)}  # fmt: skip

    assert off == {2023: 11, 2024: 12, 2025: 12, 2026: 13, 2027: 11}


def test_fingerprint_is_of_the_content_not_of_the_layout(file):
    first = read_yaml(file("a: 1\nb: [2, 3] # ghi chú\n"))
    second = read_yaml(file("b:\n  - 2\n  - 3\na: 1\n"))
    third = read_yaml(file("b:\n  - 3\n  - 2\na: 1\n"))

    assert (fingerprint(first) == fingerprint(second), fingerprint(first) == fingerprint(third)) == (True, False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"\xff\xfe", "Không đọc được x/regime.yaml"),
        ("a: [", "Không đọc được x/regime.yaml"),
        ("a: 1\na: 2\n", "khóa trùng: a"),
        ("a:\n  b: 1\n  b: 2\n", "khóa trùng: b"),
        ("- 1\n", "x/regime.yaml không có nội dung."),
        ("", "x/regime.yaml không có nội dung."),
    ],
)
def test_a_file_that_cannot_be_read_is_named(file, text, words):
    with pytest.raises(WrongLaw, match=words.replace(".", r"\.")):
        read_yaml(file(text))


def test_a_missing_file_or_folder_is_named(tmp_path, file):
    with pytest.raises(WrongLaw, match="Không đọc được"):
        read_yaml(tmp_path / "x" / "regime.yaml")
    with pytest.raises(WrongLaw, match="Không tìm thấy văn bản nào"):
        codes(tmp_path)
    file("code: x")
    with pytest.raises(WrongLaw, match="Không có bộ tiêu chí «y»; các bộ hiện có: x"):
        read_regime(tmp_path, "y")
    with pytest.raises(WrongLaw, match="không có phiếu số 1; bộ này không có phiếu chấm điểm nào"):
        read_sheet(tmp_path, "x", 1)


def checked(path, value):
    of = law()
    return problems_in(LawFolder(of.code, altered(of.regime, path, value), of.classes, of.forms, of.sheets))


WRONG = [
    (["effective_to"], "2026-05-21", ["hết hiệu lực trước khi có hiệu lực"]),
    (["parts", "total"], 99, ["điểm các phần không cộng thành 99", "khung điểm cao nhất không kết thúc ở tổng điểm"]),
    (["validity", "months"], 0, ["thời hạn giấy chứng nhận phải lớn hơn 0 tháng"]),
    (["validity", "for_stars"], [3, 4], ["thời hạn giấy chứng nhận không nêu đúng các hạng được công nhận"]),
    (["levels", 1, "key"], "commune",
     ["cấp commune có 2 lần", "cấp commune chuyển đến province, không phải cấp liền sau",
      "đợt 1 của cấp province có cấp hoặc ngày không đúng", "đợt 2 của cấp province có cấp hoặc ngày không đúng",
      "thẩm quyền thu hồi thuộc cấp không có"]),
    (["levels", 1, "order"], 3, ["thứ tự các cấp không liên tục từ 1"]),
    (["levels", 1, "forward_to"], None, ["cấp province chuyển đến None, không phải cấp liền sau"]),
    (["levels", 2, "forward_to"], "province", ["cấp centre chuyển đến province, không phải cấp liền sau"]),
    (["levels", 1, "unit_level"], "state", ["cấp province có loại đơn vị hoặc nhiệm vụ không được biết"]),
    (["levels", 0, "task"], "watch", ["cấp commune có loại đơn vị hoặc nhiệm vụ không được biết"]),
    (["levels", 0, "task"], "decide", ["cấp commune: nhiệm vụ và số sao quyết định không khớp"]),
    (["levels", 1, "decides_stars"], [4],
     ["các hạng được công nhận [3, 4, 5] không khớp với các hạng có cấp quyết định [4, 5]"]),
    (["levels", 1, "decides_stars"], [3, 4, 5],
     ["các hạng được công nhận [3, 4, 5] không khớp với các hạng có cấp quyết định [3, 4, 5, 5]"]),
    (["levels", 0, "article"], "", ["levels thứ 1 không ghi điều khoản"]),
    (["star_bands", 1, "lower"], "71", ["khung điểm 4 sao không nối tiếp khung dưới"]),
    (["star_bands", 4, "lower"], "1", ["khung điểm 1 sao không nối tiếp khung dưới"]),
    (["star_bands", 0, "upper"], "90",
     ["khung điểm 5 sao không nối tiếp khung dưới", "khung điểm cao nhất không kết thúc ở tổng điểm"]),
    (["star_bands", 4, "stars"], 6, ["các hạng sao không liên tục từ 1", "khung điểm 2 sao không nối tiếp khung dưới",
                                     "khung điểm 6 sao không nối tiếp khung dưới",
                                     "khung điểm cao nhất không kết thúc ở tổng điểm"]),
    (["clocks", 1, "key"], "screening",
     ["thời hạn screening có 2 lần", "loại hồ sơ re_evaluation chỉ thời hạn không có"]),
    (["clocks", 0, "level"], "district", ["thời hạn screening có cấp, loại ngày hoặc số ngày không đúng"]),
    (["clocks", 0, "kind"], "days", ["thời hạn screening có cấp, loại ngày hoặc số ngày không đúng"]),
    (["clocks", 0, "days"], 0, ["thời hạn screening có cấp, loại ngày hoặc số ngày không đúng"]),
    (["clocks", 0, "article"], DELETE, ["clocks thứ 1 không ghi điều khoản"]),
    (["dossier_kinds", 1, "key"], "first", ["loại hồ sơ first có 2 lần"]),
    (["dossier_kinds", 0, "clock"], "never", ["loại hồ sơ first chỉ thời hạn không có"]),
    (["dossier_kinds", 0, "council_mode"], "mail", ["loại hồ sơ first có hình thức họp không được biết"]),
    (["dossier_kinds", 2, "filing_window", "open_days_before"], 120,
     ["loại hồ sơ re_evaluation đóng nhận trước khi mở"]),
    (["dossier_kinds", 0, "forms"], ["01", "09"], ["loại hồ sơ first cần mẫu không có"]),
    (["rounds", 1, "ordinal"], 1, ["đợt 1 của cấp province có 2 lần"]),
    (["rounds", 0, "level"], "commune", ["đợt 1 của cấp commune có cấp hoặc ngày không đúng"]),
    (["rounds", 0, "held_before"], "30/04", ["đợt 1 của cấp province có cấp hoặc ngày không đúng"]),
    (["rounds", 0, "held_next_year"], True, ["đợt 1 của cấp province có cấp hoặc ngày không đúng"]),
    (["rounds", 0, "held_before"], "31/06", ["không đúng cấu trúc: ValueError('day is out of range for month')"]),
    (["revocation", "grounds", 1, "code"], "a", ["căn cứ thu hồi a có 2 lần"]),
    (["revocation", "authority", 0, "level"], "district", ["thẩm quyền thu hồi thuộc cấp không có"]),
    (["revocation", "authority", 0, "stars"], [4], ["thẩm quyền thu hồi không đủ các hạng được công nhận"]),
    (["readings", 0, "key"], "found_by", ["cách hiểu có khóa trùng", "thiếu cách hiểu gate_uses"]),
    (["readings", 0, "value"], "chair", ["chưa có cách tính cho gate_uses = 'chair'"]),
    (["readings", 0, "why"], " ", ["cách hiểu gate_uses không nêu lý do"]),
    (["required_evidence"], [{"kind": "e02", "sheets": [27], "article": "Phụ lục II"}],
     ["minh chứng bắt buộc e02 chỉ loại minh chứng hoặc phiếu không có"]),
    (["required_evidence"], [{"kind": "e16", "sheets": [1], "article": "Phụ lục II"}],
     ["minh chứng bắt buộc e16 chỉ loại minh chứng hoặc phiếu không có"]),
    (["required_evidence"], [{"kind": "e02", "sheets": [1]}], ["required_evidence thứ 1 không ghi điều khoản"]),
    (["samples", "article"], DELETE, ["samples không ghi điều khoản"]),
    (["has_sheets"], False, ["có phiếu chấm điểm mà không khai, hoặc khai mà không có"]),
    (["levels"], DELETE, ["không đúng cấu trúc: KeyError('levels')"]),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "problems"), WRONG)
def test_a_regime_that_does_not_hold_together_is_told(path, value, problems):
    assert checked(path, value) == [f"26-2026: {problem}" for problem in problems]


def test_any_number_may_be_read_where_the_reading_is_a_number():
    assert checked(["readings", 9, "value"], 15) == []


@pytest.mark.parametrize("gate_uses", ["all_members", "mean_of_members"])
def test_another_reading_of_the_marks_may_be_published(gate_uses):
    assert checked(["readings", 0, "value"], gate_uses) == []


def with_parts(**parts):
    of = law()
    held = {"regime": of.regime, "classes": of.classes, "forms": of.forms, "sheets": of.sheets}
    return problems_in(LawFolder(code=of.code, **(held | parts)))


def test_a_wrong_sheet_is_told_with_its_number():
    broken = altered(law().sheets[4], ["parts", 0, "sections", 0, "criteria", 0, "options", 2, "points"], 2)
    torn = altered(law().sheets[5], ["parts"], DELETE)

    assert with_parts(sheets=(*law().sheets[:4], broken, torn, *law().sheets[6:])) == [
        "26-2026: phiếu 5: 1.1 «Nguồn nguyên liệu»: điểm cao nhất khác 3.",
        "26-2026: phiếu 6: Phiếu chấm không đúng cấu trúc: KeyError('parts').",
    ]


def test_a_sheet_missing_or_twice_is_told():
    assert with_parts(sheets=law().sheets[:-1]) == ["26-2026: phân nhóm VI.1 không có phiếu chấm điểm của mình"]
    assert with_parts(sheets=(*law().sheets, law().sheets[0])) == ["26-2026: phiếu 1 có 2 lần"]


@pytest.mark.parametrize(
    ("path", "value", "problems"),
    [
        (["groups", 0, "subgroups", 0, "sets", 0, "sheet"], 2, ["phân nhóm I.1.a không có phiếu chấm điểm của mình"]),
        (["groups", 0, "subgroups", 0, "sets", 0, "number"], 9, ["số của các phân nhóm không liên tục từ 1"]),
        (["groups", 1, "code"], "I", ["phân nhóm I có 2 lần"]),
        (["groups"], DELETE, ["không đúng cấu trúc: KeyError('groups')"]),
    ],
)
def test_classes_that_do_not_hold_together_are_told(path, value, problems):
    assert with_parts(classes=altered(law().classes, path, value)) == [f"26-2026: {problem}" for problem in problems]


def test_forms_and_kinds_of_evidence_are_there_once():
    forms = altered(law().forms, ["forms", 2, "code"], "02")
    forms = altered(forms, ["evidence_kinds", 2, "code"], "e01")

    assert with_parts(forms=forms) == ["26-2026: mẫu 02 có 2 lần", "26-2026: loại minh chứng e01 có 2 lần"]


DAY = {"day": "2026-09-02", "name": "Quốc khánh", "article": "Điều 112", "verified": True}


@pytest.mark.parametrize(
    ("days", "problems"),
    [
        ([DAY], []),
        ([DAY, DAY], ["holidays: ngày 2026-09-02 có 2 lần"]),
        ([DAY | {"is_workday": True}], ["holidays: ngày làm bù 2026-09-02 không phải thứ Bảy, Chủ nhật"]),
        ([DAY | {"day": "2026-08-22", "is_workday": True}], []),
        ([DAY | {"article": ""}], ["holidays: ngày 2026-09-02 thiếu tên, điều khoản hoặc verified"]),
        ([DAY | {"name": ""}], ["holidays: ngày 2026-09-02 thiếu tên, điều khoản hoặc verified"]),
        ([DAY | {"verified": "có"}], ["holidays: ngày 2026-09-02 thiếu tên, điều khoản hoặc verified"]),
        ([{}], ["holidays: không đúng cấu trúc: KeyError('day')"]),
    ],
)
def test_wrong_days_off_are_told(days, problems):
    assert problems_in_days({"holidays": days}) == problems


def test_wrong_organisations_are_told():
    farm = {"code": "farm", "may_apply": True, "article": ""}

    assert problems_in_organisations({"organisation_types": [farm, farm | {"article": "Điều 2"}]}) == [
        "organisations: farm có 2 lần",
        "organisations: farm không ghi điều khoản",
    ]
    assert problems_in_organisations({}) == ["organisations: không đúng cấu trúc: KeyError('organisation_types')"]
