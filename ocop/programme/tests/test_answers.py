import pytest

from ocop.programme.answers import Answers, WrongAnswers, ballot, ballots, with_changes
from ocop.programme.tests.filled import filled, sheet, tiny


def sentences(of, answers):
    with pytest.raises(WrongAnswers) as caught:
        ballots(of, answers)
    return caught.value.sentences


def test_answers_are_read_from_json():
    raw = {
        "chosen": ["1-a"], "none": ["2"], "not_applicable": ["3"], "not_scored": ["4"], "rejected": ["5"],
        "members": [{"changes": {"1": None}}, {}],
    }  # fmt: skip

    assert Answers.parse(raw) == Answers(("1-a",), ("2",), ("3",), ("4",), ("5",), ({"1": None}, {}))
    assert Answers.parse({"chosen": []}) == Answers(())


MEMBER = 'Thành viên thứ 1 phải có dạng {"changes": {"3.3": "3.3-a", "4.1": null}}.'


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ([], ('Phần trả lời phải là một đối tượng JSON, ví dụ {"chosen": ["1.1-a"]}.',)),
        ({}, ("Thiếu mục «chosen»: danh sách các lựa chọn, có thể để trống [].",)),
        ({"chosen": "1.1-a"}, ("Mục «chosen» phải là danh sách mã trong ngoặc kép.",)),
        ({"chosen": [11]}, ("Mục «chosen» phải là danh sách mã trong ngoặc kép.",)),
        ({"chosen": [], "rejected": None}, ("Mục «rejected» phải là danh sách mã trong ngoặc kép.",)),
        (
            {"chosen": [], "member": []},
            ("Mục «member» không được biết; chỉ dùng chosen, none, not_applicable, not_scored, rejected, members.",),
        ),
        ({"chosen": [], "members": {}}, ("Mục «members» phải là danh sách các thành viên.",)),
        ({"chosen": [], "members": ["1.1-a"]}, (MEMBER,)),
        ({"chosen": [], "members": [{"change": {}}]}, (MEMBER,)),
        ({"chosen": [], "members": [{"changes": []}]}, (MEMBER,)),
        ({"chosen": [], "members": [{"changes": {"1.1": 1}}]}, (MEMBER,)),
    ],
)
def test_answers_of_another_shape_are_refused(raw, expected):
    with pytest.raises(WrongAnswers) as caught:
        Answers.parse(raw)

    assert caught.value.sentences == expected


def test_every_criterion_answered_once_is_accepted():
    checked = ballot(sheet(5), filled(sheet(5), {"1.5": None}))

    assert (checked.total, checked.points("1.5"), checked.points("1.4"), checked.holding) == (97, 0, 3, ())


def test_a_criterion_left_out_is_named():
    answers = filled(sheet(5))

    assert sentences(sheet(5), Answers(chosen=answers.chosen[1:])) == (
        "Tiêu chí 1.1 «Nguồn nguyên liệu» chưa được trả lời; nếu không đạt mức nào, hãy ghi mã vào «none».",
    )


@pytest.mark.parametrize(
    "twice",
    [
        {"chosen": ["1.1-a"]},
        {"chosen": ["1.1-c"]},
        {"none": ["1.1"]},
    ],
)
def test_a_criterion_answered_twice_is_named(twice):
    answers = filled(sheet(5))
    answers = Answers(chosen=(*answers.chosen, *twice.get("chosen", [])), none=tuple(twice.get("none", [])))

    assert sentences(sheet(5), answers) == ("Tiêu chí 1.1 «Nguồn nguyên liệu» được trả lời 2 lần; chỉ giữ một.",)


def test_answered_in_the_same_list_twice_is_named():
    answers = filled(sheet(5), {"1.5": None})

    assert sentences(sheet(5), Answers(chosen=answers.chosen, none=("1.5", "1.5"))) == (
        "Tiêu chí 1.5 «Bảo vệ môi trường trong quá trình sản xuất» được trả lời 2 lần; chỉ giữ một.",
    )


def test_unknown_codes_are_named():
    answers = Answers(chosen=("1.1-d",), none=("12",), not_applicable=("a",), not_scored=("b",), rejected=("2", ""))

    assert sentences(sheet(5), answers) == (
        "Không có lựa chọn «1.1-d» trong phiếu số 5; hãy xem lại mục «chosen».",
        "Không có tiêu chí «12» trong phiếu số 5; hãy xem lại mục «none».",
        "Không có tiêu chí «a» trong phiếu số 5; hãy xem lại mục «not_applicable».",
        "Không có tiêu chí «b» trong phiếu số 5; hãy xem lại mục «not_scored».",
        "Không có tiêu chí «2» trong phiếu số 5; hãy xem lại mục «rejected».",
        "Không có tiêu chí «» trong phiếu số 5; hãy xem lại mục «rejected».",
    )


NO_STORY = (
    "Tiêu chí 5.2 «Cấu trúc câu chuyện sản phẩm» không được chọn mức nào. Chỉ áp dụng khi có câu chuyện sản phẩm."
)


@pytest.mark.parametrize("story", ["5.1-a", None])
@pytest.mark.parametrize("option", ["5.2-a", "5.2-c"])
def test_no_option_is_chosen_where_there_is_no_story(story, option):
    assert sentences(sheet(5), filled(sheet(5), {"5.1": story, "5.2": option})) == (NO_STORY,)


@pytest.mark.parametrize("story", ["5.1-a", None])
def test_where_there_is_no_story_its_structure_does_not_apply(story):
    assert ballot(sheet(5), filled(sheet(5), {"5.1": story}, not_applicable=["5.2"])).total == 93
    assert ballot(sheet(5), filled(sheet(5), {"5.1": story, "5.2": None})).total == 93


def test_where_there_is_a_story_its_structure_applies():
    assert sentences(sheet(5), filled(sheet(5), {"5.1": "5.1-b"}, not_applicable=["5.2"])) == (
        "Tiêu chí 5.2 «Cấu trúc câu chuyện sản phẩm» có áp dụng vì đã chọn 5.1-b; hãy chấm tiêu chí này.",
    )
    assert ballot(sheet(5), filled(sheet(5), {"5.1": "5.1-b", "5.2": None})).total == 94


def test_a_criterion_without_condition_always_applies():
    assert sentences(sheet(5), filled(sheet(5), not_applicable=["1.1"])) == (
        "Tiêu chí 1.1 «Nguồn nguyên liệu» luôn áp dụng; không ghi vào «not_applicable».",
    )


def unscored(code, name):
    return f"Tiêu chí {code} «{name}» phải được chấm; chỉ bỏ qua được tiêu chí đứng sau chỗ đã dừng hoặc đã bị loại."


def test_nothing_is_left_unscored_without_a_gate():
    assert sentences(sheet(5), filled(sheet(5), not_scored=["7"])) == (unscored("7", "Tính độc đáo"),)


def test_after_a_stop_the_rest_may_stay_unscored():
    later = ["6.2", "6.3", "6.4", "6.5", "7", "8", "9", "10", "11"]

    checked = ballot(sheet(5), filled(sheet(5), {"6.1": "6.1-a"}, not_scored=later, rejected=["6.1"]))

    assert (checked.total, [(code, gate.effect) for _, code, gate in checked.holding]) == (65, [("6.1", "stop")])


def test_after_a_stop_the_rest_may_be_scored():
    assert ballot(sheet(5), filled(sheet(5), {"6.1": "6.1-a"}, rejected=["6.1"])).total == 98


def test_after_a_rejection_the_rest_may_stay_unscored():
    checked = ballot(sheet(21), filled(sheet(21), {"6.2": None}, not_scored=["7"], rejected=["6.2"]))

    assert [(code, gate.effect) for _, code, gate in checked.holding] == [("6.2", "reject")]


@pytest.mark.parametrize("code", ["5.3", "6.1"])
def test_up_to_the_stop_everything_is_scored(code):
    name = sheet(5).criterion(code).name

    assert sentences(sheet(5), filled(sheet(5), not_scored=[code], rejected=["6.1"])) == (unscored(code, name),)


def test_the_first_of_several_gates_counts():
    answers = filled(sheet(5), not_scored=["2.2", "7"], rejected=["6.1", "2.1"])

    assert [code for _, code, _ in ballot(sheet(5), answers).holding] == ["2.1", "6.1"]


def test_a_criterion_without_a_gate_is_not_rejected():
    assert sentences(sheet(5), filled(sheet(5), rejected=["6.2"])) == (
        "Tiêu chí 6.2 «Hình dạng» không có căn cứ loại hoặc dừng đánh giá; không ghi vào «rejected».",
    )


@pytest.mark.parametrize(("code", "pick"), [("6.1", "6.1-a"), ("6.3", "6.3-a"), ("6.4", None)])
def test_zero_points_in_one_of_four_stop_sheet_16_by_themselves(code, pick):
    checked = ballot(sheet(16), filled(sheet(16), {code: pick}, not_scored=["7", "8", "9", "10"]))

    assert [(held, gate.effect) for _, held, gate in checked.holding] == [("6", "stop")]


def test_sheet_16_need_not_be_tasted_after_an_impurity():
    answers = filled(sheet(16), {"6.1": "6.1-a"}, not_scored=["6.2", "6.3", "6.4", "7", "8", "9", "10"])

    assert ballot(sheet(16), answers).total == 65


def test_sheet_16_with_points_in_all_four_is_scored_to_the_end():
    assert ballot(sheet(16), filled(sheet(16), {"6.4": "6.4-b"})).holding == ()
    assert sentences(sheet(16), filled(sheet(16), not_scored=["7"])) == (unscored("7", "Tính độc đáo"),)


def test_sheet_16_may_name_the_criterion_with_zero_points():
    assert len(ballot(sheet(16), filled(sheet(16), {"6.1": "6.1-a"}, rejected=["6.1"])).holding) == 1
    assert sentences(sheet(16), filled(sheet(16), rejected=["6.1"])) == (
        "Tiêu chí 6.1 «Tạp chất lạ» có điểm (6.1-b) nên không dừng đánh giá; bỏ khỏi «rejected».",
    )


def test_a_member_differs_from_the_base():
    base, members = ballots(sheet(5), filled(sheet(5), members=[{"3.3": "3.3-a"}, {}, {"3.3": None, "1.6": "1.6-a"}]))

    assert (base.total, [member.total for member in members]) == (100, [98, 100, 96])


def test_a_member_may_tick_what_the_base_left_empty():
    answers = filled(sheet(5), {"1.5": None}, members=[{"1.5": "1.5-b"}, {"1.5": None}])

    assert [member.total for member in ballots(sheet(5), answers)[1]] == [99, 97]


def test_a_member_who_finds_no_story_says_so_in_both_places():
    answers = filled(sheet(5), members=[{}, {"5.1": "5.1-a"}, {"5.1": "5.1-a", "5.2": None}])

    assert sentences(sheet(5), answers) == (f"Thành viên thứ 2: {NO_STORY}",)


def test_a_member_may_score_what_does_not_apply_in_the_base():
    answers = filled(sheet(5), {"5.1": "5.1-a"}, not_applicable=["5.2"], members=[{"5.1": "5.1-e", "5.2": "5.2-c"}])

    assert ballots(sheet(5), answers)[1][0].total == 100


def test_unknown_changes_of_a_member_are_named():
    members = [{"99": "99-a"}, {"1.1": "1.2-a"}, {"1.1": ""}, {"1.1": "1.1-a"}]

    assert sentences(sheet(5), filled(sheet(5), members=members)) == (
        "Thành viên thứ 1: Không có tiêu chí «99» trong phiếu số 5; hãy xem lại mục «changes».",
        "Thành viên thứ 2: Lựa chọn «1.2-a» không thuộc tiêu chí 1.1 «Nguồn nguyên liệu».",
        "Thành viên thứ 3: Lựa chọn «» không thuộc tiêu chí 1.1 «Nguồn nguyên liệu».",
    )


def test_changes_leave_other_answers_alone():
    answers = filled(sheet(5), {"5.1": "5.1-a", "1.5": None}, not_applicable=["5.2"], rejected=["2.1"], members=[{}])

    changed = with_changes(sheet(5), answers, {"1.1": None, "5.1": "5.1-b", "5.2": "5.2-a"})

    assert (changed.none, changed.not_applicable, changed.rejected, changed.members) == (
        ("1.5", "1.1"),
        (),
        ("2.1",),
        (),
    )
    assert set(changed.chosen) == set(answers.chosen) - {"1.1-c", "5.1-a"} | {"5.1-b", "5.2-a"}


def test_either_case_of_a_criterion_may_be_chosen():
    assert ballot(sheet(26), filled(sheet(26), {"8": "8-d", "15": "15-c"})).total == 98
    assert sentences(sheet(26), Answers(chosen=(*filled(sheet(26)).chosen, "8-d"))) == (
        "Tiêu chí 8 «Đáp ứng điều kiện kinh doanh dịch vụ» được trả lời 2 lần; chỉ giữ một.",
    )


def test_every_mistake_is_told_at_once():
    of = tiny({"points": [0, 1]}, {"points": [0, 1]}, {"points": [0, 1]})

    assert len(sentences(of, Answers(chosen=("1-a", "1-b"), rejected=("2",), not_scored=("2",)))) == 4
