import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

EXAMPLES = Path(__file__).parent / "examples"


def run(choices, *, set="26-2026", sheet="5"):
    out = StringIO()
    call_command("score", set=set, sheet=sheet, choices=choices, stdout=out)
    return json.loads(out.getvalue())


def refused(choices, **given):
    with pytest.raises(CommandError) as caught:
        run(choices, **given)
    return caught.value.returncode, str(caught.value)


@pytest.fixture
def written(tmp_path):
    """A file with this text."""

    def write(text):
        path = tmp_path / "choices.json"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def altered_example(changes):
    return json.dumps(json.loads((EXAMPLES / "sheet05.json").read_text()) | changes)


def test_score_prints_the_result_of_one_scorer():
    printed = run(EXAMPLES / "sheet05.json")

    steps = printed.pop("next")
    assert printed == {
        "points": {"A": 26, "B": 15, "C": 23},
        "total": 64,
        "average": 64,
        "band": 3,
        "missed": {
            "3": [],
            "4": ["1.5-a", "2.3-c", "3.4-b", "3.5-b", "5.1-e"],
            "5": ["1.4-d", "4.1-d", "6.4-d", "6.5-d", "7-d"],
        },
        "outcome": "rated",
        "final": 3,
    }
    assert [(step["from"], step["to"], step["gain"], step["why"]) for step in steps] == [
        (None, "1.5-a", 1, "mark"),
        ("2.3-b", "2.3-c", 1, "mark"),
        ("3.4-a", "3.4-b", 1, "mark"),
        ("3.5-a", "3.5-b", 1, "mark"),
        ("5.1-d", "5.1-e", 2, "mark"),
    ]


def test_score_averages_the_members():
    # base 64 - 3 (5.1) - 1 (5.2) = 60; members 60 - 1 - 3 = 56, 60 + 3 + 1 = 64, 60; together 180
    printed = run(EXAMPLES / "council05.json")

    assert (printed["total"], printed["average"], printed["band"], printed["final"]) == (60, 60, 3, 3)
    assert printed["missed"]["4"] == ["1.5-a", "2.3-c", "3.4-b", "3.5-b", "5.1-e"]


def test_score_cuts_an_average_off_that_does_not_end(written):
    members = [{"changes": {"1.6": "1.6-a"}}, {"changes": {}}, {}]

    assert run(written(altered_example({"members": members})))["average"] == 63.6666666666


def test_score_of_a_stopped_sheet_has_no_stars():
    printed = run(EXAMPLES / "stopped16.json", sheet="16")

    assert (printed["outcome"], printed["final"], printed["next"], printed["total"]) == ("stopped", None, [], 68)


def test_score_of_a_rejected_sheet_has_no_stars(written):
    printed = run(written(altered_example({"rejected": ["2.1"]})))

    assert (printed["outcome"], printed["final"], printed["band"]) == ("rejected", None, 3)


def test_score_reads_a_file_with_a_byte_order_mark(written):
    assert run(written(b"\xef\xbb\xbf" + altered_example({}).encode()))["total"] == 64


def test_score_prints_vietnamese_as_it_is():
    out = StringIO()

    call_command("score", set="26-2026", sheet="5", choices=EXAMPLES / "sheet05.json", stdout=out)

    assert "Bảo vệ môi trường" in out.getvalue()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"set": "99"}, "Không có bộ tiêu chí «99»; các bộ hiện có: 1048-2019, 148-2023, 1489-2025, 26-2026."),
        ({"set": "../26-2026"}, "Không có bộ tiêu chí «../26-2026»; "
         "các bộ hiện có: 1048-2019, 148-2023, 1489-2025, 26-2026."),
        ({"set": "148-2023"}, "Bộ tiêu chí 148-2023 không có phiếu số 5; bộ này không có phiếu chấm điểm nào."),
        ({"sheet": "27"}, "Bộ tiêu chí 26-2026 không có phiếu số 27; bộ này có các phiếu từ 1 đến 26."),
        ({"sheet": "0"}, "Bộ tiêu chí 26-2026 không có phiếu số 0; bộ này có các phiếu từ 1 đến 26."),
        ({"sheet": "năm"}, "Số phiếu «năm» không phải là số, ví dụ 5."),
        ({"sheet": "²"}, "Số phiếu «²» không phải là số, ví dụ 5."),
        ({"sheet": "-5"}, "Số phiếu «-5» không phải là số, ví dụ 5."),
    ],
)  # fmt: skip
def test_score_refuses_an_unknown_sheet_with_status_2(given, sentence):
    assert refused(EXAMPLES / "sheet05.json", **given) == (2, sentence)


def test_score_refuses_a_missing_file_with_status_2(tmp_path):
    path = tmp_path / "không-có.json"

    assert refused(path) == (2, f"Không mở được tệp {path}; hãy kiểm tra đường dẫn và quyền đọc.")
    assert refused(tmp_path)[0] == 2


@pytest.mark.parametrize("text", ["", "{", b"\xff\xfe\x00", "{'chosen': []}", "[" * 100_000])
def test_score_refuses_what_is_not_json_with_status_2(written, text):
    status, sentence = refused(written(text))

    assert (status, "không phải JSON hợp lệ" in sentence) == (2, True)


def test_score_refuses_a_key_given_twice(written):
    assert refused(written('{"chosen": [], "none": ["1.1"], "none": []}')) == (2, "Tệp ghi hai lần: none.")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"none": []},
            "Tiêu chí 1.5 «Bảo vệ môi trường trong quá trình sản xuất» chưa được trả lời; "
            "nếu không đạt mức nào, hãy ghi mã vào «none».",
        ),
        (
            {"none": ["1.5", "1.6"]},
            "Tiêu chí 1.6 «Sử dụng công nghệ theo hướng bền vững trong sản xuất» được trả lời 2 lần; chỉ giữ một.",
        ),
        ({"none": ["1.5", "9.9"]}, "Không có tiêu chí «9.9» trong phiếu số 5; hãy xem lại mục «none»."),
        (
            {"members": [{"changes": {"5.1": "5.1-a"}}]},
            "Thành viên thứ 1: Tiêu chí 5.2 «Cấu trúc câu chuyện sản phẩm» không được chọn mức nào. "
            "Chỉ áp dụng khi có câu chuyện sản phẩm.",
        ),
        ({"choices": []}, "Mục «choices» không được biết; "
         "chỉ dùng chosen, none, not_applicable, not_scored, rejected, members."),
    ],
)  # fmt: skip
def test_score_refuses_answers_that_cannot_stand_with_status_2(written, changes, sentence):
    assert refused(written(altered_example(changes))) == (2, sentence)
